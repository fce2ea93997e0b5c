/**
 * Asking again, only for what is transient: whoever calls says what that is. The pause doubles and is jittered,
 * so that many jobs do not come back at the same moment.
 */
import { cancelledFailure } from '@slipway/action-kit/failures';
import type { Clock, Random } from '@slipway/action-kit/ports';

export interface RetryPorts {
  readonly clock: Clock;
  readonly random: Random;
  readonly signal?: AbortSignal | undefined;
}

export interface RetryRules {
  /** What to say when the run is cancelled: "pushing to team/web". */
  readonly during: string;
  /** How asking again may help; undefined when it does not. */
  readonly transient: (error: unknown) => Transient | undefined;
}

export interface Transient {
  /** The least milliseconds to wait, when the other side named them; else 0. */
  readonly after: number;
  /** Left out for the usual number. */
  readonly attempts?: number;
}

/** Tries again what is transient, and what is named beside it. */
export type Again = <T>(work: () => Promise<T>, also?: RetryRules['transient']) => Promise<T>;

const usualAttempts = 5;
const firstPause = 300;
/** Milliseconds; before it is jittered. */
const longestPause = 10_000;

/** Milliseconds. Whoever asks for more is not waited for: the runner costs money, and a re-run is as good. */
export const longestWait = 120_000;

/** @throws the last error, at once when it asks for a longer wait than `longestWait`; a Failure `cancelled` once the signal is aborted. */
export async function withRetries<T>(
  work: () => Promise<T>,
  rules: RetryRules,
  { clock, random, signal }: RetryPorts,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    if (signal?.aborted === true) throw cancelledFailure(rules.during);
    try {
      return await work();
    } catch (error) {
      const again = rules.transient(error);
      if (again === undefined || attempt >= (again.attempts ?? usualAttempts) || again.after > longestWait)
        throw error;
      const usual = Math.min(longestPause, firstPause * 2 ** (attempt - 1));
      const pause = Math.max(again.after, usual * (0.5 + random.next()));
      await clock.sleep(pause, signal);
    }
  }
}
