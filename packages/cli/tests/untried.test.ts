/** Whether a run has built an image of which nothing but the stand-in's part was tried: told of each workflow that builds one. */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from '@jest/globals';
import { differencesOf, untriedBy } from '../src/report/differences.ts';

const root = resolve(import.meta.dirname, '../../..');
const own = '.github/workflows/ship.yml';
const published = (name: string) => ({
  ...{ repository: 'slipway-actions/slipway', path: `.github/workflows/${name}` },
  text: readFileSync(join(root, '.github/workflows', name), 'utf8'),
});
const calling = (uses: string): string => `jobs: { go: { uses: ${uses} } }`;
const called = (name: string): string => calling(`slipway-actions/slipway/.github/workflows/${name}@v1`);

test.each([
  ['release.yml', called('release.yml'), true],
  ['pull-request.yml', called('pull-request.yml'), true],
  ['rollback.yml', called('rollback.yml'), false],
  ['a step that builds', 'jobs: { go: { steps: [{ run: docker build . }] } }', true],
])('%s', (_, text, isTold) => {
  const first = { repository: 'team/web', path: own, text };
  const files = [first, ...['release.yml', 'pull-request.yml', 'deploy.yml', 'rollback.yml'].map(published)];
  const workflows = {
    ...{
      started: [first],
      own: [first],
      files,
      event: 'push',
      ref: undefined,
      leftOut: [],
      notHere: [],
      warnings: [],
    },
    meant: { path: '.github/workflows', isFile: false },
  };
  const sentence = 'No test of your Dockerfile was run, and nothing else of it: there is no docker.';
  expect(untriedBy(workflows, { kind: 'stand-in', why: 'there is no docker' })).toEqual(
    isTold ? [sentence] : [],
  );
  expect(untriedBy(workflows, { kind: 'docker' })).toEqual([]);
  const shown = { platforms: [], isVerbose: false };
  const differences = differencesOf(workflows, { kind: 'stand-in', why: 'there is no docker' }, shown);
  expect(differences.some((each) => each.startsWith('Images hold the *.mjs files'))).toBe(isTold);
});
