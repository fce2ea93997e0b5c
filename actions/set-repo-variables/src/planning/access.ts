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
  selections: Selections,
): Promise<ReadonlyMap<string, AccessChange>> {
  const changes = new Map<string, AccessChange>();
  if (!asked.isExplicit) return changes;
  for (const { name, visibility = 'all' } of existing) {
    const isComparable = asked.visibility === 'selected' && visibility === 'selected';
    const from = accessWords(visibility, isComparable ? await selections.of(name) : []);
    const as = (repositories: readonly string[]): string => accessWords(asked.visibility, repositories);
    if (isSame(from, as(asked.repositories))) continue;
    // GitHub tells the names of today, and a repository may be asked for by one that it had before.
    const to = isComparable ? as(await namesOfToday(asked.repositories, selections)) : as(asked.repositories);
    if (!isSame(from, to)) changes.set(name, { from, to });
  }
  return changes;
}

const isSame = (from: string, to: string): boolean => from.toLowerCase() === to.toLowerCase();

async function namesOfToday(
  slugs: readonly string[],
  { find }: Pick<Selections, 'find'>,
): Promise<readonly string[]> {
  const names: string[] = [];
  for (const slug of slugs) names.push((await find(slug)).slug);
  return [...new Set(names)];
}

function accessWords(visibility: AskedAccess['visibility'], repositories: readonly string[]): string {
  if (visibility === 'all') return 'all repositories';
  if (visibility === 'private') return 'private repositories';
  if (repositories.length === 0) return 'selected repositories';
  return repositories.toSorted((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1)).join(', ');
}
