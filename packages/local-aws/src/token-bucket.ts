/** A token bucket on the cloud's clock: refilled at its rate up to its burst, full as long as nobody has used it. */
import type { CloudClock } from './ports.ts';

export interface BucketSize {
  readonly burst: number;
  readonly perSecond: number;
}

/** @returns takes up to so many tokens and tells how many there were */
export function createTokenBucket(
  { burst, perSecond }: BucketSize,
  clock: Pick<CloudClock, 'now'>,
): (wanted: number) => number {
  let tokens = burst;
  let at = clock.now();
  return (wanted) => {
    const now = clock.now();
    tokens = Math.min(burst, tokens + ((now - at) / 1000) * perSecond);
    at = now;
    const taken = Math.min(wanted, Math.floor(tokens));
    tokens -= taken;
    return taken;
  };
}
