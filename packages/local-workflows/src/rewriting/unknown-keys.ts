/** Rule 2: keys that act's schema refuses. They say how GitHub queues, records and permits, which act does not do anyway. */
import { isMap, isScalar, type Pair, type YAMLMap } from 'yaml';
import type { Edit } from './edits.ts';
import { jobsOf, mapAt, pairAt, placeOf } from './places.ts';

/** Permissions of GitHub that act's schema lacks. */
const permissions = [
  'artifact-metadata',
  'code-quality',
  'copilot-requests',
  'drives',
  'models',
  'vulnerability-alerts',
];

/** By the key that they stand under, of a workflow or a job. */
export type Keys = Readonly<Record<string, readonly string[]>>;

const unknownToAct: Keys = { concurrency: ['queue'], environment: ['deployment'], permissions };

export function unknownKeyEdits(text: string, root: YAMLMap, unknown: Keys = unknownToAct): readonly Edit[] {
  return [root, ...jobsOf(root).map(({ map }) => map)].flatMap((holder) =>
    Object.entries(unknown).flatMap(([name, keys]) => {
      const map = mapAt(holder, name);
      return map === undefined ? [] : removals(text, map, keys);
    }),
  );
}

function removals(text: string, map: YAMLMap, keys: readonly string[]): readonly Edit[] {
  const pairs = keys.flatMap((key) => pairAt(map, key) ?? []);
  return pairs.map((pair) => {
    const { start, end } = map.flow === true ? inFlow(text, map, pair) : wholeLines(text, pair);
    return { kind: 'unknown-key', start, was: text.slice(start, end), is: '' };
  });
}

function wholeLines(text: string, pair: Pair): { readonly start: number; readonly end: number } {
  const { start, end } = pairPlace(pair);
  const next = text.indexOf('\n', end);
  return { start: text.lastIndexOf('\n', start) + 1, end: next === -1 ? text.length : next + 1 };
}

/** With the comma before it, or behind it where it is the first. */
function inFlow(text: string, map: YAMLMap, pair: Pair): { readonly start: number; readonly end: number } {
  const { start, end } = pairPlace(pair);
  const before = /,\s*$/.exec(text.slice(placeOf(map).start, start));
  if (before !== null) return { start: start - before[0].length, end };
  const [behind = ''] = /^\s*,\s*/.exec(text.slice(end)) ?? [];
  return { start, end: end + behind.length };
}

function pairPlace({ key, value }: Pair): { readonly start: number; readonly end: number } {
  const { start, end } = placeOf(key);
  return { start, end: isScalar(value) || isMap(value) ? placeOf(value).end : end };
}
