import { describe, expect, test } from '@jest/globals';
import { cancelledFailure, setupFailure, upstreamFailure } from '@slipway/action-kit/failures';
import { RateLimitFailure } from '@slipway/action-kit/rate-limit';
import { followRun, type Ending } from '../../src/following/follow-run.ts';
import { followedClock, type FollowedClock } from '../followed-clock.ts';
import { job, middling, scriptedRuns, silence, told, url, type ScriptedLook } from '../world.ts';

interface Followed {
  readonly ending: Ending;
  readonly lines: readonly string[];
  readonly clock: FollowedClock;
  readonly asked: { readonly run: number; readonly jobs: number; readonly approvals: number };
}

async function follow(
  looks: readonly (ScriptedLook | Error | typeof silence)[],
  timeout = 1_800_000,
  cancelled = new AbortController().signal,
  clock = followedClock(),
): Promise<Followed> {
  const runs = scriptedRuns(looks, clock);
  const { lines, log } = told();
  const world = { runs, clock, random: middling, log, cancelled };
  const ending = await clock.drive(followRun(7, { timeout }, world));
  return { ending, lines, clock, asked: runs.asked };
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
    const clock = followedClock();
    clock.at(clock.now() + 500, () => abort.abort());
    const { ending } = await follow([running], undefined, abort.signal, clock);
    expect(ending).toMatchObject({ kind: 'cancelled', look: { run: { status: 'in_progress' } } });
  });

  test('ends when the job is cancelled while it looks', async () => {
    expect((await follow([cancelledFailure('asking GitHub')])).ending.kind).toBe('cancelled');
  });
});

describe('a GitHub whose rate limit lasts', () => {
  const start = followedClock().now();
  const limitOf = (milliseconds: number): RateLimitFailure =>
    new RateLimitFailure(
      { code: 'rate-limited', what: "GitHub's rate limit stopped it" },
      start + milliseconds,
    );

  test('is asked again when the limit ends, and not before', async () => {
    const { ending, asked, clock, lines } = await follow([running, limitOf(600_000), done]);
    expect(ending.kind).toBe('completed');
    expect([asked.run, clock.now() - start]).toEqual([3, 600_000]);
    expect(lines).toEqual([
      '    0s  run 7 is in_progress',
      "    1s  cannot see the run now: GitHub's rate limit stopped it, looking again at 2026-11-21T00:10:00.000Z",
      '10m00s  run 7 ended with success',
    ]);
  });

  test('is not asked again when the limit ends after the deadline', async () => {
    const limit = limitOf(3_600_000);
    const { ending, asked, clock, lines } = await follow([limit], 1_800_000);
    expect(ending).toEqual({ kind: 'timed-out', look: undefined, blind: limit });
    expect([asked.run, clock.now() - start]).toEqual([1, 1_800_000]);
    expect(lines).toEqual([
      "    0s  cannot see the run now: GitHub's rate limit stopped it until 2026-11-21T01:00:00.000Z, longer than `timeout`",
    ]);
  });

  test('is left in peace when the job is cancelled', async () => {
    const abort = new AbortController();
    const clock = followedClock();
    clock.at(start + 60_000, () => abort.abort());
    const { ending } = await follow([running, limitOf(600_000)], undefined, abort.signal, clock);
    expect(ending).toMatchObject({ kind: 'cancelled', look: { run: { status: 'in_progress' } } });
    expect(clock.now() - start).toBe(60_000);
  });
});

describe('a GitHub that says nothing', () => {
  const elapsedUntil = (clock: FollowedClock): number => clock.now() - followedClock().now();

  test('is not waited for beyond the deadline', async () => {
    const { ending, clock } = await follow([running, silence], 10_000);
    expect(ending).toMatchObject({
      kind: 'timed-out',
      look: { run: { status: 'in_progress' } },
      blind: { code: 'github-unreachable' },
    });
    expect(elapsedUntil(clock)).toBe(10_000);
  });

  test('about the jobs does not hide the run', async () => {
    const { ending, clock } = await follow([{ ...done, jobs: silence }], 10_000);
    expect(ending).toMatchObject({ kind: 'completed', look: { jobs: [] } });
    expect(elapsedUntil(clock)).toBe(10_000);
  });

  test('keeps the look at the deadline for two seconds and no longer', async () => {
    const { ending, clock } = await follow([running, running, running, silence], 3000);
    expect(ending.kind).toBe('timed-out');
    expect(elapsedUntil(clock)).toBe(5000);
  });
});
