/** A manual clock that keeps how long was slept: what was woken before its time, or had a limit and kept it, does not count. */
import { manualClock, type ManualClock } from '@slipway/test-kit/manual-clock';

export interface FollowedClock extends ManualClock {
  /** Milliseconds, in order. */
  readonly slept: readonly number[];
}

export function followedClock(): FollowedClock {
  const clock = manualClock();
  const slept: number[] = [];
  return {
    ...clock,
    slept,
    sleep: async (milliseconds, signal) => {
      await clock.sleep(milliseconds, signal);
      if (signal?.aborted !== true) slept.push(milliseconds);
    },
  };
}
