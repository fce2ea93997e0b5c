/** When to look again: the poll interval, jittered so that many watchers spread, and longer while ECS is busy. */
import type { Random } from '@slipway/action-kit/ports';

const longest = 15_000;
/** A service is asked 0.4 times a second. */
const perCall = 2500;

/** The mean interval for looks that take so many calls each. */
export const affordable = (interval: number, calls: number): number => Math.max(interval, calls * perCall);

/**
 * @param misses looks in a row that failed; each doubles the interval, up to 15 s (or the interval itself).
 * @returns milliseconds, ±20 % around the mean and at least one second.
 */
export function pause(interval: number, misses: number, random: Random): number {
  const mean = misses === 0 ? interval : Math.min(interval * 2 ** misses, Math.max(longest, interval));
  return Math.max(1000, Math.round(mean * (0.8 + 0.4 * random.next())));
}
