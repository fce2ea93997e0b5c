/** The merge patch against the cases of RFC 7396, appendix A, that have an object as their patch. */
import { expect, test } from '@jest/globals';
import type { Json, JsonObject } from '@slipway/documents/value';
import fc from 'fast-check';
import { mergePatch } from '../../src/changing/merge-patch.ts';

test.each<[original: string, patch: string, result: string]>([
  ['{"a":"b"}', '{"a":"c"}', '{"a":"c"}'],
  ['{"a":"b"}', '{"b":"c"}', '{"a":"b","b":"c"}'],
  ['{"a":"b"}', '{"a":null}', '{}'],
  ['{"a":"b","b":"c"}', '{"a":null}', '{"b":"c"}'],
  ['{"a":["b"]}', '{"a":"c"}', '{"a":"c"}'],
  ['{"a":"c"}', '{"a":["b"]}', '{"a":["b"]}'],
  ['{"a":{"b":"c"}}', '{"a":{"b":"d","c":null}}', '{"a":{"b":"d"}}'],
  ['{"a":[{"b":"c"}]}', '{"a":[1]}', '{"a":[1]}'],
  ['{"e":null}', '{"a":1}', '{"e":null,"a":1}'],
  ['[1,2]', '{"a":"b","c":null}', '{"a":"b"}'],
  ['{}', '{"a":{"bb":{"ccc":null}}}', '{"a":{"bb":{}}}'],
])('%s patched with %s is %s', (original, patch, result) => {
  const merged = mergePatch(JSON.parse(original) as Json, JSON.parse(patch) as JsonObject);
  expect(JSON.stringify(merged)).toBe(result);
});

test('a list in a patch keeps its nulls, and a member called __proto__ is a member', () => {
  expect(JSON.stringify(mergePatch({}, JSON.parse('{"a":[null],"__proto__":{"b":1}}') as JsonObject))).toBe(
    '{"a":[null],"__proto__":{"b":1}}',
  );
});

test('a document as a patch of nothing is the document without its nulls', () => {
  const plain = fc.jsonValue().filter((value) => !JSON.stringify(value).includes('null'));
  fc.assert(
    fc.property(fc.dictionary(fc.string(), plain), (whole) => {
      const patch = JSON.parse(JSON.stringify(whole)) as JsonObject;
      expect(mergePatch({}, patch)).toEqual(patch);
      expect(mergePatch(patch, patch)).toEqual(patch);
    }),
    { seed: 5 },
  );
});
