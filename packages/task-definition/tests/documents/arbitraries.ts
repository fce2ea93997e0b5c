/** Documents that nobody wrote: made of the very table that documents are checked against, with the oddest of names. */
import type { Json, JsonObject } from '@slipway/documents/value';
import fc from 'fast-check';
import { requestStructure } from '../../src/register-members.ts';
import { membersOf, valuesOf, type MemberType } from '../../src/schema.ts';

const oddNames = [
  '',
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  'length',
  '0',
  '<<',
  '$schema',
];
const oddTexts = [
  'null',
  '~',
  '1e3',
  '0x1F',
  'no',
  '- a',
  'a: b',
  '#',
  '{{x}}',
  '${x}',
  '\n',
  ' ',
  '\u2028',
  '🚀',
];

/** Lone surrogates, which JSON can write and UTF-8 can't. */
export const brokenText = fc.constantFrom('\ud800', 'a\udfff', '\udc00\ud800');

export const text: fc.Arbitrary<string> = fc.oneof(
  fc.string({ maxLength: 12 }),
  fc.string({ unit: 'binary', maxLength: 8 }),
  fc.constantFrom(...oddTexts, ...oddNames, 'x'.repeat(5000)),
);

const number = fc.oneof(
  fc.integer({ min: -1, max: 70_000 }),
  fc.constantFrom(0.5, 1e21, 2 ** 53, -(2 ** 53), 5e-324, Number.MAX_VALUE),
);

/** Objects whose names may be any text: an object literal could not hold `__proto__`. */
const objectOf = <T extends Json>(value: fc.Arbitrary<T>, maxLength: number): fc.Arbitrary<JsonObject> =>
  fc.array(fc.tuple(text, value), { maxLength }).map((entries) => Object.fromEntries(entries));

/** Any JSON at all. */
export const json: fc.Arbitrary<Json> = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.oneof(text, number, fc.boolean(), fc.constant(null)),
    fc.array(tie('value'), { maxLength: 3 }),
    objectOf(tie('value'), 3),
  ),
})).value;

/** What has the form of a task definition; its values are arbitrary. */
export const taskDefinition: fc.Arbitrary<JsonObject> = structure(requestStructure);

function structure(name: string): fc.Arbitrary<JsonObject> {
  const members = [...(membersOf(name) ?? [])].map(([member, type]) =>
    fc
      .option(memberValue(type), { nil: undefined, freq: type.isRequired ? 9 : 1 })
      .map((value): readonly [string, Json][] => (value === undefined ? [] : [[member, value]])),
  );
  return fc.tuple(...members).map((all): JsonObject => Object.fromEntries(all.flat()));
}

function memberValue({ holds, item }: MemberType): fc.Arbitrary<Json> {
  const one = itemValue(item);
  if (holds === 'list') return fc.array(one, { maxLength: 2 });
  return holds === 'map' ? objectOf(one, 3) : one;
}

function itemValue(item: string): fc.Arbitrary<Json> {
  if (membersOf(item) !== undefined) return structure(item);
  if (item === 'number') return number;
  if (item === 'boolean') return fc.boolean();
  const allowed = valuesOf(item);
  return allowed === undefined ? text : fc.constantFrom(...allowed);
}
