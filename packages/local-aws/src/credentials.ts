/**
 * Credentials that expire: those of every caller from a moment of the world on, and those of a session when it is over.
 * A call with them is refused as AWS refuses an old session.
 */
import type { Sessions } from './iam/sessions.ts';
import type { CloudClock } from './ports.ts';
import { ServiceError, type CallContext, type Protocol } from './service.ts';
import type { World } from './world.ts';

export interface Credentials {
  /** @throws ServiceError once they have expired, or when they are not those that a session was given */
  check(call: SignedCall): void;
}

export interface SignedCall {
  readonly operation: string;
  readonly protocol: Protocol['kind'];
  readonly context: Pick<CallContext, 'accessKeyId' | 'sessionToken'>;
}

export function createCredentials(
  { expireAfter }: World['credentials'],
  clock: Pick<CloudClock, 'now'>,
  sessions: Sessions,
): Credentials {
  const end = expireAfter === undefined ? Infinity : clock.now() + expireAfter;
  return {
    check: ({ operation, protocol, context: { accessKeyId, sessionToken } }) => {
      // It takes a token instead of credentials.
      if (operation === 'AssumeRoleWithWebIdentity') return;
      const session = sessions.find(accessKeyId);
      if (session !== undefined && session.sessionToken !== sessionToken) {
        const code = protocol === 'query' ? 'InvalidClientTokenId' : 'UnrecognizedClientException';
        throw refusal(protocol, code, 'The security token included in the request is invalid.');
      }
      if (clock.now() < (session?.expireAt ?? end)) return;
      const code = protocol === 'query' ? 'ExpiredToken' : 'ExpiredTokenException';
      throw refusal(protocol, code, 'The security token included in the request is expired');
    },
  };
}

const refusal = (protocol: Protocol['kind'], code: string, message: string): ServiceError =>
  new ServiceError(code, message, protocol === 'query' || protocol === 'rest' ? 403 : 400);
