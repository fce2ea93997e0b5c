/** Which image is asked for: exactly one source, and no input that belongs to another one. */
import { wrongInputs } from '@slipway/action-kit/inputs';
import type { Inputs } from './inputs.ts';

export type BuildInputs = Pick<
  Inputs,
  | 'context'
  | 'file'
  | 'target'
  | 'platforms'
  | 'buildArgs'
  | 'secrets'
  | 'ssh'
  | 'labels'
  | 'buildContexts'
  | 'addHosts'
  | 'noCache'
  | 'pull'
  | 'cache'
  | 'cacheRepository'
  | 'provenance'
  | 'sbom'
>;

export type SourceRequest =
  | { readonly kind: 'build'; readonly build: BuildInputs }
  | { readonly kind: 'oci-layout'; readonly layout: string }
  | { readonly kind: 'promotion'; readonly from: NonNullable<Inputs['promoteFrom']> };

export interface Request extends Pick<
  Inputs,
  'repository' | 'tags' | 'ifTagExists' | 'createRepository' | 'dryRun'
> {
  readonly source: SourceRequest;
}

/** @throws Failure of kind input that names every input that does not fit. */
export function requestOf(inputs: Inputs): Request {
  const { repository, tags, ifTagExists, createRepository, dryRun } = inputs;
  const problems = problemsOf(inputs);
  if (problems.length > 0) throw wrongInputs(problems);
  return { repository, tags, ifTagExists, createRepository, dryRun, source: sourceOf(inputs) };
}

function sourceOf(inputs: Inputs): SourceRequest {
  const { ociLayout, promoteFrom } = inputs;
  if (ociLayout !== undefined) return { kind: 'oci-layout', layout: ociLayout };
  if (promoteFrom !== undefined) return { kind: 'promotion', from: promoteFrom };
  return { kind: 'build', build: inputs };
}

function problemsOf(inputs: Inputs): readonly string[] {
  const { ociLayout, promoteFrom, cache, cacheRepository } = inputs;
  if (ociLayout !== undefined && promoteFrom !== undefined)
    return ['`oci-layout` and `promote-from` are two sources, and an image has one: set one of them'];
  const source =
    ociLayout !== undefined ? 'oci-layout' : promoteFrom !== undefined ? 'promote-from' : undefined;
  if (source !== undefined) {
    return setForBuild(inputs).map(
      (name) => `\`${name}\` is for a build, and \`${source}\` takes an image that is built already`,
    );
  }
  return cacheRepository !== undefined && cache !== 'registry'
    ? [`\`cache-repository\` is for \`cache: registry\`, and \`cache\` is \`${cache}\``]
    : [];
}

/** The inputs of a build that say something; a default says nothing. */
function setForBuild(inputs: BuildInputs): readonly string[] {
  const { noCache, pull, cache, provenance, sbom } = inputs;
  const texts = {
    context: inputs.context,
    file: inputs.file,
    target: inputs.target,
    platforms: inputs.platforms,
    'build-args': inputs.buildArgs,
    secrets: inputs.secrets,
    ssh: inputs.ssh,
    labels: inputs.labels,
    'build-contexts': inputs.buildContexts,
    'add-hosts': inputs.addHosts,
    'no-cache': noCache || undefined,
    pull: pull || undefined,
    cache: cache === 'none' ? undefined : cache,
    'cache-repository': inputs.cacheRepository,
    provenance: provenance === 'auto' ? undefined : provenance,
    sbom: sbom === 'false' ? undefined : sbom,
  };
  return Object.entries(texts).flatMap(([name, value]) => (value === undefined ? [] : [name]));
}
