/** The repositories of the local GitHub at its start, and the routes of each. */
import type { CloudClock } from '@slipway/local-aws/ports';
import type { Place } from '../routing.ts';
import type { Route } from '../answer.ts';
import { commentRoutes, type StoredComment } from '../comments.ts';
import { environmentRoutes } from '../environments/environment-routes.ts';
import { environmentStore } from '../environments/environments.ts';
import { headCommit } from '../job.ts';
import type { LocalGithubOptions } from '../options.ts';
import { inPublic } from '../permissions.ts';
import { Refusal } from '../refusal.ts';
import { timestamp } from '../timestamp.ts';
import { isMeantFor } from '../tokens.ts';
import type { OrganizationVariable } from '../variables/organization.ts';
import { repositoryVariableRoutes } from '../variables/repository.ts';
import { variableStore, type VariableStore } from '../variables/store.ts';
import { commitOf } from './commits.ts';
import type { Deployment } from '../workflows/deploying/deployments.ts';
import type { Run } from '../workflows/runs/runs.ts';
import { startOutside } from '../workflows/performing/outside-events.ts';
import { workflowRoutes } from '../workflows/workflow-routes.ts';
import type { ServerAge, WorkflowSite } from '../workflows/world.ts';
import type { LocalRepository, RepositoryOptions } from './repository.ts';
import { shownInFull, shownRepository } from './shown-repository.ts';

/** What all repositories share. */
export interface Surroundings {
  readonly clock: CloudClock;
  readonly url: () => string;
  readonly age: ServerAge;
  readonly nextRunId: () => number;
  readonly nextEnvironmentId: () => number;
}

export interface OpenRepository extends LocalRepository {
  readonly runs: Run[];
  readonly deployments: Deployment[];
  readonly options: RepositoryOptions;
  readonly site: () => WorkflowSite;
}

const firstId = 74;

/** @returns the job's own first. */
export function openRepositories(
  { repository, repositories = {}, ...own }: LocalGithubOptions,
  surroundings: Surroundings,
): readonly [OpenRepository, ...OpenRepository[]] {
  const others = Object.entries(repositories).map(([name, options], index) =>
    openRepository({ id: firstId + 1 + index, name }, options, surroundings),
  );
  return [openRepository({ id: firstId, name: repository }, own, surroundings), ...others];
}

function openRepository(
  identity: Pick<LocalRepository, 'id' | 'name'>,
  options: RepositoryOptions,
  surroundings: Surroundings,
): OpenRepository {
  const { clock, nextEnvironmentId } = surroundings;
  const { variables = {}, environments = {}, refs = ['main'], private: isPrivate = true } = options;
  const comments: StoredComment[] = [];
  const repository: OpenRepository = {
    ...identity,
    ...{ isPrivate, options, comments, runs: [], deployments: [] },
    defaultBranch: refs[0],
    createdAt: timestamp(clock.now()),
    variables: variableStore({ clock, values: variables, extras: {} }),
    environments: environmentStore({ clock, nextId: nextEnvironmentId }, environments),
    site: () => site,
    start: (event) => startOutside(site, event),
  };
  const site = workflowSite(repository, surroundings);
  return repository;
}

export function placeOf(
  repository: OpenRepository,
  surroundings: Surroundings,
  ofOrganization: VariableStore<OrganizationVariable>,
): Place {
  const { name, isPrivate, options, comments, environments } = repository;
  const { clock, url } = surroundings;
  return {
    path: `/repos/${name}`,
    admit: (caller) => {
      const isFor = isMeantFor(caller, name);
      if (!isPrivate) return inPublic(caller, isFor);
      if (!isFor) throw new Refusal(404, 'Not Found');
      return caller;
    },
    routes: [
      itself(repository, url),
      ...repositoryVariableRoutes(repository, clock, ofOrganization),
      ...environmentRoutes({ repository: name, url, clock, environments }),
      ...workflowRoutes(repository.site()),
      ...commentRoutes({ repository: name, url, clock, pullRequests: options.pullRequests ?? [], comments }),
    ],
  };
}

const itself = (repository: LocalRepository, url: () => string): Route => ({
  method: 'GET',
  path: /^$/,
  needs: [{ metadata: 'read' }],
  answer: () => ({ status: 200, body: shownInFull(url(), repository) }),
});

function workflowSite(repository: OpenRepository, surroundings: Surroundings): WorkflowSite {
  const { name, options, defaultBranch, runs, environments, deployments } = repository;
  return {
    ...surroundings,
    repository: name,
    handlers: options.handlers ?? {},
    refs: options.refs ?? ['main'],
    defaultBranch,
    shaOf: (ref) => options.commits?.(ref) ?? (ref === defaultBranch ? headCommit : commitOf(ref)),
    ...{ runs, environments, deployments, lag: options.runLag },
    shownRepository: () => shownRepository(surroundings.url(), repository),
    ...{ states: new Map(), groups: new Map(), since: surroundings.clock.now() },
  };
}
