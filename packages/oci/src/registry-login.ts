/**
 * The login of one registry: made when it is asked for, one token for each repository where the registry wants tokens,
 * and made anew once when it has worked and works no longer, as at the end of its life in a long push.
 */
import type { Challenge } from './challenge.ts';
import { RegistryError } from './registry-error.ts';

export interface Credentials {
  readonly username: string;
  readonly password: string;
}

export interface LoginOptions {
  readonly credentials: Credentials | undefined;
  /** The registry is known to take the credentials as they are, as ECR does: it need not ask for them first. */
  readonly atOnce?: boolean | undefined;
  /** Other credentials in place of those that have worked and are refused now; left out, there are none. */
  readonly renew?: (() => Promise<Credentials>) | undefined;
  /** Told every token that is fetched, before its first use. */
  readonly mask: (secret: string) => void;
}

/** @param basic the header of the credentials. @returns the token. @throws RegistryError */
export type FetchToken = (
  challenge: Extract<Challenge, { kind: 'bearer' }>,
  basic: string,
) => Promise<string>;

export interface Login {
  /** The Authorization header for a repository; undefined while none was asked for. */
  header(repository: string): string | undefined;
  /** Told that the registry took this header. */
  worked(header: string | undefined): void;
  /**
   * Told that the registry refused a request that carried this header.
   * @returns whether the request is worth another attempt.
   */
  refused(repository: string, header: string | undefined, challenge: Challenge | undefined): Promise<boolean>;
}

export function createLogin(
  { credentials, atOnce = false, renew, mask }: LoginOptions,
  fetchToken: FetchToken,
): Login {
  const tokens = new Map<string, string>();
  const proven = new Set<string>();
  const renewals = new Map<string, Promise<string>>();
  let basic = credentials === undefined ? undefined : masked(basicOf(credentials), mask);
  /** The header that is good for every repository. */
  let everywhere = atOnce ? basic : undefined;

  /** Once for each header, however many requests were refused with it at the same time. */
  function renewed(old: string, ask: () => Promise<Credentials>): Promise<string> {
    const begun = renewals.get(old) ?? ask().then((fresh) => masked(basicOf(fresh), mask));
    renewals.set(old, begun);
    return begun;
  }

  async function tokenFor(challenge: Extract<Challenge, { kind: 'bearer' }>, by: string): Promise<string> {
    try {
      return await fetchToken(challenge, by);
    } catch (error) {
      if (!(error instanceof RegistryError) || error.status !== 401 || renew === undefined) throw error;
      if (!proven.has(by)) throw error;
      basic = await renewed(by, renew);
      return fetchToken(challenge, basic);
    }
  }

  async function next(
    header: string | undefined,
    challenge: Challenge | undefined,
    by: string,
  ): Promise<string | undefined> {
    if (challenge?.kind === 'bearer') {
      const token = await tokenFor(challenge, by);
      proven.add(by);
      mask(token);
      return `Bearer ${token}`;
    }
    if (header === undefined) return challenge === undefined ? undefined : by;
    if (!proven.has(header) || renew === undefined) return undefined;
    basic = await renewed(header, renew);
    return basic;
  }

  const headerOf = (repository: string): string | undefined => tokens.get(repository) ?? everywhere;

  return {
    header: headerOf,
    worked: (header) => {
      if (header !== undefined) proven.add(header);
    },
    refused: async (repository, header, challenge) => {
      if (basic === undefined) return false;
      // Another request has logged in meanwhile.
      if (headerOf(repository) !== header) return true;
      const fresh = await next(header, challenge, basic);
      if (fresh === undefined || fresh === header) return false;
      if (challenge?.kind === 'bearer') tokens.set(repository, fresh);
      else everywhere = fresh;
      return true;
    },
  };
}

const basicOf = ({ username, password }: Credentials): string =>
  Buffer.from(`${username}:${password}`).toString('base64');

function masked(encoded: string, mask: (secret: string) => void): string {
  mask(encoded);
  return `Basic ${encoded}`;
}
