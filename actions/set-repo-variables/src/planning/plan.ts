/** What would make the variables equal what was asked, as data: it is printed, tested, and all that a dry run shows. */
import { isReserved } from '../asking/names.ts';
import type { AskedVariable } from '../asking/source.ts';
import type { Variable } from '../ports.ts';
import type { AccessChange } from './access.ts';

export type Change =
  | { readonly kind: 'created'; readonly name: string; readonly value: string }
  | {
      readonly kind: 'updated';
      readonly name: string;
      readonly value: string;
      /** Equal to `value` where only its access differs. */
      readonly before: string;
      readonly access?: AccessChange | undefined;
    }
  | { readonly kind: 'unchanged'; readonly name: string; readonly value: string }
  | {
      readonly kind: 'removed';
      readonly name: string;
      readonly before: string;
      /** When it was last written, as it was read: one that was written since is left. */
      readonly updatedAt: number;
    };

export interface Wanted {
  readonly variables: readonly AskedVariable[];
  readonly prunePrefix: string | undefined;
  /** By name: who sees it now and who shall; none for a variable whose access is as it shall be. */
  readonly accessChanges: ReadonlyMap<string, AccessChange>;
}

/** First what was asked for, in that order; then what is removed, by name. order.ts says what is done first. */
export function planOf(
  { variables, prunePrefix, accessChanges }: Wanted,
  existing: readonly Variable[],
): readonly Change[] {
  const before = new Map(existing.map(({ name, value }) => [name, value]));
  const changes = variables.map(({ name, value }): Change => {
    const old = before.get(name);
    if (old === undefined) return { kind: 'created', name, value };
    const access = accessChanges.get(name);
    if (old === value && access === undefined) return { kind: 'unchanged', name, value };
    return { kind: 'updated', name, value, before: old, access };
  });
  const asked = new Set(variables.map(({ name }) => name));
  return [...changes, ...removals(existing, asked, prunePrefix)];
}

function removals(
  existing: readonly Variable[],
  asked: ReadonlySet<string>,
  prefix: string | undefined,
): readonly Change[] {
  if (prefix === undefined) return [];
  return existing
    .filter(({ name }) => name.startsWith(prefix.toUpperCase()) && !asked.has(name) && !isReserved(name))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .map(({ name, value, updatedAt }) => ({ kind: 'removed', name, before: value, updatedAt }));
}
