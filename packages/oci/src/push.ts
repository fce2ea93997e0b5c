/**
 * Pushing an image: first a plan of what the registry lacks, then exactly that. Blobs go before the manifests that
 * name them, children before their index and referrers before the tags, so that nothing half-pushed can be pulled
 * by tag, and nothing that is pulled by tag lacks its signature.
 */
import { isHome, type Image } from './image.ts';
import type { Descriptor, StoredManifest } from './manifest.ts';
import { inParallel } from './parallel.ts';
import { blobsAtOnce, missingOf, mountSource, sendBlobs, type SentBlobs } from './push-blobs.ts';
import { planReferrers, pushReferrers, type PushedReferrers, type ReferrerPlan } from './push-referrers.ts';
import { putTags, type PutTags } from './push-tags.ts';
import type { PushTarget } from './push-target.ts';
import type { TagRule } from './put-tag.ts';

export interface PushPlan {
  readonly digest: string;
  readonly missingBlobs: readonly Descriptor[];
  readonly presentBlobs: readonly Descriptor[];
  /** The repository of the registry from which the missing blobs are taken over, where it does that. */
  readonly mountFrom: string | undefined;
  /** Below the root, children first; the root travels with the tags. */
  readonly missingManifests: readonly StoredManifest[];
  /** Whether the root is in the repository already, under whatever tag. */
  readonly imagePresent: boolean;
  readonly referrers: ReferrerPlan;
  readonly tags: readonly string[];
}

export interface PushResult extends SentBlobs, PushedReferrers, PutTags {
  /** Whether the image can be pulled by its digest, also when not one tag was put. */
  readonly imageIsThere: boolean;
}

/** Only asks. @param tags those that are to be put on the image. */
export async function planPush(image: Image, tags: readonly string[], target: PushTarget): Promise<PushPlan> {
  const { registry, repository } = target;
  const { digest } = image.root;
  const mountFrom = mountSource(image, target);
  const referrers = await planReferrers(image, target);
  // A registry takes a manifest only when all that it names is there.
  if (isHome(image, target) || (await registry.findManifest(repository, digest)) !== undefined) {
    const nothing = { missingBlobs: [], missingManifests: [] };
    return { digest, ...nothing, presentBlobs: image.blobs, mountFrom, imagePresent: true, referrers, tags };
  }
  const missingBlobs = await missingOf(image.blobs, target);
  return {
    digest,
    missingBlobs,
    presentBlobs: image.blobs.filter((blob) => !missingBlobs.includes(blob)),
    mountFrom,
    missingManifests: await missingBelow(image, target),
    imagePresent: false,
    referrers,
    tags,
  };
}

async function missingBelow(
  { manifests, root }: Image,
  { registry, repository }: PushTarget,
): Promise<readonly StoredManifest[]> {
  const below = manifests.filter(({ digest }) => digest !== root.digest);
  const found = await inParallel(below, blobsAtOnce, ({ digest }) =>
    registry.findManifest(repository, digest),
  );
  return below.filter((_, index) => found[index] === undefined);
}

/**
 * @param tagRule asked directly before each tag is put; left out, tags are put whatever they hold.
 * @throws Failure before the first tag; what was pushed until then is harmless, and is found present by the next
 * run. From the first tag on the result says what was put and what stopped it.
 */
export async function executePush(
  plan: PushPlan,
  image: Image,
  target: PushTarget,
  tagRule?: TagRule,
): Promise<PushResult> {
  const { registry, repository } = target;
  const sent = await sendBlobs(plan.missingBlobs, image, target);
  for (const child of plan.missingManifests) await registry.putManifest(repository, child.digest, child);
  // Without a tag the image is there by its digest alone; and a referrer comes after what it is about.
  const needsRoot = !plan.imagePresent && (plan.tags.length === 0 || plan.referrers.missing.length > 0);
  if (needsRoot) await registry.putManifest(repository, image.root.digest, image.root);
  const referrers = await pushReferrers(plan.referrers, image, target);
  const tags = await putTags(image, plan.tags, target, tagRule);
  const isTagged = tags.pushedTags.length + tags.presentTags.length > 0;
  return { ...sent, ...referrers, ...tags, imageIsThere: plan.imagePresent || needsRoot || isTagged };
}
