/** Logins for registries, each had once: a token of ECR is good for every registry of its region that the role may reach. */
import { ecrRegionOf, isEcrHost, publicEcrHost } from '@slipway/action-kit/ecr-host';
import { isLoopback } from '@slipway/oci/reference';
import type { Logins, RegistryLogin } from './ports.ts';

export interface LoginSource {
  /** @param region undefined for that of this run. */
  readonly ecr: (region: string | undefined) => Promise<RegistryLogin>;
  /** For public.ecr.aws. */
  readonly publicEcr: () => Promise<RegistryLogin>;
  /** Told what is secret before its first use. */
  readonly mask: (secret: string) => void;
}

export function createLogins({ ecr, publicEcr, mask }: LoginSource): Logins {
  const had = new Map<string, Promise<RegistryLogin>>();
  const masked = async (login: Promise<RegistryLogin>): Promise<RegistryLogin> => {
    const { username, password } = await login;
    mask(password);
    // As docker's configuration has it.
    mask(Buffer.from(`${username}:${password}`).toString('base64'));
    return login;
  };
  const ask = (host: string | undefined): Promise<RegistryLogin> => {
    const login = masked(host === publicEcrHost ? publicEcr() : ecr(regionOf(host)));
    had.set(placeOf(host), login);
    return login;
  };
  const once = (host: string | undefined): Promise<RegistryLogin> => had.get(placeOf(host)) ?? ask(host);
  return {
    own: () => once(undefined),
    at: async (host, own) => (mayHaveToken(host, own) ? once(host) : undefined),
    renewed: ask,
  };
}

/**
 * Whether a token of ECR may go to a host that somebody named: what else holds it can pull and push all that the role can.
 * @param own named by ECR itself.
 */
export const mayHaveToken = (host: string, own: string): boolean =>
  // A local cloud beside another one is as an account beside another one.
  host === own || isEcrHost(host) || (isLoopback(own) && isLoopback(host));

/** For which hosts one login is good. */
const placeOf = (host: string | undefined): string =>
  host === publicEcrHost ? publicEcrHost : (regionOf(host) ?? '');

const regionOf = (host: string | undefined): string | undefined =>
  host === undefined ? undefined : ecrRegionOf(host);
