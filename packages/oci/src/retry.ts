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
  /** Whether asking again may help, and the least milliseconds to wait, when the other side named them. */
  readonly transient: (error: unknown) => { readonly after: number } | undefined;
}

const attempts = 5;
const firstPause = 300;

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
      if (again === undefined || attempt === attempts || again.after > longestWait) throw error;
      const pause = Math.max(again.after, firstPause * 2 ** (attempt - 1) * (0.5 + random.next()));
      await clock.sleep(pause, signal);
    }
  }
}
