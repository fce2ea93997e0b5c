/**
 * What refers to an image (signatures, SBOMs, attestations) goes with it. What the target refuses for good is named
 * in the result, so that an image is never said to be signed that is not; any other trouble stops the push before
 * a tag is put.
 */
import { Failure } from '@slipway/action-kit/failures';
import { isHome, type Image, type LeftBehind, type Referrer } from './image.ts';
import type { Descriptor } from './manifest.ts';
import { inParallel } from './parallel.ts';
import { blobsAtOnce, missingOf, sendBlobs } from './push-blobs.ts';
import type { PushTarget } from './push-target.ts';
import { listUnderTag } from './referrers-tag.ts';
import { immutableTagCode, refusedCode } from './registry-failures.ts';

export interface ReferrerPlan {
  /** A referrer's own referrers come after it. */
  readonly missing: readonly Referrer[];
  readonly missingBlobs: readonly Descriptor[];
  /** How many the repository has already. */
  readonly present: number;
  /** What could not be read, or would overwrite another. */
  readonly leftBehind: readonly LeftBehind[];
}

export interface PushedReferrers {
  readonly pushedReferrers: readonly Referrer[];
  /** What could not be read, would overwrite another, or was refused. */
  readonly leftBehind: readonly LeftBehind[];
}

export async function planReferrers(image: Image, target: PushTarget): Promise<ReferrerPlan> {
  // What refers to it is in the same repository already.
  if (isHome(image, target)) return { missing: [], missingBlobs: [], present: 0, leftBehind: [] };
  const { found, unreadable } = await image.referrers();
  const standings = await inParallel(found, blobsAtOnce, (referrer) => standingOf(referrer, target));
  const missing = found.filter((_, index) => standings[index] === 'missing');
  const blobs = new Map(missing.flatMap((each) => each.blobs.map((blob) => [blob.digest, blob])));
  return {
    missing,
    missingBlobs: await missingOf([...blobs.values()], target),
    present: standings.filter((each) => each === 'present').length,
    leftBehind: [...unreadable, ...found.filter((_, index) => standings[index] === 'taken').map(taken)],
  };
}

async function standingOf(
  { root, tag }: Referrer,
  { registry, repository }: PushTarget,
): Promise<'missing' | 'present' | 'taken'> {
  const held = await registry.findManifest(repository, tag ?? root.digest);
  if (held === undefined) return 'missing';
  return held.digest === root.digest ? 'present' : 'taken';
}

/** Signatures under a tag are added to what it holds: putting ours would take away theirs. */
const taken = ({ tag, root, artifactType }: Referrer): LeftBehind => ({
  reference: tag ?? root.digest,
  artifactType,
  why: 'the repository has another under this tag',
});

export async function pushReferrers(
  plan: ReferrerPlan,
  image: Image,
  target: PushTarget,
): Promise<PushedReferrers> {
  await sendBlobs(plan.missingBlobs, image, target);
  const pushedReferrers: Referrer[] = [];
  const leftBehind = [...plan.leftBehind];
  for (const referrer of plan.missing) {
    const refused = await pushOne(referrer, target);
    if (refused === undefined) pushedReferrers.push(referrer);
    else leftBehind.push(refused);
  }
  return { pushedReferrers, leftBehind };
}

/** @returns why the registry does not take it; any other trouble is thrown. */
async function pushOne(referrer: Referrer, target: PushTarget): Promise<LeftBehind | undefined> {
  const { registry, repository } = target;
  const { manifests, root, tag, artifactType } = referrer;
  try {
    for (const child of manifests.slice(0, -1)) await registry.putManifest(repository, child.digest, child);
    const { subject } = await registry.putManifest(repository, tag ?? root.digest, root);
    if (tag === undefined && subject === undefined) await listUnderTag(referrer, target);
    return undefined;
  } catch (error) {
    if (!(error instanceof Failure) || ![refusedCode, immutableTagCode].includes(error.code)) throw error;
    return { reference: tag ?? root.digest, artifactType, why: error.why ?? error.what };
  }
}
