/** What a local GitHub consists of at its start: repositories, organization, tokens, and the routes of each part. */
import type { CloudClock } from '@slipway/local-aws/ports';
import type { Site } from './api.ts';
import { githubFigures } from './limits/figures.ts';
import { rateLimitRoute } from './limits/rate-limit-route.ts';
import { createRateLimits, type RateLimits } from './limits/rate-limits.ts';
import type { LocalGithubOptions } from './options.ts';
import type { Place } from './routing.ts';
import {
  openRepositories,
  placeOf,
  type OpenRepository,
  type Surroundings,
} from './repositories/open-repositories.ts';
import { everythingRights, jobRights, variablesRights, type TokenRights } from './tokens.ts';
import { organizationRoutes } from './variables/organization-routes.ts';
import { organizationStore, type OrganizationVariable } from './variables/organization.ts';
import type { OrganizationWorld } from './variables/selected-repositories.ts';
import type { VariableStore } from './variables/store.ts';
import { whoami } from './whoami.ts';

export const tokens = {
  job: 'ghs_localJobToken',
  variables: 'github_pat_localVariablesToken',
  everything: 'github_pat_localEverythingToken',
} as const;

export interface OpenSite {
  readonly site: Site;
  readonly repositories: readonly OpenRepository[];
  /** The job's. */
  readonly own: OpenRepository;
  readonly organizationVariables: VariableStore<OrganizationVariable>;
}

/** @param url base of the API, once it is known. */
export function openSite(options: LocalGithubOptions, clock: CloudClock, url: () => string): OpenSite {
  const surroundings = surroundingsOf(options, clock, url);
  const [own, ...others] = openRepositories(options, surroundings);
  const repositories = [own, ...others];
  const variables = organizationStore(options.organization ?? {}, clock, repositories);
  const login = ownerOf(own.name);
  const ofOrganization = repositories.filter(({ name }) => ownerOf(name) === login);
  const organization = { ...surroundings, login, variables, repositories: ofOrganization };
  const limits = limitsOf(options, clock);
  const site: Site = {
    clock,
    url,
    limits,
    versions: surroundings.age === 'current' ? ['2026-03-10', '2022-11-28'] : ['2022-11-28'],
    tokens: tokensOf(own, options),
    places: [
      ...repositories.map((each) => placeOf(each, surroundings, variables)),
      ...(options.organization === undefined ? [] : [organizationPlace(organization)]),
      { path: '', routes: [whoami(clock, url), rateLimitRoute(limits)] },
    ],
    faults: [],
    calls: [],
  };
  return { site, repositories, own, organizationVariables: variables };
}

function surroundingsOf(
  { age = 'current' }: LocalGithubOptions,
  clock: CloudClock,
  url: () => string,
): Surroundings {
  let [lastRun, lastEnvironment] = [1000, 800];
  return {
    ...{ clock, url, age },
    nextRunId: () => (lastRun += 1),
    nextEnvironmentId: () => (lastEnvironment += 1),
  };
}

function limitsOf({ rateLimits = 'github' }: LocalGithubOptions, clock: CloudClock): RateLimits | undefined {
  if (rateLimits === 'off') return undefined;
  const others = rateLimits === 'github' ? {} : rateLimits;
  return createRateLimits({ ...githubFigures, ...others }, clock);
}

/** The job's own token sees the job's own repository, and what is public. */
const tokensOf = (own: OpenRepository, options: LocalGithubOptions): ReadonlyMap<string, TokenRights> =>
  new Map([
    [tokens.job, { ...jobRights, repositories: [own.name] }],
    [tokens.variables, variablesRights],
    [tokens.everything, everythingRights],
    ...Object.entries(options.tokens ?? {}),
  ]);

const organizationPlace = (world: OrganizationWorld): Place => ({
  path: `/orgs/${world.login}`,
  routes: organizationRoutes(world),
});

const ownerOf = (name: string): string => name.slice(0, name.indexOf('/'));
