/**
 * How fast variables are written. GitHub allows 80 writes a minute and stops whoever does more: a handful goes at
 * once, and the others one a second, so that a minute never holds more than 75.
 */
import { cancelledFailure } from '@slipway/action-kit/failures';
import type { Clock } from '@slipway/action-kit/ports';

const atOnce = 15;
const between = 1000;

export interface Pace {
  /** Returns when the next write may go. @throws Failure `cancelled` when the job is. */
  next(): Promise<void>;
}

export function paceOf(clock: Pick<Clock, 'sleep'>, cancelled: AbortSignal): Pace {
  let written = 0;
  return {
    next: async () => {
      if (written >= atOnce && !cancelled.aborted) await clock.sleep(between, cancelled);
      if (cancelled.aborted) throw cancelledFailure('writing variables');
      written += 1;
    },
  };
}
