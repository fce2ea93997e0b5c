/**
 * How long the scheduler waits before it starts more tasks of a deployment whose tasks never run. Tasks that
 * reached RUNNING are not held back. Pure.
 */
import type { Timings } from '../world.ts';

/** AWS's own figures are these multiples of its five-second scheduler: 4 minutes, doubled up to 15. */
const first = 48;
const longest = 180;

/**
 * @param neverRan tasks in a row that ended before they ran
 * @returns milliseconds
 */
export function launchDelay(
  neverRan: number,
  desiredCount: number,
  { scheduler, backOff = scheduler * first }: Pick<Timings, 'scheduler' | 'backOff'>,
): number {
  const rounds = Math.floor(neverRan / Math.max(1, desiredCount));
  if (rounds < 2) return 0;
  return Math.min(scheduler * longest, backOff * 2 ** (rounds - 2));
}
