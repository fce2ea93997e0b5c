/** A clock whose sleeps are over at once: time passes only by sleeping, and what was slept is kept. */
import type { Clock } from '@slipway/action-kit/ports';

export interface JumpingClock extends Clock {
  /** Milliseconds of each sleep, in order. */
  readonly slept: readonly number[];
}

/** @param woken called after each sleep with the time, to let the world move on. */
export function jumpingClock(
  start = Date.UTC(2026, 10, 21),
  woken: (now: number) => void = () => undefined,
): JumpingClock {
  const slept: number[] = [];
  let now = start;
  return {
    slept,
    now: () => now,
    sleep: async (milliseconds, signal) => {
      if (signal?.aborted === true) return;
      slept.push(milliseconds);
      now += milliseconds;
      woken(now);
    },
  };
}
