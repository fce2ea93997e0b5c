/**
 * A plan as the command line of docker buildx: an argument list that never passes a shell. Every value is joined to its
 * flag by `=`, so that one that begins with a dash stays a value.
 */
import type { AddedHost, BuildArg, BuildPlan, Cache, Push, Secret, SshAgent } from './build-plan.ts';
import { writeFields } from './csv-fields.ts';

/** Where and how it is run. */
export interface Invocation {
  /** undefined: the builder that is in use. */
  readonly builder?: string | undefined;
  /** Where docker buildx leaves what it knows about the result. */
  readonly metadataFile: string;
  /** Whether an index is made, which then carries the annotations too. */
  readonly makesIndex: boolean;
}

/** @returns what follows `docker`; it holds no secret, only where one is. */
export function commandLine(plan: BuildPlan, { builder, metadataFile, makesIndex }: Invocation): string[] {
  return [
    'buildx',
    'build',
    ...flag('builder', builder),
    ...flag('file', plan.file),
    ...flag('target', plan.target),
    ...flag('platform', plan.platforms.length === 0 ? undefined : plan.platforms.join(',')),
    ...buildArgsOf(plan).flatMap((each) => flag('build-arg', buildArg(each))),
    ...plan.secrets.flatMap((each) => flag('secret', secret(each))),
    ...plan.ssh.flatMap((each) => flag('ssh', sshAgent(each))),
    ...pairs(plan.labels).flatMap((each) => flag('label', each)),
    ...pairs(plan.annotations).flatMap((each) => flag('annotation', annotation(each, makesIndex))),
    ...plan.buildContexts.flatMap(({ name, location }) => flag('build-context', `${name}=${location}`)),
    ...plan.addHosts.flatMap((each) => flag('add-host', addedHost(each))),
    ...(plan.noCache ? ['--no-cache'] : []),
    ...(plan.pull ? ['--pull'] : []),
    ...flag('provenance', plan.provenance === 'auto' ? undefined : plan.provenance),
    ...flag('sbom', plan.sbom === 'false' ? undefined : plan.sbom),
    ...cacheFlags(plan.cache),
    ...flag('output', output(plan.push, plan.sourceDateEpoch)),
    '--progress=plain',
    ...flag('metadata-file', metadataFile),
    contextArgument(plan.context),
  ];
}

const flag = (name: string, value: string | undefined): readonly string[] =>
  value === undefined ? [] : [`--${name}=${value}`];

const pairs = (record: Readonly<Record<string, string>>): readonly string[] =>
  Object.entries(record).map(([key, value]) => `${key}=${value}`);

/** buildkit takes the time from a build arg; one that the user set himself has the last word. */
function buildArgsOf({ buildArgs, sourceDateEpoch }: BuildPlan): readonly BuildArg[] {
  const name = 'SOURCE_DATE_EPOCH';
  if (sourceDateEpoch === undefined || buildArgs.some((each) => each.name === name)) return buildArgs;
  return [...buildArgs, { name, value: String(sourceDateEpoch) }];
}

const buildArg = ({ name, value }: BuildArg): string => (value === undefined ? name : `${name}=${value}`);

const secret = ({ id, from }: Secret): string =>
  writeFields([['id', id], from.kind === 'variable' ? ['env', from.name] : ['src', from.path]]);

const sshAgent = ({ id, paths }: SshAgent): string => (paths.length === 0 ? id : `${id}=${paths.join(',')}`);

const annotation = (pair: string, makesIndex: boolean): string =>
  `${makesIndex ? 'manifest,index' : 'manifest'}:${pair}`;

const addedHost = ({ host, address }: AddedHost): string => `${host}=${address}`;

/** A cache that can't be written costs time at the next build, never this one. */
function cacheFlags(cache: Cache): readonly string[] {
  if (cache.kind === 'none') return [];
  const type = ['type', cache.kind] as const;
  const place =
    cache.kind === 'gha' ? (['scope', cache.scope] as const) : (['ref', cache.reference] as const);
  // ECR takes a cache only in the form of an image.
  const form =
    cache.kind === 'gha'
      ? []
      : ([
          ['image-manifest', 'true'],
          ['oci-mediatypes', 'true'],
        ] as const);
  const to = [type, place, ['mode', 'max'], ...form, ['ignore-error', 'true']] as const;
  return [...flag('cache-from', writeFields([type, place])), ...flag('cache-to', writeFields(to))];
}

function output(push: Push, sourceDateEpoch: number | undefined): string {
  const times = sourceDateEpoch === undefined ? [] : ([['rewrite-timestamp', 'true']] as const);
  const byDigest = [
    ['push-by-digest', 'true'],
    ['name-canonical', 'true'],
  ] as const;
  return writeFields([
    ['type', 'image'],
    ['name', push.kind === 'by-digest' ? push.name : push.reference],
    ...(push.kind === 'by-digest' ? byDigest : []),
    ['push', 'true'],
    // Docker's own media types know no annotations.
    ['oci-mediatypes', 'true'],
    ...times,
  ]);
}

/** A folder whose name begins with a dash would be read as a flag. */
const contextArgument = (context: string): string => (context.startsWith('-') ? `./${context}` : context);
