/** What may happen to a document under the hands of a person or of a tool: to its value, and to its text. */
import { isList, isObject, type Json } from '@slipway/documents/value';
import fc from 'fast-check';
import { json, text } from './arbitraries.ts';

export type Mutation = (value: Json) => Json;
export type TextMutation = (text: string) => string;

/** What becomes of the part that was hit: the parts that take its place, with other names if need be. */
type Blow = (entry: Entry) => readonly Entry[];
type Entry = readonly [name: string, value: Json];

const blow: fc.Arbitrary<Blow> = fc.oneof(
  fc.constant<Blow>(() => []),
  fc.constant<Blow>(([name, value]) => [
    [name, value],
    [`${name}2`, value],
  ]),
  fc.constant<Blow>(([name, value]) => [[name, retyped(value)]]),
  fc.constant<Blow>(([name, value]) => [[name, nested(value)]]),
  text.map((other): Blow => ([, value]) => [[other, value]]),
  json.map((other): Blow => ([name]) => [[name, other]]),
);

/** One to three blows, each at any depth. */
export const mutations: fc.Arbitrary<Mutation> = fc
  .array(fc.tuple(blow, fc.array(fc.nat(30), { minLength: 1, maxLength: 6 })), { minLength: 1, maxLength: 3 })
  .map((blows) => (value) => blows.reduce((now, [how, where]) => hit(now, where, how), value));

/** The steps are taken round and round, so that every number leads somewhere. */
function hit(value: Json, [step = 0, ...further]: readonly number[], how: Blow): Json {
  if (!isList(value) && !isObject(value)) return value;
  const entries = Object.entries(value).map(([name, part]): Entry => [name, part ?? null]);
  const at = entries.length === 0 ? -1 : step % entries.length;
  const mutated = entries.flatMap((entry, index): readonly Entry[] => {
    if (index !== at) return [entry];
    const isLeaf = typeof entry[1] !== 'object' || entry[1] === null;
    return further.length === 0 || isLeaf ? how(entry) : [[entry[0], hit(entry[1], further, how)]];
  });
  // Swaps are what lists know: the last comes first.
  if (isList(value)) return mutated.map(([, part]) => part).toSorted(() => (step % 7 === 0 ? -1 : 0));
  return Object.fromEntries(mutated);
}

function retyped(value: Json): Json {
  if (typeof value === 'string') return value.length;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return isList(value) ? (value[0] ?? {}) : [value];
}

const nested = (value: Json): Json => Array.from({ length: 120 }).reduce<Json>((inner) => [inner], value);

export const textMutations: fc.Arbitrary<TextMutation> = fc
  .tuple(
    fc.constantFrom('insert', 'remove', 'truncate', 'repeat', 'unquote'),
    fc.nat(5000),
    fc.constantFrom(...bits()),
  )
  .map(([kind, where, bit]) => (whole) => {
    const at = where % (whole.length + 1);
    if (kind === 'truncate') return whole.slice(0, at);
    if (kind === 'remove') return whole.slice(0, at) + whole.slice(at + 1);
    if (kind === 'repeat') return whole.slice(0, at) + whole.slice(at).repeat(2);
    if (kind === 'unquote') return whole.slice(0, at) + whole.slice(at).replace(/["']/, '');
    return whole.slice(0, at) + bit + whole.slice(at);
  });

function bits(): readonly string[] {
  const control = ['\0', '\u0001', '\u001b[31m', '\u007f', '\u0085', '\u2028', '\u202e', '\uFEFF', '\uFFFD'];
  return [
    ...control,
    '"',
    "'",
    '\\',
    '\n',
    '\t',
    '{',
    ']',
    ',',
    ':',
    '#',
    '&a ',
    '*a',
    '1e400',
    '['.repeat(200),
  ];
}
