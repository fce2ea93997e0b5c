/** Who sees a variable of an organization, and what has to change so that those do who shall. */
import type { AskedAccess } from '../asking/target.ts';
import type { Selections, Variable } from '../ports.ts';

/** In words: "all repositories", "team/api, team/web". */
export interface AccessChange {
  readonly from: string;
  readonly to: string;
}

/**
 * For the variables that are asked for and exist. Asks nothing where no visibility is asked for, and for a selection
 * only where a selection is.
 */
export async function accessChanges(
  asked: AskedAccess,
  existing: readonly Variable[],
  selections: Pick<Selections, 'of'>,
): Promise<ReadonlyMap<string, AccessChange>> {
  const changes = new Map<string, AccessChange>();
  if (!asked.isExplicit) return changes;
  const to = accessWords(asked.visibility, asked.repositories);
  for (const { name, visibility = 'all' } of existing) {
    const isComparable = asked.visibility === 'selected' && visibility === 'selected';
    const from = accessWords(visibility, isComparable ? await selections.of(name) : []);
    if (from.toLowerCase() !== to.toLowerCase()) changes.set(name, { from, to });
  }
  return changes;
}

function accessWords(visibility: AskedAccess['visibility'], repositories: readonly string[]): string {
  if (visibility === 'all') return 'all repositories';
  if (visibility === 'private') return 'private repositories';
  if (repositories.length === 0) return 'selected repositories';
  return repositories.toSorted((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1)).join(', ');
}
