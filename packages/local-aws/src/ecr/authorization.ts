/** The registry's tokens: issued by GetAuthorizationToken, valid for twelve hours of cloud time. */
import { randomBytes } from 'node:crypto';

const lifetime = 12 * 60 * 60 * 1000;

export type Login = 'accepted' | 'expired' | 'unknown';

export interface Tokens {
  /** base64 of `AWS:‹password›`. */
  issue(): { readonly token: string; readonly expiresAt: Date };
  /** @param header of the request, `Basic …`. */
  check(header: string | undefined): Login;
}

export function createTokens(now: () => number): Tokens {
  const expiry = new Map<string, number>();
  return {
    issue: () => {
      const token = Buffer.from(`AWS:${randomBytes(48).toString('base64url')}`).toString('base64');
      const expiresAt = now() + lifetime;
      expiry.set(token, expiresAt);
      return { token, expiresAt: new Date(expiresAt) };
    },
    check: (header = '') => {
      const [, token = ''] = /^basic\s+(\S+)$/i.exec(header) ?? [];
      const end = expiry.get(token);
      if (end === undefined) return 'unknown';
      return now() < end ? 'accepted' : 'expired';
    },
  };
}
