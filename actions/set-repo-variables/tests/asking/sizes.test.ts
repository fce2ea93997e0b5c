import { describe, expect, test } from '@jest/globals';
import { togetherProblems, valueProblems } from '../../src/asking/sizes.ts';
import type { AskedVariable } from '../../src/asking/source.ts';
import { isEnterpriseServer, type Scope } from '../../src/limits.ts';

const one = (value: string, name = 'A'): AskedVariable => ({ name, value, source: 'file' });
const many = (count: number, size = 0): readonly AskedVariable[] =>
  Array.from({ length: count }, (_, index) => one('x'.repeat(size), `V${String(index)}`));
const kilobytes = 1024;
const sizeProblems = (
  asked: readonly AskedVariable[],
  scope: Scope,
  isServer: boolean,
): readonly string[] => [...valueProblems(asked), ...togetherProblems(asked, scope, isServer)];

test('a value may have 48 KB, in bytes', () => {
  expect(sizeProblems([one('é'.repeat(24 * kilobytes))], 'repository', false)).toEqual([]);
  expect(sizeProblems([one('é'.repeat(24 * kilobytes + 1))], 'repository', false)).toEqual([
    'the value of `A` in `file` has 49154 bytes, and GitHub takes 49152',
  ]);
});

test('nothing at all is no wish', () => {
  expect(sizeProblems([], 'repository', false)).toEqual(['no variable is asked for: the sources are empty']);
});

test.each([
  ['repository', 500],
  ['environment', 100],
  ['organization', 1000],
] as const)('a scope of %s keeps %d', (scope, most) => {
  expect(sizeProblems(many(most), scope, false)).toEqual([]);
  expect(sizeProblems(many(most + 1), scope, false)).toEqual([
    `${String(most + 1)} variables are asked for, and a scope of ${scope} keeps ${String(most)}`,
  ]);
});

describe('all values together', () => {
  const whole = many(6, 44 * kilobytes);

  test('may have 256 KB', () => {
    expect(sizeProblems(many(8, 32 * kilobytes), 'repository', false)).toEqual([]);
    expect(sizeProblems(whole, 'organization', false)).toEqual([
      'the values have 264 KB together, and a run gets 256 KB: GitHub leaves out the others without a word',
    ]);
  });

  test('may have 10 MB on a server of its own, and anything in an environment', () => {
    expect(sizeProblems(whole, 'repository', true)).toEqual([]);
    expect(sizeProblems(whole, 'environment', false)).toEqual([]);
  });
});

test.each([
  ['https://github.com', false],
  ['https://octo.ghe.com', false],
  ['https://github.example.com', true],
  ['https://notgithub.com', true],
])('%s: a server of its own: %s', (url, isServer) => {
  expect(isEnterpriseServer(url)).toBe(isServer);
});
