/** The variables of an organization over the API. */
import { fieldsOf, type Route } from '../answer.ts';
import { Refusal } from '../refusal.ts';
import type { OrganizationVariable, Visibility } from './organization.ts';
import { variableRoutes } from './routes.ts';
import { mostVariables } from './rules.ts';
import { idsOfOwn, selectedRoutes, type OrganizationWorld } from './selected-repositories.ts';

/** Paths after `/orgs/‹login›`. */
export function organizationRoutes(world: OrganizationWorld): readonly Route[] {
  const variables = variableRoutes<OrganizationVariable>({
    clock: world.clock,
    path: '/actions/variables',
    storeOf: () => world.variables,
    most: mostVariables.organization,
    need: (level) => ({ organization_actions_variables: level }),
    extrasOf: (body, before) => extrasOf(world, body, before),
    shown: (variable) => shown(world, variable),
  });
  return [...variables, ...selectedRoutes(world)];
}

function shown(world: OrganizationWorld, { selected, ...variable }: OrganizationVariable): object {
  if (variable.visibility !== 'selected' && selected.length === 0) return variable;
  const path = `${world.url()}/orgs/${world.login}/actions/variables/${variable.name}/repositories`;
  return { ...variable, selected_repositories_url: path };
}

function extrasOf(
  world: OrganizationWorld,
  body: unknown,
  before?: OrganizationVariable,
): Pick<OrganizationVariable, 'visibility' | 'selected'> {
  const { visibility = before?.visibility, selected_repository_ids: ids } = fieldsOf(body);
  if (visibility !== 'selected') {
    if (Array.isArray(ids) && ids.length > 0)
      throw new Refusal(422, 'selected_repository_ids may only be given when visibility is selected');
    return { visibility: visibility as Visibility, selected: [] };
  }
  return { visibility, selected: ids === undefined ? (before?.selected ?? []) : idsOfOwn(world, ids) };
}
