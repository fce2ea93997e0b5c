/** The variables of a repository and of its environments, and those that it has of its organization. */
import type { CloudClock } from '@slipway/local-aws/ports';
import { pageOf, type Route } from '../answer.ts';
import { environmentNamed } from '../environments/environments.ts';
import type { LocalRepository } from '../repositories/repository.ts';
import { visibleTo, type OrganizationVariable } from './organization.ts';
import { variableRoutes } from './routes.ts';
import { mostVariables } from './rules.ts';
import type { VariableStore } from './store.ts';

/** Paths after `/repos/‹owner›/‹name›`. */
export function repositoryVariableRoutes(
  repository: LocalRepository,
  clock: CloudClock,
  ofOrganization: VariableStore<OrganizationVariable>,
): readonly Route[] {
  return [
    ...variableRoutes({
      clock,
      path: '/actions/variables',
      storeOf: () => repository.variables,
      most: mostVariables.repository,
      need: (level) => ({ actions_variables: level }),
      extrasOf: () => ({}),
    }),
    ...variableRoutes({
      clock,
      path: '/environments/([^/]+)/variables',
      storeOf: ([name = '']) => environmentNamed(repository.environments, name).variables,
      most: mostVariables.environment,
      need: (level) => ({ actions_variables: level, environments: level }),
      extrasOf: () => ({}),
    }),
    inherited(repository, ofOrganization),
  ];
}

const inherited = (
  repository: LocalRepository,
  ofOrganization: VariableStore<OrganizationVariable>,
): Route => ({
  method: 'GET',
  path: /^\/actions\/organization-variables$/,
  needs: [{ actions_variables: 'read' }],
  answer: ({ query }) => {
    const all = visibleTo(repository, ofOrganization);
    const variables = pageOf(all, query, { usual: 10, most: 30 }).map(
      ({ name, value, created_at, updated_at }) => ({ name, value, created_at, updated_at }),
    );
    return { status: 200, body: { total_count: all.length, variables } };
  },
});
