/**
 * How fast variables are written. GitHub allows 80 writes a minute and stops whoever does more: a handful goes at
 * once, and the others one a second, so that a minute never holds more than 75.
 */
import { cancelledFailure } from '@slipway/action-kit/failures';
import type { Clock } from '@slipway/action-kit/ports';

const atOnce = 15;
const between = 1000;

/** Milliseconds that so many writes wait for each other, the answers of GitHub aside. */
export const waitOf = (writes: number): number => Math.max(0, writes - atOnce) * between;

export interface Pace {
  /**
   * Returns when the next write may go, after the look that it needs.
   * @param atLeast milliseconds that it waits in any case. @throws Failure `cancelled` when the job is.
   */
  next(atLeast?: number): Promise<void>;
}

export function paceOf(clock: Pick<Clock, 'sleep'>, cancelled: AbortSignal): Pace {
  let written = 0;
  return {
    next: async (atLeast = 0) => {
      const wait = Math.max(atLeast, written < atOnce ? 0 : between);
      if (wait > 0 && !cancelled.aborted) await clock.sleep(wait, cancelled);
      if (cancelled.aborted) throw cancelledFailure('writing variables');
      written += 1;
    },
  };
}
