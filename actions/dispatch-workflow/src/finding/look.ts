/** Looking again and again while GitHub may misbehave: what passes is waited for, what is permanent is told. */
import { asFailure, type Failure } from '@slipway/action-kit/failures';
import type { Clock, Random } from '@slipway/action-kit/ports';
import { RateLimitFailure } from '@slipway/action-kit/rate-limit';
import { withinTime } from '@slipway/action-kit/time-limit';

export type Looked<T> =
  | { readonly kind: 'seen'; readonly seen: T }
  /** Another look is in vain before `until`, in milliseconds since the epoch by our own clock. */
  | { readonly kind: 'blind'; readonly failure: Failure; readonly until: number }
  /** Refused for good. */
  | { readonly kind: 'refused'; readonly failure: Failure }
  | { readonly kind: 'cancelled' };

/** No look is given less: even the last one may see something. */
const shortestLook = 2000;

/** @param left milliseconds that the look may take. @throws what is nobody's failure: a defect. */
export async function lookFor<T>(
  left: number,
  clock: Clock,
  look: (timeUp: AbortSignal) => Promise<T>,
): Promise<Looked<T>> {
  try {
    return { kind: 'seen', seen: await withinTime(Math.max(shortestLook, left), clock, look) };
  } catch (thrown) {
    const failure = asFailure(thrown);
    if (failure.kind === 'defect') throw thrown;
    if (failure.code === 'cancelled') return { kind: 'cancelled' };
    if (isForGood(failure)) return { kind: 'refused', failure };
    return { kind: 'blind', failure, until: failure instanceof RateLimitFailure ? failure.endsAt : 0 };
  }
}

/** Whether a failure of a look is a refusal, which no other look changes. */
export const isForGood = ({ kind, code }: Failure): boolean =>
  kind !== 'upstream' && kind !== 'defect' && code !== 'cancelled';

const [shortestPause, longestPause] = [1000, 5000];

/** Milliseconds to the next look: a quarter of what went by, one to five seconds, spread so that many do not ask in step. */
export function pauseAfter(elapsed: number, random: Random): number {
  return Math.min(longestPause, Math.max(shortestPause, elapsed / 4)) * (0.8 + 0.4 * random.next());
}
