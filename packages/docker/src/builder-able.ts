/** Whether a builder can do what a plan asks, as far as it is known before anything is built. Pure. */
import { setupFailure, type Failure } from '@slipway/action-kit/failures';
import type { Environment } from '@slipway/action-kit/environment';
import type { BuildPlan } from './build-plan.ts';
import type { Builder } from './docker.ts';

/** The builder inside of dockerd, which stores images in a form that knows neither indexes nor annotations. */
const isPlainDocker = ({ driver, usesContainerd }: Builder): boolean =>
  driver === 'docker' && usesContainerd !== true;

/**
 * Whether it can push without a tag. Where several machines build for a platform each, buildx itself puts the index
 * together and pushes it under a tag: `latest`, when it is told none.
 */
export const canPushByDigest = (
  { platforms }: Pick<BuildPlan, 'platforms'>,
  { driver, nodeCount = 1 }: Builder,
): boolean => driver !== 'docker' && (nodeCount < 2 || platforms.length < 2);

/** @returns undefined when nothing speaks against it. */
export function builderRefusal(plan: BuildPlan, builder: Builder): Failure | undefined {
  const lacks = lackOf(plan, builder);
  if (lacks === undefined) return undefined;
  return setupFailure({
    code: 'builder-not-able',
    what: `The builder ${builder.name} can't ${lacks}`,
    why: 'it is the one inside of the docker daemon',
    hint: 'Run docker/setup-buildx-action before this step.',
  });
}

function lackOf(plan: BuildPlan, builder: Builder): string | undefined {
  if (builder.driver === 'docker' && plan.push.kind === 'by-digest') return 'push without a tag';
  if (!isPlainDocker(builder)) return undefined;
  if (plan.platforms.length > 1) return 'build for several platforms at once';
  if (plan.cache.kind !== 'none') return 'write a cache';
  if (isAsked(plan.provenance) || isAsked(plan.sbom)) return 'make a provenance or an SBOM';
  return undefined;
}

const isAsked = (attestation: string): boolean => attestation !== 'auto' && attestation !== 'false';

/** What is worth a line of the log, and no reason to stop. */
export function builderHints(plan: BuildPlan, builder: Builder, environment: Environment): readonly string[] {
  const lacking = plan.platforms.filter((each) => !builder.platforms.includes(each));
  return [
    ...(builder.platforms.length > 0 && lacking.length > 0
      ? [
          `The builder ${builder.name} can't run programs of ${lacking.join(', ')}. Instructions that run some need docker/setup-qemu-action before this step.`,
        ]
      : []),
    ...(Object.keys(plan.annotations).length > 0 && !takesAnnotations(builder)
      ? [`The builder ${builder.name} puts no annotations on images; their labels say the same.`]
      : []),
    ...(plan.cache.kind === 'gha' && !knowsGitHubCache(environment)
      ? ["GitHub's cache can't be reached from here, so this build goes without a cache."]
      : []),
  ];
}

const knowsGitHubCache = (environment: Environment): boolean =>
  (environment.ACTIONS_RUNTIME_TOKEN ?? '') !== '' &&
  (environment.ACTIONS_RESULTS_URL ?? environment.ACTIONS_CACHE_URL ?? '') !== '';

/** An older buildx refuses the flag; the plain docker store drops what it says. */
export const takesAnnotations = (builder: Builder): boolean =>
  !isPlainDocker(builder) && isSince(builder.buildxVersion, 12);

/** Whether an index is made: for several platforms, or because attestations stand beside the image. */
export function makesIndex(
  plan: Pick<BuildPlan, 'platforms' | 'provenance' | 'sbom'>,
  builder: Builder,
  { BUILDX_NO_DEFAULT_ATTESTATIONS = '' }: Environment,
): boolean {
  if (plan.platforms.length > 1) return true;
  const knowsAttestations = !isPlainDocker(builder) && isSince(builder.buildkitVersion, 11);
  if (!knowsAttestations) return false;
  const byDefault = !/^(?:1|t|true)$/i.test(BUILDX_NO_DEFAULT_ATTESTATIONS);
  return isAsked(plan.sbom) || isAsked(plan.provenance) || (plan.provenance === 'auto' && byDefault);
}

/** `0.‹minor›` or newer; a version that can't be read counts as new. */
function isSince(version: string | undefined, minor: number): boolean {
  const [, major, found] = /^v?(\d+)\.(\d+)\.\d+(?!\S*unknown)/.exec(version ?? '') ?? [];
  return found === undefined || Number(major) > 0 || Number(found) >= minor;
}
