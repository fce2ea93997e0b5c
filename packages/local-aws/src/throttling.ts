/**
 * AWS's token buckets, on the cloud's clock: every call takes a token of its bucket, and finds it refilled at the
 * bucket's rate up to its burst. A call that finds none is answered with `Rate exceeded`.
 */
import type { CloudClock } from './ports.ts';
import { ServiceError } from './service.ts';
import type { ServiceId } from './shapes.ts';
import { limits, type Limit } from './throttling-limits.ts';
import type { World } from './world.ts';

export interface Throttling {
  /** Takes a token for this call. @throws ServiceError ThrottlingException when none is left */
  admit(service: ServiceId, operation: string): void;
}

export function createThrottling(mode: World['throttling'], clock: Pick<CloudClock, 'now'>): Throttling {
  if (mode === 'off') return { admit: () => undefined };
  const buckets = new Map<Limit, Bucket>();
  return {
    admit: (service, operation) => {
      const limit = limits.find((each) => each.service === service && each.operations.includes(operation));
      if (limit === undefined) return;
      const bucket = refilled(limit, buckets.get(limit), clock.now());
      const admitted = bucket.tokens >= 1;
      buckets.set(limit, { ...bucket, tokens: bucket.tokens - (admitted ? 1 : 0) });
      if (!admitted) throw new ServiceError('ThrottlingException', 'Rate exceeded');
    },
  };
}

interface Bucket {
  readonly tokens: number;
  /** Cloud time, milliseconds since the epoch. */
  readonly at: number;
}

/** A bucket that nobody has used yet is full. */
function refilled({ burst, perSecond }: Limit, before: Bucket | undefined, now: number): Bucket {
  if (before === undefined) return { tokens: burst, at: now };
  const gained = ((now - before.at) / 1000) * perSecond;
  return { tokens: Math.min(burst, before.tokens + gained), at: now };
}
