/**
 * Pushing an image of a layout: first a plan of what the registry lacks, then exactly that. Blobs go before the
 * manifests that name them and children before their index, so that nothing half-pushed can be pulled by tag.
 */
import { asFailure, Failure, inputFailure } from '@slipway/action-kit/failures';
import type { Layout } from './layout.ts';
import type { Descriptor, StoredManifest } from './manifest.ts';
import { inParallel } from './parallel.ts';
import type { TagEnd, TagRule } from './put-tag.ts';
import { immutableTagCode } from './registry-failures.ts';
import type { Registry } from './registry.ts';

/** What pushing needs of a registry. */
export type PushRegistry = Pick<
  Registry,
  'findManifest' | 'hasBlob' | 'uploadBlob' | 'putManifest' | 'putTag'
>;

export interface PushTarget {
  readonly registry: PushRegistry;
  readonly repository: string;
}

export interface PushPlan {
  readonly digest: string;
  readonly missingBlobs: readonly Descriptor[];
  readonly presentBlobs: readonly Descriptor[];
  /** Below the root, children first; the root travels with the tags. */
  readonly missingManifests: readonly StoredManifest[];
  /** Whether the root is in the repository already, under whatever tag. */
  readonly imagePresent: boolean;
  readonly tags: readonly string[];
}

export interface PushResult {
  readonly pushedBlobs: number;
  /** Bytes of the pushed blobs. */
  readonly pushedBytes: number;
  readonly pushedTags: readonly string[];
  /** Somebody else was quicker: the tag held the digest already. */
  readonly presentTags: readonly string[];
  /** Set when a tag could not be put: the tags from that one on are as they were. */
  readonly stopped: StoppedPush | undefined;
}

export interface StoppedPush {
  readonly failure: Failure;
  readonly missingTags: readonly string[];
}

const atOnce = 4;

/** Only asks. @param tags those that are to be put on the image. */
export async function planPush(
  layout: Layout,
  tags: readonly string[],
  target: PushTarget,
): Promise<PushPlan> {
  const { registry, repository } = target;
  const { digest } = layout.root;
  // A registry takes a manifest only when all that it names is there.
  if ((await registry.findManifest(repository, digest)) !== undefined) {
    const nothing = { missingBlobs: [], missingManifests: [] };
    return { digest, ...nothing, presentBlobs: layout.blobs, imagePresent: true, tags };
  }
  const has = await inParallel(layout.blobs, atOnce, (blob) => registry.hasBlob(repository, blob.digest));
  const below = layout.manifests.filter((each) => each.digest !== digest);
  const found = await inParallel(below, atOnce, (each) => registry.findManifest(repository, each.digest));
  return {
    digest,
    missingBlobs: layout.blobs.filter((_, index) => has[index] !== true),
    presentBlobs: layout.blobs.filter((_, index) => has[index] === true),
    missingManifests: below.filter((_, index) => found[index] === undefined),
    imagePresent: false,
    tags,
  };
}

/**
 * @param tagRule asked directly before each tag is put; left out, tags are put whatever they hold.
 * @throws Failure before the first tag; what was pushed until then is harmless, and is found present by the next
 * run. From the first tag on the result says what was put and what stopped it.
 */
export async function executePush(
  plan: PushPlan,
  layout: Layout,
  target: PushTarget,
  tagRule?: TagRule,
): Promise<PushResult> {
  const { registry, repository } = target;
  await inParallel(plan.missingBlobs, atOnce, (blob) =>
    registry.uploadBlob(repository, blob, () => layout.open(blob.digest)),
  );
  for (const child of plan.missingManifests) await registry.putManifest(repository, child.digest, child);
  // Without a tag the image is there by its digest alone.
  if (!plan.imagePresent && plan.tags.length === 0) {
    await registry.putManifest(repository, layout.root.digest, layout.root);
  }
  return {
    pushedBlobs: plan.missingBlobs.length,
    pushedBytes: plan.missingBlobs.reduce((total, { size }) => total + size, 0),
    ...(await putTags(plan.tags, (tag) => putTag(layout.root, tag, target, tagRule))),
  };
}

/** In their order, up to the first that can't be put: a release whose version was refused must not become latest. */
async function putTags(
  tags: readonly string[],
  put: (tag: string) => Promise<TagEnd>,
): Promise<Pick<PushResult, 'pushedTags' | 'presentTags' | 'stopped'>> {
  const pushedTags: string[] = [];
  const presentTags: string[] = [];
  for (const [index, tag] of tags.entries()) {
    try {
      const end = await put(tag);
      (end === 'pushed' ? pushedTags : presentTags).push(tag);
    } catch (error) {
      const stopped = { failure: asFailure(error), missingTags: tags.slice(index) };
      return { pushedTags, presentTags, stopped };
    }
  }
  return { pushedTags, presentTags, stopped: undefined };
}

/** An immutable tag is refused even when it holds this very digest, which is what was wanted. */
async function putTag(
  root: StoredManifest,
  tag: string,
  { registry, repository }: PushTarget,
  rule: TagRule | undefined,
): Promise<TagEnd> {
  try {
    return await registry.putTag(repository, tag, root, rule);
  } catch (error) {
    if (!(error instanceof Failure) || error.code !== immutableTagCode) throw error;
    const held = await registry.findManifest(repository, tag);
    if (held === undefined) throw error;
    if (held.digest === root.digest) return 'present';
    throw tagHoldsOther({ repository, tag, holds: held.digest, digest: root.digest }, error);
  }
}

const tagHoldsOther = (
  { repository, tag, holds, digest }: Readonly<Record<'repository' | 'tag' | 'holds' | 'digest', string>>,
  cause: unknown,
): Failure =>
  inputFailure({
    code: immutableTagCode,
    what: `The tag ${tag} of ${repository} can't be moved to ${digest}`,
    why: `the tags of the repository are immutable, and it holds ${holds}`,
    hint: 'Use another tag.',
    cause,
  });
