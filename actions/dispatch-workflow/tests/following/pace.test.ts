import { describe, expect, test } from '@jest/globals';
import { followRun } from '../../src/following/follow-run.ts';
import { jobsStayFor, paceInWords, pause } from '../../src/following/pace.ts';
import { elapsed } from '../../src/following/time-words.ts';
import { followedClock } from '../followed-clock.ts';
import { job, middling, scriptedRuns, told } from '../world.ts';

const hour = 3_600_000;

test.each([
  [0, 4000],
  [0.5, 5000],
  [0.999_999, 6000],
])('a steady pause is spread by a fifth: %d', (next, expected) => {
  expect(pause(hour, { next: () => next })).toBeCloseTo(expected, -1);
});

test.each([
  [0, 1000],
  [8000, 2000],
  [600_000, 5000],
  [hour, 5000],
  [2 * hour, 10_000],
  [6 * hour, 30_000],
])('after %d ms the next look is %d ms away', (since, expected) => {
  expect(pause(since, middling)).toBe(expected);
});

describe('the calls of a wait', () => {
  async function callsOf(timeout: number, jobs: number): Promise<readonly number[]> {
    const clock = followedClock();
    const many = Array.from({ length: jobs }, (_, index) => job(`build ${String(index)}`, ''));
    const counted = scriptedRuns([{ status: 'in_progress', jobs: many }], clock);
    const start = clock.now();
    const byHour: number[] = [];
    const count = (calls: number): void => {
      const at = Math.floor((clock.now() - start) / hour);
      byHour[at] = (byHour[at] ?? 0) + calls;
    };
    const runs = {
      ...counted,
      run: async (id: number, timeUp: AbortSignal) => {
        count(1);
        return counted.run(id, timeUp);
      },
      jobs: async (id: number, timeUp: AbortSignal) => {
        count(Math.max(1, Math.ceil(jobs / 100)));
        return counted.jobs(id, timeUp);
      },
    };
    const world = { runs, clock, random: middling, log: told().log, cancelled: new AbortController().signal };
    await clock.drive(followRun(7, { timeout }, world));
    return byHour;
  }

  test.each([1, 100, 256])('stay below 1,000 in every hour of six, with %d jobs', async (jobs) => {
    const byHour = await callsOf(6 * hour, jobs);
    expect(Math.max(...byHour)).toBeLessThan(1000);
    // The longer it takes, the more is left to others.
    expect(byHour[5]).toBeLessThan(200);
  });
});

test('the jobs are asked for less often where they are many', () => {
  expect([jobsStayFor(hour, 10), jobsStayFor(hour, 256)]).toEqual([20_000, 60_000]);
});

test('who waits is told how often is looked, and why less often after an hour', () => {
  expect(paceInWords(hour)).toBe('looking at it every 1 to 5 s');
  expect(paceInWords(6 * hour)).toContain("to leave the rest of GitHub's 1,000 calls an hour to other jobs");
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
