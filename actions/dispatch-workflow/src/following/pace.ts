/**
 * How often a run is looked at. Its end is to be seen soon, and the 1,000 calls an hour that GitHub gives the token of a
 * job, which all jobs of a repository share, are to be left to others: the longer it takes, the rarer the looks.
 */
import type { Random } from '@slipway/action-kit/ports';

const [second, hour] = [1000, 3_600_000];

/**
 * Milliseconds until the next look: a quarter of the time that went by, at least a second and at most five; after an
 * hour at most a 720th of it, which is 5 s again at first and 30 s after six hours. Spread by ±20 % so that many
 * followers don't ask in step.
 * @param elapsed milliseconds since the first look.
 */
export function pause(elapsed: number, random: Random): number {
  const longest = Math.max(5 * second, (elapsed / hour) * 5 * second);
  return Math.min(longest, Math.max(second, elapsed / 4)) * (0.8 + 0.4 * random.next());
}

/**
 * Milliseconds for which the jobs that were seen are new enough: each page of them is a call of its own.
 * @param elapsed as for `pause`.
 */
export function jobsStayFor(elapsed: number, jobs: number): number {
  const pages = Math.max(1, Math.ceil(jobs / 100));
  return pages * Math.max(3 * second, Math.min(20 * second, elapsed / 8), elapsed / 180);
}

/** For the log of who waits. @param timeout milliseconds. */
export const paceInWords = (timeout: number): string =>
  timeout <= hour
    ? 'looking at it every 1 to 5 s'
    : "looking at it every 1 to 5 s in the first hour, then less often (every 30 s after six), to leave the rest of GitHub's 1,000 calls an hour to other jobs";
