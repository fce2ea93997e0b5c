/** The variables that preflight knows are those that docs/aws.md tells of, and what it types as an example is right. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { knownVariables } from '../src/variables/known-variables.ts';

const page = readFileSync(join(import.meta.dirname, '../../../../docs/aws.md'), 'utf8');

test('each variable of the page is known', () => {
  const [, section = ''] = page.split('\n## The variables\n');
  const told = [...(section.split('\n## ')[0] ?? '').matchAll(/^\| `(\w+)` \|/gm)].map(
    ([, name = '']) => name,
  );
  expect(told.length).toBeGreaterThan(7);
  expect(told.filter((name) => !Object.hasOwn(knownVariables, name))).toEqual([]);
});

test.each(Object.entries(knownVariables))(
  'the example of %s has the form of one',
  (_, { parser, example }) => {
    expect(parser.read(example)).toBe(example);
  },
);
