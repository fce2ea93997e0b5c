/**
 * A limit on how long something may take, measured by the clock that is handed in: the work is told by a signal
 * that its time is up, and decides itself what to give back then.
 */
import type { Clock } from './ports.ts';

/** The longest that a timer of Node takes, 24 days; beyond it one would fire at once. */
const longestTimer = 2 ** 31 - 1;

/** @param work gets a signal that is aborted when `milliseconds` have passed before it ended. */
export async function withinTime<T>(
  milliseconds: number,
  clock: Pick<Clock, 'sleep'>,
  work: (timeUp: AbortSignal) => Promise<T>,
): Promise<T> {
  const timeUp = new AbortController();
  const done = new AbortController();
  void clock.sleep(Math.min(milliseconds, longestTimer), done.signal).then(() => {
    if (!done.signal.aborted) timeUp.abort();
  });
  try {
    return await work(timeUp.signal);
  } finally {
    done.abort();
  }
}
