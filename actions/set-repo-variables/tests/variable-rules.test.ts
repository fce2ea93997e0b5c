import { expect, test } from '@jest/globals';
import { problemsOf } from '../src/variable-rules.ts';

const token = 'github_pat_secret';

test.each<[string, Readonly<Record<string, string>>, readonly string[]]>([
  ['a good name', { ECS_CLUSTER: 'main', _a1: '' }, []],
  ['a value as large as allowed', { A: 'é'.repeat(24 * 1024) }, []],
  ['a hyphen', { 'A-B': '' }, ['the name `A-B` may hold only letters, digits and underscores']],
  ['a letter of another alphabet', { Ä: '' }, ['the name `Ä` may hold only letters, digits and underscores']],
  ['a leading digit', { '1A': '' }, ['the name `1A` may not start with a digit']],
  [
    "GitHub's prefix in any case",
    { Github_x: '' },
    ["the name `Github_x` may not start with GITHUB_, which is GitHub's own"],
  ],
  [
    'two spellings of one name',
    { a: '1', A: '2' },
    ['`a` and `A` are the same variable, because GitHub does not tell upper from lower case'],
  ],
  [
    'a value too large, in bytes',
    { A: 'é'.repeat(24 * 1024 + 1) },
    ['the value of `A` has 49154 bytes, and GitHub takes 49152'],
  ],
  [
    'the token as a value',
    { A: token },
    ['the value of `A` holds the token, and anyone who can read the repository can read a variable'],
  ],
  [
    'the token inside a value',
    { A: `https://x:${token}@github.com` },
    ['the value of `A` holds the token, and anyone who can read the repository can read a variable'],
  ],
])('%s', (_, variables, problems) => {
  const asked = Object.entries(variables).map(([name, value]) => ({ name, value }));
  expect(problemsOf(asked, token)).toEqual(problems);
});
