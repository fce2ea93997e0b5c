/**
 * AWS's limits on calls: every call takes a token of its bucket, and one that finds none is answered with
 * `Rate exceeded`.
 */
import type { CloudClock } from './ports.ts';
import { ServiceError } from './service.ts';
import type { ServiceId } from './shapes.ts';
import { limits, type Limit } from './throttling-limits.ts';
import { createTokenBucket } from './token-bucket.ts';
import type { World } from './world.ts';

export interface Throttling {
  /** Takes a token for this call. @throws ServiceError ThrottlingException when none is left */
  admit(service: ServiceId, operation: string): void;
}

export function createThrottling(mode: World['throttling'], clock: Pick<CloudClock, 'now'>): Throttling {
  if (mode === 'off') return { admit: () => undefined };
  const buckets = new Map<Limit, ReturnType<typeof createTokenBucket>>();
  return {
    admit: (service, operation) => {
      const limit = limits.find((each) => each.service === service && each.operations.includes(operation));
      if (limit === undefined) return;
      const take = buckets.get(limit) ?? createTokenBucket(limit, clock);
      buckets.set(limit, take);
      if (take(1) === 0) throw new ServiceError('ThrottlingException', 'Rate exceeded');
    },
  };
}
