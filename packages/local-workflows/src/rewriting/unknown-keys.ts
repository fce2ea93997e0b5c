/** Rule 2: keys that act's schema refuses. They say how GitHub queues, records and permits, which act does not do anyway. */
import { isNode, isScalar, type Pair, type YAMLMap } from 'yaml';
import type { Edit } from './edits.ts';
import { jobsOf, mapAt, pairAt, placeOf, type Place } from './places.ts';

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
      return map === undefined ? [] : removals(text, holder, { name, map, keys });
    }),
  );
}

interface Unknown {
  readonly name: string;
  readonly map: YAMLMap;
  readonly keys: readonly string[];
}

function removals(text: string, holder: YAMLMap, { name, map, keys }: Unknown): readonly Edit[] {
  const pairs = map.items.filter(({ key }) => isScalar(key) && keys.includes(String(key.value)));
  const edit = ({ start, end }: Place, is = ''): Edit => ({
    kind: 'unknown-key',
    ...{ start, was: text.slice(start, end), is },
  });
  if (pairs.length < map.items.length || pairs.length === 0)
    return pairs.map((pair) => edit(placeWithin(text, map, pair, pairs)));
  // No environment is none; no permissions are less than none named.
  const whole = pairAt(holder, name);
  if (name === 'environment' && whole !== undefined) return [edit(placeWithin(text, holder, whole))];
  const places = pairs.map((pair) => pairPlace(pair));
  return [edit(map.flow === true ? placeOf(map) : around(places), '{}')];
}

const around = (places: readonly Place[]): Place => ({
  start: Math.min(...places.map(({ start }) => start)),
  end: Math.max(...places.map(({ end }) => end)),
});

const placeWithin = (text: string, map: YAMLMap, pair: Pair, gone: readonly Pair[] = [pair]): Place =>
  map.flow === true ? inFlow(map, pair, gone) : wholeLines(text, pair);

function wholeLines(text: string, pair: Pair): Place {
  const { start, end } = pairPlace(pair);
  const next = text.indexOf('\n', text[end - 1] === '\n' ? end - 1 : end);
  return { start: text.lastIndexOf('\n', start) + 1, end: next === -1 ? text.length : next + 1 };
}

/** With the comma before it, or behind it where nothing that stays is before it. */
function inFlow(map: YAMLMap, pair: Pair, gone: readonly Pair[]): Place {
  const { start, end } = pairPlace(pair);
  const at = map.items.indexOf(pair);
  const [before, behind] = [map.items[at - 1], map.items[at + 1]];
  const isFirst = map.items.slice(0, at).every((each) => gone.includes(each));
  if (before !== undefined && !isFirst) return { start: pairPlace(before).end, end };
  return { start, end: behind === undefined ? end : pairPlace(behind).start };
}

function pairPlace({ key, value }: Pair): Place {
  const { start, end } = placeOf(key);
  return { start, end: isNode(value) ? Math.max(end, placeOf(value).end) : end };
}
