/** What would make the variables equal what was asked, as data: it is printed, tested, and all that a dry run shows. */
import type { AskedVariable } from './asked-variables.ts';
import type { Variable } from './ports.ts';

export type Change =
  | { readonly kind: 'created'; readonly name: string; readonly value: string }
  | {
      readonly kind: 'updated';
      readonly name: string;
      readonly value: string;
      readonly before: string;
    }
  | { readonly kind: 'unchanged'; readonly name: string; readonly value: string };

/** In the order they were asked for. Names compare without regard to case. */
export function planOf(asked: readonly AskedVariable[], existing: readonly Variable[]): readonly Change[] {
  const before = new Map(existing.map(({ name, value }) => [name.toUpperCase(), value]));
  return asked.map((each) => changeTo({ ...each, name: each.name.toUpperCase() }, before));
}

function changeTo({ name, value }: AskedVariable, existing: ReadonlyMap<string, string>): Change {
  const before = existing.get(name);
  if (before === undefined) return { kind: 'created', name, value };
  if (before === value) return { kind: 'unchanged', name, value };
  return { kind: 'updated', name, value, before };
}
