/**
 * The registry's tokens: issued by GetAuthorizationToken, valid for twelve hours of cloud time. A token says itself how
 * long it is good for and whose it is, sealed with a key that all local clouds share: as on AWS, one token is good for
 * the registries of every account and region, and lets its owner do there what its owner may.
 */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

const lifetime = 12 * 60 * 60 * 1000;

export type Login =
  { readonly kind: 'accepted'; readonly accessKeyId: string } | { readonly kind: 'expired' | 'unknown' };

export interface Tokens {
  /** base64 of `AWS:‹password›`. */
  issue(accessKeyId: string): { readonly token: string; readonly expiresAt: Date };
  /** @param header of the request, `Basic …`. */
  check(header: string | undefined): Login;
}

export function createTokens(now: () => number): Tokens {
  return {
    issue: (accessKeyId) => {
      const expiresAt = now() + lifetime;
      const owner = Buffer.from(accessKeyId).toString('base64url');
      const claim = `${Math.round(expiresAt).toString(36)}.${randomBytes(32).toString('base64url')}.${owner}`;
      const password = `${claim}.${seal(claim)}`;
      return { token: Buffer.from(`AWS:${password}`).toString('base64'), expiresAt: new Date(expiresAt) };
    },
    check: (header = '') => {
      const [, token = ''] = /^basic\s+(\S+)$/i.exec(header) ?? [];
      const claim = claimOf(Buffer.from(token, 'base64').toString());
      if (claim === undefined) return { kind: 'unknown' };
      const { end, accessKeyId } = claim;
      return now() < end ? { kind: 'accepted', accessKeyId } : { kind: 'expired' };
    },
  };
}

/** No secret: whoever reaches a local cloud may have a token. */
const key = 'the local cloud';

const seal = (claim: string): string => createHmac('sha256', key).update(claim).digest('base64url');

interface Claim {
  /** Milliseconds of cloud time. */
  readonly end: number;
  readonly accessKeyId: string;
}

/** undefined when no local cloud issued it. */
function claimOf(login: string): Claim | undefined {
  const [, claim = '', time = '', owner = '', sealed = ''] =
    /^AWS:(([0-9a-z]+)\.[\w-]{43}\.([\w-]*))\.([\w-]{43})$/.exec(login) ?? [];
  if (claim === '' || !timingSafeEqual(Buffer.from(sealed), Buffer.from(seal(claim)))) return undefined;
  return { end: Number.parseInt(time, 36), accessKeyId: Buffer.from(owner, 'base64url').toString() };
}
