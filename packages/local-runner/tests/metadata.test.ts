import { tmpdir } from 'node:os';
import { expect, test } from '@jest/globals';
import { metadataOf, readMetadata } from '../src/metadata.ts';

test('defaults that YAML reads as numbers or booleans are text, as for the runner', () => {
  const inputs = { wait: { default: true }, port: { default: 80 }, name: { required: true } };
  const action = metadataOf('x', { name: 'x', inputs, runs: { using: 'node24', main: 'dist/index.js' } });
  expect([...action.inputs].map(([name, input]) => [name, input.default, input.required])).toEqual([
    ['wait', 'true', false],
    ['port', '80', false],
    ['name', undefined, true],
  ]);
});

test('a folder without action.yml is refused by name', () => {
  expect(() => readMetadata(tmpdir())).toThrow(
    `${tmpdir()} is not an action: it has no action.yml. Name the folder that holds action.yml and dist.`,
  );
});

test('a composite action is refused', () => {
  expect(() => metadataOf('some/where', { runs: { using: 'composite' } })).toThrow(
    "The action in some/where can't be run here: its action.yml has no `runs.main`. Only JavaScript actions run locally.",
  );
});
