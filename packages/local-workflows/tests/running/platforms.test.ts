/** act leaves a job out without a word whose label it was not told of: so each label that a text names is known. */
import { expect, test } from '@jest/globals';
import { platformsOf } from '../../src/running/platforms.ts';

test.each([
  ['a job', 'jobs: { a: { runs-on: own-1 } }', 'own-1'],
  ['several', 'jobs: { a: { runs-on: [self-hosted, own-2] } }', 'own-2'],
  [
    'a matrix',
    "jobs: { a: { runs-on: '${{ matrix.on }}', strategy: { matrix: { on: [own-3] } } } }",
    'own-3',
  ],
  ['what a called workflow builds on', 'jobs: { a: { uses: x, with: { build-runner: own-4 } } }', 'own-4'],
])('of %s', (_, text, label) => {
  expect(platformsOf([text])).toContain(label);
  expect(platformsOf([])).not.toContain(label);
});

test('no expression is one', () => {
  const text = "jobs: { a: { runs-on: '${{ inputs.build-runner }}' } }";
  expect(platformsOf([text])).toEqual(platformsOf([]));
});
