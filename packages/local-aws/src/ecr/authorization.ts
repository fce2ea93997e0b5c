/**
 * The registry's tokens: issued by GetAuthorizationToken, valid for twelve hours of cloud time. A token says itself how
 * long it is good for, sealed with a key that all local clouds share: as on AWS, one token is good for the registries
 * of every account and region.
 */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

const lifetime = 12 * 60 * 60 * 1000;

export type Login = 'accepted' | 'expired' | 'unknown';

export interface Tokens {
  /** base64 of `AWS:‹password›`. */
  issue(): { readonly token: string; readonly expiresAt: Date };
  /** @param header of the request, `Basic …`. */
  check(header: string | undefined): Login;
}

export function createTokens(now: () => number): Tokens {
  return {
    issue: () => {
      const expiresAt = now() + lifetime;
      const claim = `${Math.round(expiresAt).toString(36)}.${randomBytes(32).toString('base64url')}`;
      const password = `${claim}.${seal(claim)}`;
      return { token: Buffer.from(`AWS:${password}`).toString('base64'), expiresAt: new Date(expiresAt) };
    },
    check: (header = '') => {
      const [, token = ''] = /^basic\s+(\S+)$/i.exec(header) ?? [];
      const end = expiryOf(Buffer.from(token, 'base64').toString());
      if (end === undefined) return 'unknown';
      return now() < end ? 'accepted' : 'expired';
    },
  };
}

/** No secret: whoever reaches a local cloud may have a token. */
const key = 'the local cloud';

const seal = (claim: string): string => createHmac('sha256', key).update(claim).digest('base64url');

/** Milliseconds of cloud time; undefined when no local cloud issued it. */
function expiryOf(login: string): number | undefined {
  const [, claim = '', time = '', sealed = ''] =
    /^AWS:(([0-9a-z]+)\.[\w-]{43})\.([\w-]{43})$/.exec(login) ?? [];
  if (claim === '' || !timingSafeEqual(Buffer.from(sealed), Buffer.from(seal(claim)))) return undefined;
  return Number.parseInt(time, 36);
}
