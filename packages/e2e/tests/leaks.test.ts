/** What must be nowhere in what was told is found where it is. */
import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { EndedRun } from '@slipway/local-workflows/local-repository';
import { numberHandedOn, secretsShown } from '../src/leaks.ts';

const run = (parts: Partial<EndedRun>): EndedRun => ({
  ...{ id: 1001, number: 1, workflow: 'release.yml', result: 'success', jobs: {}, outputs: {} },
  ...{ summaries: [], annotations: [], log: '' },
  ...parts,
});

test('a secret is found in a log and in a summary, by its name alone', () => {
  const runs = [run({ log: 'key abc123' }), run({ id: 1002, summaries: [{ job: 'a', text: 'abc123' }] })];
  expect(
    secretsShown(runs, [
      ['KEY', 'abc123'],
      ['EMPTY', ''],
    ]),
  ).toEqual(['the log of release.yml, run 1001, shows KEY', 'the log of release.yml, run 1002, shows KEY']);
  expect(secretsShown([run({ log: 'key ***' })], [['KEY', 'abc123']])).toEqual([]);
});

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'slipway-leaks-'));
  await mkdir(join(root, '.github/workflows'), { recursive: true });
  await writeFile(
    join(root, '.github/workflows/release.yml'),
    'jobs: { push: { outputs: { image: "${{ steps.push.outputs.image }}" } } }',
  );
});
afterAll(() => rm(root, { recursive: true, force: true }));

test('the number of the account is found in what a job of a called workflow hands on', async () => {
  const caller = { release: { uses: 'slipway-actions/slipway/.github/workflows/release.yml@v1' } };
  const handedOn = (value: string): ReturnType<typeof numberHandedOn> =>
    numberHandedOn(
      root,
      [run({ jobs: { 'release/push': 'success' }, outputs: { 'release/push.push.image': value } })],
      '123456789012',
      () => Promise.resolve(caller),
    );
  expect(await handedOn('123456789012.dkr.ecr.eu-west-1.amazonaws.com/web')).toEqual({
    seen: 1,
    found: ['the output image of release.yml release/push has the number of the account'],
  });
  expect(await handedOn('web')).toEqual({ seen: 1, found: [] });
});
