/**
 * A configuration of docker in a private folder of this step: the user's own with our logins added. So no login is shared
 * with other steps or jobs, none is left behind, and no token is ever on a command line or in the environment.
 */
import { dirname, join } from 'node:path';
import type { Environment } from '@slipway/action-kit/environment';
import { setupFailure } from '@slipway/action-kit/failures';
import type { Files } from '@slipway/action-kit/ports';
import { oneLine } from '@slipway/action-kit/untrusted';
import type { RegistryLogins } from './docker.ts';

export type ConfigurationFiles = Pick<Files, 'read' | 'exists' | 'temporary' | 'writePrivate' | 'linkFolder'>;

/** The parts of docker's config.json that are added to; everything else stays as it is. */
interface Config {
  readonly auths?: Readonly<Record<string, unknown>>;
  readonly credHelpers?: Readonly<Record<string, string>>;
  readonly cliPluginsExtraDirs?: readonly string[];
}

/**
 * @param announce is told the folder before anything is written there.
 * @returns the environment that makes docker use it.
 */
export async function privateConfiguration(
  logins: readonly RegistryLogins[],
  { files, environment }: { readonly files: ConfigurationFiles; readonly environment: Environment },
  announce: (folder: string) => void,
): Promise<Environment> {
  const own = ownFolder(environment);
  const config = await readConfig(own, files);
  const file = files.temporary('config.json');
  const folder = dirname(file);
  announce(folder);
  const ofEnvironment = authsOfEnvironment(environment);
  const text = JSON.stringify(withLogins(config, { ...ofEnvironment, ...authsOf(logins) }, own), null, 2);
  await files.writePrivate(file, text);
  if (own !== undefined && (await files.exists(join(own, 'contexts')))) {
    await files.linkFolder(join(folder, 'contexts'), join(own, 'contexts'));
  }
  return environmentFor(folder, own, environment);
}

/** undefined when there is no home. */
function ownFolder({ DOCKER_CONFIG, HOME, USERPROFILE }: Environment): string | undefined {
  if (DOCKER_CONFIG !== undefined && DOCKER_CONFIG !== '') return DOCKER_CONFIG;
  const home = HOME ?? USERPROFILE ?? '';
  return home === '' ? undefined : join(home, '.docker');
}

async function readConfig(folder: string | undefined, files: ConfigurationFiles): Promise<Config> {
  const path = folder === undefined ? undefined : join(folder, 'config.json');
  if (path === undefined || !(await files.exists(path))) return {};
  try {
    const text = new TextDecoder().decode(await files.read(path));
    return text.trim() === '' ? {} : objectOf(JSON.parse(text));
  } catch (error) {
    throw setupFailure({
      code: 'docker-config-unreadable',
      what: `The configuration of docker in ${path} can't be read`,
      // The words of JSON.parse quote the text, and there are logins in it.
      why: error instanceof SyntaxError ? 'it is no JSON' : oneLine(String(error)),
      hint: 'Correct or remove it, or point DOCKER_CONFIG at another folder.',
    });
  }
}

function objectOf(value: unknown): Record<string, unknown> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value };
  throw new SyntaxError('no object');
}

/** Newer dockers take logins from a variable before the file, which would shadow ours: so they move into the file. */
function authsOfEnvironment({ DOCKER_AUTH_CONFIG = '' }: Environment): Config['auths'] {
  if (DOCKER_AUTH_CONFIG.trim() === '') return {};
  try {
    return objectOf(objectOf(JSON.parse(DOCKER_AUTH_CONFIG)).auths ?? {});
  } catch {
    throw setupFailure({
      code: 'docker-config-unreadable',
      what: "The logins in the variable DOCKER_AUTH_CONFIG can't be read",
      why: 'it is no JSON object with `auths`',
      hint: 'Correct it, or unset it for this step.',
    });
  }
}

function authsOf(logins: readonly RegistryLogins[]): Record<string, unknown> {
  return Object.fromEntries(
    logins.flatMap((login) => login.hosts.map((host) => [host, { auth: authOf(login) }])),
  );
}

/** What stands in the file; hide it in the log as the password itself. */
export const authOf = ({ username, password }: Pick<RegistryLogins, 'username' | 'password'>): string =>
  Buffer.from(`${username}:${password}`).toString('base64');

function withLogins(config: Config, auths: Config['auths'], own: string | undefined): Config {
  // An empty name means the file: else a store or a helper of the user would be asked for these hosts.
  const fromFile = Object.fromEntries(Object.keys(auths ?? {}).map((host) => [host, '']));
  const plugins = own === undefined ? [] : [join(own, 'cli-plugins')];
  return {
    ...config,
    auths: { ...config.auths, ...auths },
    credHelpers: { ...config.credHelpers, ...fromFile },
    cliPluginsExtraDirs: [...(config.cliPluginsExtraDirs ?? []), ...plugins],
  };
}

/** What docker would look for beside its configuration is still looked for where the user has it. */
function environmentFor(folder: string, own: string | undefined, environment: Environment): Environment {
  const beside = (variable: string, name: string): Environment =>
    own === undefined || (environment[variable] ?? '') !== '' ? {} : { [variable]: join(own, name) };
  return {
    ...environment,
    ...beside('BUILDX_CONFIG', 'buildx'),
    ...((environment.DOCKER_TLS_VERIFY ?? '') === '' ? {} : beside('DOCKER_CERT_PATH', '.')),
    DOCKER_CONFIG: folder,
    DOCKER_AUTH_CONFIG: undefined,
  };
}
