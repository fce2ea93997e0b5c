import { describe, expect, test } from '@jest/globals';
import { cancelledFailure, setupFailure, upstreamFailure } from '@slipway/action-kit/failures';
import { jumpingClock, type JumpingClock } from '@slipway/test-kit/jumping-clock';
import { followRun, pause, type Ending } from '../src/follow-run.ts';
import { elapsed } from '../src/progress.ts';
import { job, middling, scriptedWorkflows, told, url, type ScriptedLook } from './scripted-workflows.ts';

interface Followed {
  readonly ending: Ending;
  readonly lines: readonly string[];
  readonly clock: JumpingClock;
  readonly asked: { readonly run: number; readonly jobs: number };
}

async function follow(
  looks: readonly (ScriptedLook | Error)[],
  timeout = 1_800_000,
  cancelled = new AbortController().signal,
  clock = jumpingClock(),
): Promise<Followed> {
  const workflows = scriptedWorkflows(looks);
  const { lines, log } = told();
  const ending = await followRun(7, timeout, { workflows, clock, random: middling, log, cancelled });
  return { ending, lines, clock, asked: workflows.asked };
}

const running: ScriptedLook = { status: 'in_progress' };
const done: ScriptedLook = { status: 'completed', conclusion: 'success' };
const down = upstreamFailure({ code: 'github-unavailable', what: 'GitHub could not do the work' });
const absent = upstreamFailure({ code: 'run-not-found', what: 'GitHub does not find run 7' });
const denied = setupFailure({ code: 'token-cannot-read-runs', what: 'This token may not look' });

describe('following a run', () => {
  test('tells every change once', async () => {
    const { ending, lines } = await follow([
      { status: 'queued' },
      { status: 'queued' },
      { status: 'in_progress', jobs: [job('build', '')] },
      { status: 'in_progress', jobs: [job('build', '')] },
      { status: 'completed', conclusion: 'success', jobs: [job('build', 'success'), job('ship', 'skipped')] },
    ]);
    expect(ending.kind).toBe('completed');
    expect(lines).toEqual([
      '    0s  run 7 is queued',
      '    2s  run 7 is in_progress',
      '    2s  job build is in_progress',
      '    4s  job build ended with success',
      '    4s  job ship ended with skipped',
      '    4s  run 7 ended with success',
    ]);
  });

  test('says where a run waits for an approval', async () => {
    const { lines } = await follow([{ status: 'waiting' }, { status: 'waiting' }, done]);
    expect(lines).toEqual([
      `    0s  run 7 is waiting for an approval: ${url}`,
      '    2s  run 7 ended with success',
    ]);
  });

  test.each(['queued', 'pending', 'requested', 'waiting', 'something new'])(
    'goes on while the run is %s',
    async (status) => {
      expect((await follow([{ status }, done])).ending.kind).toBe('completed');
    },
  );

  test('looks again after a quarter of the time that went by, a second at least and five at most', async () => {
    const { clock } = await follow([running], 60_000);
    expect(clock.slept.map(Math.round)).toEqual([
      1000, 1000, 1000, 1000, 1000, 1250, 1563, 1953, 2441, 3052, 3815, 4768, 5000, 5000, 5000, 5000, 5000,
      5000, 5000, 1158,
    ]);
  });

  test('stays below 1,000 calls an hour', async () => {
    const { asked } = await follow([running], 3_600_000);
    expect(asked.run + asked.jobs).toBeLessThan(1000);
  });

  test('ends at the deadline, and not before', async () => {
    const { ending, clock } = await follow([running], 60_000);
    expect(ending).toMatchObject({ kind: 'timed-out', look: { run: { status: 'in_progress' } } });
    expect(clock.slept.reduce((sum, each) => sum + each, 0)).toBe(60_000);
  });

  test('is blind for a while when GitHub is down, and says so', async () => {
    const { ending, lines } = await follow([running, down, done]);
    expect(ending.kind).toBe('completed');
    expect(lines[1]).toBe('    1s  cannot see the run now: GitHub could not do the work');
  });

  test('a run that is not there yet is waited for', async () => {
    expect((await follow([absent, absent, done])).ending.kind).toBe('completed');
  });

  test('a run that never appears is given up after half a minute', async () => {
    const { ending, clock } = await follow([absent]);
    expect(ending).toMatchObject({ kind: 'unseen', failure: { code: 'run-not-found' } });
    const waited = clock.slept.reduce((sum, each) => sum + each, 0);
    expect(waited).toBeGreaterThanOrEqual(30_000);
    expect(waited).toBeLessThan(35_000);
  });

  test('a token that may not look ends it at once', async () => {
    const { ending, asked } = await follow([denied]);
    expect(ending).toEqual({ kind: 'unseen', look: undefined, failure: denied });
    expect(asked.run).toBe(1);
  });

  test('ends when the job is cancelled while it sleeps', async () => {
    const abort = new AbortController();
    const clock = jumpingClock(undefined, () => abort.abort());
    const { ending } = await follow([running], undefined, abort.signal, clock);
    expect(ending).toMatchObject({ kind: 'cancelled', look: { run: { status: 'in_progress' } } });
  });

  test('ends when the job is cancelled while it looks', async () => {
    expect((await follow([cancelledFailure('asking GitHub')])).ending.kind).toBe('cancelled');
  });
});

test.each([
  [0, 4000],
  [0.5, 5000],
  [0.999_999, 6000],
])('a steady pause is spread by a fifth: %d', (next, expected) => {
  expect(pause(3_600_000, { next: () => next })).toBeCloseTo(expected, -1);
});

test.each([
  [400, '0s'],
  [59_000, '59s'],
  [65_000, '1m05s'],
  [1_800_000, '30m00s'],
  [7_260_000, '2h01m'],
])('%d ms are %s', (milliseconds, words) => {
  expect(elapsed(milliseconds)).toBe(words);
});
