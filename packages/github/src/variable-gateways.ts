/** All that is asked of GitHub about the variables of one place, made from the place and the token. */
import { repositoryOf, type Repository } from './api.ts';
import { githubApi, type GithubConfig } from './client.ts';
import { checkSurroundings } from './environment-surroundings.ts';
import { Environments } from './environments.ts';
import { readRepository } from './repositories.ts';
import { selectedRepositories } from './selected-repositories.ts';
import { tokenKindOf } from './token-kind.ts';
import { VariableWrites } from './variable-writes.ts';
import { ActionsVariables } from './variables.ts';
import type { VariablesPlace } from './variables-place.ts';

/** `repository` is `owner/name`. */
export type VariablesTarget =
  | { readonly scope: 'repository'; readonly repository: string }
  | { readonly scope: 'environment'; readonly repository: string; readonly environment: string }
  | { readonly scope: 'organization'; readonly organization: string };

export interface VariableGateways {
  /** Reads that are repeated where that helps; writes that are sent once. */
  readonly store: Pick<ActionsVariables, 'list' | 'read'> &
    Pick<VariableWrites, 'create' | 'update' | 'remove'>;
  /** Of the scope environment alone. That one does not exist is said only where its repository can be seen. */
  readonly environment: { exists(): Promise<boolean>; create(): Promise<void> };
  /** Of the scope organization alone. */
  readonly selections: {
    of(name: string): Promise<readonly string[]>;
    find(slug: string): Promise<{ readonly id: number; readonly slug: string }>;
  };
}

export function variableGateways(config: GithubConfig, target: VariablesTarget): VariableGateways {
  const api = githubApi(config);
  const token = tokenKindOf(config.token);
  const place = placeOf(target);
  const { environment, org, ...repository } = partsOf(place);
  const environments = new Environments(api, repository, token);
  return {
    store: storeOf(
      new ActionsVariables(api, place, token),
      new VariableWrites(api, place, token, config.debug),
    ),
    environment: {
      exists: async () => {
        if (await environments.exists(environment)) return true;
        await checkSurroundings(api, { kind: 'environment', ...repository, environment }, token);
        return false;
      },
      create: () => environments.create(environment),
    },
    selections: {
      of: (name) => selectedRepositories(api, { org, name }, token),
      find: (slug) => readRepository(api, slug, 'read-selected-repository'),
    },
  };
}

const storeOf = (reads: ActionsVariables, writes: VariableWrites): VariableGateways['store'] => ({
  list: () => reads.list(),
  read: (name) => reads.read(name),
  create: (variable, attempt) => writes.create(variable, attempt),
  update: (variable, attempt) => writes.update(variable, attempt),
  remove: (name, attempt) => writes.remove(name, attempt),
});

function placeOf(target: VariablesTarget): VariablesPlace {
  switch (target.scope) {
    case 'repository':
      return { kind: 'repository', ...repositoryOf(target.repository) };
    case 'environment':
      return {
        kind: 'environment',
        ...repositoryOf(target.repository),
        environment: target.environment,
      };
    case 'organization':
      return { kind: 'organization', org: target.organization };
  }
}

/** '' for what the place does not have: the gateways of other scopes are never asked. */
const partsOf = (
  place: VariablesPlace,
): Repository & { readonly environment: string; readonly org: string } => ({
  owner: '',
  repo: '',
  environment: '',
  org: '',
  ...place,
});
