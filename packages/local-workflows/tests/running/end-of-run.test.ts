/** How a run ends that act tells too little of. */
import { expect, test } from '@jest/globals';
import { nothingTold } from '../../src/running/act-run.ts';
import { endOfRun } from '../../src/running/end-of-run.ts';

const workflow = 'me/app/.github/workflows/release.yml';
const text = 'on: push\njobs:\n  build: {}\n  deploy: { needs: build }\n';
const paths = { of: () => undefined, entered: [{ path: '', workflow }] };
const line = (job: string) => ({ job, step: '', text: 'Set up job' });
const usual = { textOf: () => text, exitCode: 0, complaints: [], isCancelled: false };

test('jobs that ended, and one that never began', () => {
  const told = { ...nothingTold(), jobs: { build: 'success' as const }, log: [line('build')] };
  expect(endOfRun(told, paths, usual)).toMatchObject({
    ...{ result: 'success', jobs: { build: 'success', deploy: 'skipped' } },
  });
});

test('one that act left out for the label of its machine is no success, whatever act says', () => {
  const told = {
    ...nothingTold(),
    jobs: { build: 'success' as const },
    log: [line('build'), line('deploy')],
  };
  expect(endOfRun(told, paths, usual)).toMatchObject({
    ...{ result: 'failure', jobs: { build: 'success', deploy: 'failure' } },
  });
});

test('one that was going on when the run was cancelled', () => {
  const told = { ...nothingTold(), log: [line('build')] };
  expect(endOfRun(told, paths, { ...usual, exitCode: 1, isCancelled: true })).toMatchObject({
    ...{ result: 'cancelled', jobs: { build: 'cancelled', deploy: 'skipped' } },
  });
});
