/** The variables of an organization: who may read them is said for each one, and may be a list of repositories. */
import type { CloudClock } from '@slipway/local-aws/ports';
import { mustExist } from '../answer.ts';
import type { LocalRepository } from '../repositories/repository.ts';
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
