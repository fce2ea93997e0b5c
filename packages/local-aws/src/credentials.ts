/** Credentials that expire: from a moment of the world on, every call is refused as AWS refuses an old session. */
import type { CloudClock } from './ports.ts';
import { ServiceError, type Protocol } from './service.ts';
import type { World } from './world.ts';

export interface Credentials {
  /** Cloud time, milliseconds since the epoch; undefined when they last. */
  readonly expireAt: number | undefined;
  /** @throws ServiceError once they have expired */
  refuseExpired(protocol: Protocol['kind']): void;
}

export function createCredentials(
  { expireAfter }: World['credentials'],
  clock: Pick<CloudClock, 'now'>,
): Credentials {
  const expireAt = expireAfter === undefined ? undefined : clock.now() + expireAfter;
  return {
    expireAt,
    refuseExpired: (protocol) => {
      if (expireAt === undefined || clock.now() < expireAt) return;
      const message = 'The security token included in the request is expired';
      throw protocol === 'query'
        ? new ServiceError('ExpiredToken', message, 403)
        : new ServiceError('ExpiredTokenException', message, protocol === 'rest' ? 403 : 400);
    },
  };
}
