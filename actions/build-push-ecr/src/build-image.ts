/** The first source, a build: not made when what the tags hold is as good, and pushed by digest when it is made. */
import type { BuildPlan } from '@slipway/docker/build-plan';
import type { Builder, Built, Docker } from '@slipway/docker/docker';
import type { Image } from '@slipway/oci/image';
import { imageLabels } from '@slipway/oci/image-labels';
import { openImage } from '@slipway/oci/remote-image';
import type { Registry } from '@slipway/oci/registry';
import { loginsFor } from './build-logins.ts';
import { overwriteHint, pushOf } from './build-push.ts';
import { requireCachePlace } from './cache-place.ts';
import { makePlace, type Place, type TagLook } from './place.ts';
import type { Ecr, Logins } from './ports.ts';
import type { BuildInputs, Request } from './request.ts';
import { reuseOf, type HeldTag } from './reuse.ts';
import { bindingTags } from './tag-states.ts';
import { cacheOf, wantedBuild, type JobFacts, type WantedBuild } from './wanted-build.ts';

export interface BuildWorld {
  readonly ecr: Ecr;
  readonly docker: Docker;
  readonly logins: Logins;
  readonly keepFolder: (folder: string) => void;
  readonly log: { info(line: string): void };
}

/** A build that could be begun: what it names on the disk is there. */
export interface CheckedBuild extends WantedBuild {
  readonly inputs: BuildInputs;
  /** undefined when the Dockerfile is part of a remote context. */
  readonly dockerfile: string | undefined;
}

export type BuildEnd =
  | { readonly kind: 'reused'; readonly image: Image; readonly planUnknown: boolean }
  /** Nothing is there to be reused, and nothing is to be built. */
  | { readonly kind: 'nothing-there' }
  | {
      readonly kind: 'built';
      readonly image: Image;
      readonly built: Built;
      /** The tag that the builder had to put by itself. */
      readonly tag: string | undefined;
    }
  /** A dry run. */
  | ({ readonly kind: 'to-build' } & PlannedBuild);

export interface PlannedBuild {
  /** To be shown: it holds no secret. */
  readonly command: readonly string[];
  readonly builder: Builder;
}

/** Looks at inputs and disk only. @throws Failure of kind input. */
export async function checkedBuild(
  inputs: BuildInputs,
  { docker, facts }: { readonly docker: Docker; readonly facts: JobFacts },
): Promise<CheckedBuild> {
  const wanted = wantedBuild(inputs, facts);
  const nowhere = { cache: { kind: 'none' }, push: { kind: 'by-digest', name: '' } } as const;
  const { dockerfile } = await docker.look({ ...wanted.plan, ...nowhere });
  return { ...wanted, inputs, dockerfile };
}

/**
 * @param registry where the image is to be.
 * @param announce is told the plan before anything is changed. @throws Failure; in a dry run nothing is built.
 */
export async function buildImage(
  build: CheckedBuild,
  place: Place,
  registry: Registry,
  {
    request,
    world,
    announce,
    mayBuild,
  }: {
    readonly request: Request;
    readonly world: BuildWorld;
    readonly announce: (build: PlannedBuild) => void;
    readonly mayBuild: boolean;
  },
): Promise<BuildEnd> {
  const { repository } = place;
  const binding = bindingTags(place.tags, request);
  const reuse = reuseOf(await heldTags(repository, binding, registry), build.wanted, repository);
  if (reuse.kind === 'reuse') {
    const image = await openImage(registry, repository, reuse.digest);
    return { kind: 'reused', image, planUnknown: reuse.planUnknown };
  }
  if (!mayBuild) return { kind: 'nothing-there' };
  await requireCachePlace(build, place, world.ecr);
  const builder = await world.docker.builder(!request.dryRun);
  const plan = placed(build, place, builder);
  const command = world.docker.command(plan, builder);
  announce({ command, builder });
  if (request.dryRun) return { kind: 'to-build', command, builder };
  const hint = overwriteHint(plan, builder, place, request);
  if (hint !== undefined) world.log.info(hint);
  await makePlace(place, world.ecr);
  const built = await loggedInBuild(build, plan, builder, { place, world });
  // A registry may show some moments late what was pushed.
  await registry.confirm(repository, built.digest, built.digest);
  const image = await openImage(registry, repository, built.digest);
  return { kind: 'built', image, built, tag: plan.push.kind === 'by-tag' ? place.tags[0]?.tag : undefined };
}

/** The logins are gone before any later step of the job runs; the post step is for a run that is killed. */
async function loggedInBuild(
  build: CheckedBuild,
  plan: BuildPlan,
  builder: Builder,
  { place, world }: { readonly place: Place; readonly world: BuildWorld },
): Promise<Built> {
  try {
    await loginsFor(build, plan, place, world);
    return await world.docker.build(plan, builder);
  } finally {
    await world.docker.logOut();
  }
}

function placed(build: CheckedBuild, place: Place, builder: Builder): BuildPlan {
  const push = pushOf(build.plan, place, builder, place.tags[0]?.tag ?? 'latest');
  return { ...build.plan, cache: cacheOf(build.inputs, build.cacheName, place), push };
}

/** Each image is asked for its labels once, however many tags it has. */
async function heldTags(
  repository: string,
  tags: readonly TagLook[],
  registry: Registry,
): Promise<readonly HeldTag[]> {
  const labels = new Map<string, HeldTag['labels']>();
  const held: HeldTag[] = [];
  for (const { tag, immutable, holds } of tags) {
    if (holds === undefined) continue;
    const { digest, archived } = holds;
    if (!labels.has(digest)) {
      labels.set(digest, archived ? undefined : await imageLabels(registry, repository, digest));
    }
    held.push({ tag, digest, immutable, labels: labels.get(digest) });
  }
  return held;
}
