import { expect, test } from '@jest/globals';
import { nameProblems } from '../../src/asking/names.ts';
import type { SourceName } from '../../src/asking/source.ts';

test.each<[string, readonly string[], readonly string[]]>([
  ['good names', ['ECS_CLUSTER', '_a1'], []],
  ['a name of 255 characters', ['A'.repeat(255)], []],
  ['a hyphen', ['A-B'], ['the name `A-B` in `file` may hold only letters, digits and underscores']],
  [
    'a letter of another alphabet',
    ['Ä'],
    ['the name `Ä` in `file` may hold only letters, digits and underscores'],
  ],
  [
    'a line break and a command',
    ['A\n::error::B'],
    ['the name `A ::error::B` in `file` may hold only letters, digits and underscores'],
  ],
  ['a leading digit', ['1A'], ['the name `1A` in `file` may not start with a digit']],
  [
    "GitHub's prefix in any case",
    ['Github_x'],
    ["the name `Github_x` in `file` may not start with GITHUB_, which is GitHub's own"],
  ],
  [
    'a claim of dispatch-workflow',
    ['SLIPWAY_ONCE_FIRST'],
    [
      'the name `SLIPWAY_ONCE_FIRST` in `file` belongs to dispatch-workflow, which remembers by it what it started',
    ],
  ],
  [
    'a name of 256 characters',
    ['A'.repeat(256)],
    [`the name \`${'A'.repeat(119)}…\` in \`file\` has 256 characters, and GitHub takes 255`],
  ],
  [
    'two spellings of one name',
    ['a', 'A'],
    ['`a` and `A` in `file` are the same variable, because GitHub does not tell upper from lower case'],
  ],
  [
    'several mistakes',
    ['1', 'B C'],
    [
      'the name `1` in `file` may not start with a digit',
      'the name `B C` in `file` may hold only letters, digits and underscores',
    ],
  ],
])('%s', (_, names, problems) => {
  expect(nameProblems(source('file', names))).toEqual(problems);
});

test('a name of an output is corrected where it is chosen', () => {
  expect(nameProblems(source('terraform-outputs', ['DB-HOST']))).toEqual([
    'the name `DB-HOST` in `terraform-outputs` may hold only letters, digits and underscores: rename it in `terraform-map`',
  ]);
});

const source = (name: SourceName, names: readonly string[]) => ({
  name,
  variables: names.map((each) => ({ name: each, value: '' })),
});
