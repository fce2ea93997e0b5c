import { expect, test } from '@jest/globals';
import { approvalsInWords } from '../../src/following/approval-words.ts';
import { followRun } from '../../src/following/follow-run.ts';
import type { PendingApproval } from '../../src/ports.ts';
import { followedClock } from '../followed-clock.ts';
import { job, middling, scriptedRuns, told, url, type Looks } from '../world.ts';

const production: PendingApproval = {
  environment: 'production',
  reviewers: ['ada', 'team platform'],
  waitTimer: 0,
  waitTimerStartedAt: undefined,
};

test.each<[string, Partial<PendingApproval>, string]>([
  ['reviewers', {}, 'for an approval of the environment production by ada or team platform'],
  [
    'a timer that runs',
    { reviewers: [], waitTimer: 30, waitTimerStartedAt: Date.UTC(2026, 10, 21, 10) },
    'for the 30 minutes that the environment production waits, until 2026-11-21T10:30:00Z',
  ],
  [
    'both',
    { reviewers: ['ada'], waitTimer: 1 },
    'for an approval of the environment production by ada and for the minute that the environment production waits',
  ],
  ['a rule of its own', { reviewers: [] }, 'for a protection rule of the environment production'],
  [
    'hostile names',
    { environment: 'prod\n::error::x', reviewers: ['a\u001b[31mda'] },
    'for an approval of the environment prod ::error::x by ada',
  ],
])('%s are told in words', (_, change, words) => {
  expect(approvalsInWords([{ ...production, ...change }])).toBe(words);
});

async function linesOf(looks: Looks): Promise<readonly string[]> {
  const clock = followedClock();
  const { lines, log } = told();
  const world = {
    runs: scriptedRuns(looks, clock),
    clock,
    random: middling,
    log,
    cancelled: new AbortController().signal,
  };
  await clock.drive(followRun(7, { timeout: 60_000 }, world));
  return lines;
}

test('who may approve is told once, and again when it changes', async () => {
  const waiting = { status: 'waiting', approvals: [production] };
  const other = { status: 'waiting', approvals: [{ ...production, environment: 'staging' }] };
  const lines = await linesOf([
    waiting,
    ...Array.from({ length: 5 }, () => waiting),
    ...Array.from({ length: 5 }, () => other),
    { status: 'completed', conclusion: 'success' },
  ]);
  expect(lines.filter((line) => line.includes('approval'))).toEqual([
    `    0s  run 7 waits for an approval of the environment production by ada or team platform: ${url}`,
    `    6s  run 7 waits for an approval of the environment staging by ada or team platform: ${url}`,
  ]);
});

test('a job that waits in a run that goes on is told as well', async () => {
  const jobs = [job('build', ''), job('deploy', '', {}, 'waiting')];
  const lines = await linesOf([{ status: 'in_progress', jobs, approvals: [production] }]);
  expect(lines).toContain(
    `    0s  run 7 waits for an approval of the environment production by ada or team platform: ${url}`,
  );
});

test('a run that somebody starts again is told as a new attempt, with jobs of its own', async () => {
  const lines = await linesOf([
    { status: 'in_progress', jobs: [job('build', 'failure')] },
    { status: 'in_progress', attempt: 2, jobs: [{ ...job('build', ''), id: 99 }] },
    { status: 'completed', conclusion: 'success', attempt: 2 },
  ]);
  expect(lines).toEqual([
    '    0s  run 7 is in_progress',
    '    0s  job build ended with failure',
    '    1s  run 7 was started again: attempt 2',
    '    1s  run 7 is in_progress',
    '    1s  job build is in_progress',
    '    2s  run 7 ended with success',
  ]);
});

test('of many jobs the red ones are told, and the others counted', async () => {
  const many = Array.from({ length: 30 }, (_, index) => job(`part ${String(index)}`, 'success'));
  const lines = await linesOf([
    { status: 'completed', conclusion: 'failure', jobs: [...many, job('last', 'failure')] },
  ]);
  expect(lines).toEqual([
    '    0s  job last ended with failure',
    '    0s  30 jobs: each ended with success',
    '    0s  run 7 ended with failure',
  ]);
});
