/**
 * What of a person's shell an action by hand gets besides the cloud, as a job would have it: the docker that it builds
 * with, the commit that it is for, and the variables that its inputs name. Pure, but for Git, which is a port.
 */
import { join } from 'node:path';

type Variables = Readonly<Record<string, string>>;
type Shell = Readonly<Record<string, string | undefined>>;

/** Runs git in the checkout; undefined when it fails, or says nothing. */
export type Git = (...args: readonly string[]) => string | undefined;

const handedOn = /^(?:DOCKER_|BUILDX_|BUILDKIT_|GITHUB_REF|SSH_AUTH_SOCK$|SOURCE_DATE_EPOCH$)/;
const ofJob: ReadonlySet<string> = new Set(['GITHUB_SHA', 'GITHUB_REPOSITORY']);

/** The builders of a person are where docker keeps them; the rest of the home folder stays theirs. */
export function variablesOfShell(shell: Shell, inputs: Variables): Variables {
  const named = namedIn(inputs);
  const found = Object.entries(shell).flatMap(([name, value]) =>
    value !== undefined && value !== '' && (handedOn.test(name) || ofJob.has(name) || named.has(name))
      ? [[name, value] as const]
      : [],
  );
  const { HOME } = shell;
  return { ...(HOME ? { DOCKER_CONFIG: join(HOME, '.docker') } : {}), ...Object.fromEntries(found) };
}

/** The variables whose values inputs ask for; none of AWS's, which would lead past the local cloud. */
function namedIn(inputs: Variables): ReadonlySet<string> {
  const input = (wanted: string): string =>
    Object.entries(inputs).find(([name]) => name.toLowerCase() === wanted)?.[1] ?? '';
  // `type=env,src=NAME` is an older way to say `env=NAME`.
  const secrets = [...input('secrets').matchAll(/\b(?:env|type=env,src)=(\w+)/g)].map(
    ([, name = '']) => name,
  );
  const args = [...input('build-args').matchAll(/^\s*(\w+)\s*$/gm)].map(([, name = '']) => name);
  return new Set([...secrets, ...args].filter((name) => !name.startsWith('AWS_')));
}

/** As a push of the commit that is checked out would set them; what is set already stays. */
export function withCommit(env: Variables, git: Git): Variables {
  const hasRef = Object.keys(env).some((name) => name.startsWith('GITHUB_REF'));
  const sha = env.GITHUB_SHA === undefined ? git('rev-parse', 'HEAD') : undefined;
  return {
    ...env,
    ...(sha === undefined ? {} : { GITHUB_SHA: sha }),
    ...(hasRef ? {} : refOf(git)),
  };
}

/** None when another commit than that of a branch or a tag is checked out. */
function refOf(git: Git): Variables {
  const branch = git('symbolic-ref', '--quiet', '--short', 'HEAD');
  if (branch !== undefined) return refVariables('heads', 'branch', branch);
  const tag = git('describe', '--tags', '--exact-match', 'HEAD');
  return tag === undefined ? {} : refVariables('tags', 'tag', tag);
}

function refVariables(folder: string, type: string, name: string): Variables {
  return { GITHUB_REF: `refs/${folder}/${name}`, GITHUB_REF_NAME: name, GITHUB_REF_TYPE: type };
}
