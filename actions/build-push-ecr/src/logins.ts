/** Logins for registries, each had once: a token of ECR is good for every registry of its region that the role may reach. */
import type { Logins, RegistryLogin } from './ports.ts';

export interface LoginSource {
  /** @param region undefined for that of this run. */
  readonly ecr: (region: string | undefined) => Promise<RegistryLogin>;
  /** For public.ecr.aws. */
  readonly publicEcr: () => Promise<RegistryLogin>;
  /** Told what is secret before its first use. */
  readonly mask: (secret: string) => void;
}

export const publicHost = 'public.ecr.aws';

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
    const login = masked(host === publicHost ? publicEcr() : ecr(regionOfHost(host)));
    had.set(placeOf(host), login);
    return login;
  };
  return { at: (host) => had.get(placeOf(host)) ?? ask(host), renewed: ask };
}

/** For which hosts one login is good. */
const placeOf = (host: string | undefined): string =>
  host === publicHost ? publicHost : (regionOfHost(host) ?? '');

/** The region that stands in the name of an ECR registry; undefined for any other host. */
export function regionOfHost(host: string | undefined): string | undefined {
  const [, region] =
    /^\d{12}\.dkr[.-]ecr(?:-fips)?\.([a-z0-9-]+)\.(?:amazonaws\.|on\.|sc2s\.|c2s\.|cloud\.|csp\.)/.exec(
      host ?? '',
    ) ?? [];
  return region;
}
