/** The variables of an organization: who may read them is said for each one, and may be a list of repositories. */
import type { CloudClock } from '@slipway/local-aws/ports';
import { fieldsOf, mustExist, pageOf, type ApiRequest, type Route } from '../answer.ts';
import type { LocalRepository } from '../repositories/repository.ts';
import { shownRepository } from '../repositories/shown-repository.ts';
import { Refusal } from '../refusal.ts';
import { timestamp } from '../timestamp.ts';
import { variableRoutes } from './routes.ts';
import { mostVariables } from './rules.ts';
import { inOrder, variableStore, type StoredVariable, type VariableStore } from './store.ts';

export type Visibility = 'all' | 'private' | 'selected';

export interface OrganizationVariable extends StoredVariable {
  readonly visibility: Visibility;
  /** Ids of repositories; empty but for `selected`. */
  readonly selected: readonly number[];
}

export interface InitialVariable {
  readonly value: string;
  readonly visibility: Visibility;
  /** `owner/name`. */
  readonly selected?: readonly string[];
}

export interface OrganizationOptions {
  /** A text alone is seen by the organization's private repositories. */
  readonly variables?: Readonly<Record<string, string | InitialVariable>>;
}

export interface OrganizationWorld {
  readonly login: string;
  readonly url: () => string;
  readonly clock: CloudClock;
  readonly repositories: readonly LocalRepository[];
  readonly variables: VariableStore<OrganizationVariable>;
}

export function organizationStore(
  { variables = {} }: OrganizationOptions,
  clock: CloudClock,
  repositories: readonly LocalRepository[],
): VariableStore<OrganizationVariable> {
  const store = variableStore<OrganizationVariable>({
    clock,
    values: {},
    extras: { visibility: 'private', selected: [] },
  });
  for (const [name, given] of Object.entries(variables)) {
    const { value, visibility, selected = [] } = typeof given === 'string' ? usual(given) : given;
    store.put(name, value);
    const made = mustExist(store.get(name.toUpperCase()));
    const ids = repositories.filter((each) => selected.includes(each.name)).map(({ id }) => id);
    store.set(made.name, { ...made, visibility, selected: ids });
  }
  return store;
}

const usual = (value: string): InitialVariable => ({ value, visibility: 'private' });

/** Those that a repository may read. */
export const visibleTo = (
  { id, isPrivate }: Pick<LocalRepository, 'id' | 'isPrivate'>,
  variables: VariableStore<OrganizationVariable>,
): readonly OrganizationVariable[] =>
  inOrder(variables).filter(({ visibility, selected }) => {
    if (visibility === 'selected') return selected.includes(id);
    return visibility === 'all' || isPrivate;
  });

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
  return { visibility, selected: ids === undefined ? (before?.selected ?? []) : existing(world, ids) };
}

/** @throws Refusal 404 for one that is not the organization's */
const existing = ({ repositories }: OrganizationWorld, ids: unknown): readonly number[] =>
  (ids as readonly number[]).map((id) => mustExist(repositories.find((each) => each.id === id)).id);

function selectedRoutes(world: OrganizationWorld): readonly Route[] {
  const all = /^\/actions\/variables\/([^/]+)\/repositories$/;
  const one = /^\/actions\/variables\/([^/]+)\/repositories\/(\d+)$/;
  const read = [{ organization_actions_variables: 'read' }] as const;
  const write = [{ organization_actions_variables: 'write' }] as const;
  const writeOne = [{ organization_actions_variables: 'write', metadata: 'read' }] as const;
  return [
    {
      method: 'GET',
      path: all,
      needs: read,
      answer: (request, parts) => listSelected(world, request, parts),
    },
    {
      method: 'PUT',
      path: all,
      needs: write,
      answer: ({ body }, parts) =>
        select(world, parts, () => existing(world, fieldsOf(body).selected_repository_ids)),
    },
    {
      method: 'PUT',
      path: one,
      needs: writeOne,
      answer: (_, parts) =>
        select(world, parts, (ids) => [...new Set([...ids, ...existing(world, [Number(parts[1])])])]),
    },
    {
      method: 'DELETE',
      path: one,
      needs: writeOne,
      answer: (_, parts) => select(world, parts, (ids) => ids.filter((id) => id !== Number(parts[1]))),
    },
  ];
}

/** @throws Refusal 404; 409 for a variable that others than selected repositories see */
function selectedOf({ variables }: OrganizationWorld, [name = '']: readonly string[]): OrganizationVariable {
  const variable = mustExist(variables.get(name.toUpperCase()));
  if (variable.visibility !== 'selected')
    throw new Refusal(409, 'The visibility of the variable is not set to selected');
  return variable;
}

function listSelected(world: OrganizationWorld, { query }: ApiRequest, parts: readonly string[]) {
  const { selected } = selectedOf(world, parts);
  const all = world.repositories.filter(({ id }) => selected.includes(id));
  const repositories = pageOf(all, query, { usual: 30, most: 100 }).map((each) =>
    shownRepository(world.url(), each),
  );
  return { status: 200, body: { total_count: all.length, repositories } };
}

function select(
  world: OrganizationWorld,
  parts: readonly string[],
  change: (ids: readonly number[]) => readonly number[],
) {
  const variable = selectedOf(world, parts);
  const updated_at = timestamp(world.clock.now());
  world.variables.set(variable.name, { ...variable, selected: change(variable.selected), updated_at });
  return { status: 204 };
}
