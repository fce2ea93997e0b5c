/** What GitHub would not start, told before anything runs: with file, line, and what to write instead. */
import { resolve } from 'node:path';
import { expect, test } from '@jest/globals';
import { contractsIn } from '../src/stage/contracts.ts';
import { startupProblems } from '../src/stage/startup-problems.ts';

const contracts = contractsIn(resolve(import.meta.dirname, '../../..'));
const said = (text: string): readonly string[] => startupProblems({ path: 'release.yml', text }, contracts);

const call = (lines: string, name = 'release.yml'): string =>
  `on: push
jobs:
  ship:
    permissions: { contents: read, id-token: write }
    uses: slipway-actions/slipway/.github/workflows/${name}@v1
${lines}`;

test('a call with all that it needs starts', () => {
  expect(said(call('    with: { environment: production }\n'))).toEqual([]);
});

test('an input that is needed and one that there is not', () => {
  expect(said(call('    with:\n      enviroment: production\n'))).toEqual([
    'release.yml:5: The job `ship` calls release.yml without `environment`: GitHub would refuse the whole run, without a log. Add `environment:` under its `with:`.',
    'release.yml:5: release.yml has no input `enviroment`, which the job `ship` gives: did you mean `environment`?',
  ]);
});

test('a permission that is not granted', () => {
  const text = call('    with: { environment: production }\n').replace(', id-token: write', '');
  expect(said(text)).toEqual([
    'release.yml:3: The job `ship` calls release.yml without `id-token: write`: GitHub would refuse the whole run as a start-up failure, without a log. Add `id-token: write` to its `permissions`.',
  ]);
});

test('a workflow and an action that Slipway does not have', () => {
  expect(said(call('', 'relase.yml'))).toEqual([
    'release.yml:5: Slipway has no `.github/workflows/relase.yml`: did you mean `.github/workflows/release.yml`?',
  ]);
  const step =
    'jobs:\n  a:\n    steps:\n      - run: x\n      - uses: slipway-actions/slipway/actions/scan-images@v1\n';
  expect(said(step)).toEqual([
    'release.yml:5: Slipway has no `actions/scan-images`: did you mean `actions/scan-image`?',
  ]);
});

test('what is not of Slipway is none of this, nor what is no workflow', () => {
  expect(said('jobs: { a: { uses: octo/x/.github/workflows/y.yml@v1, steps: [{ uses: a/b@v1 }] } }')).toEqual(
    [],
  );
  expect(['', '- a', 'jobs: 1', 'jobs: ['].flatMap(said)).toEqual([]);
});
