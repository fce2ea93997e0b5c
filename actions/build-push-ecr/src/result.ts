/** What a run comes to, as plain data: made by provide-image.ts, told by report.ts and what it uses. */
import type { Builder, Built } from '@slipway/docker/docker';
import type { Image } from '@slipway/oci/image';
import type { PushPlan, PushResult } from '@slipway/oci/push';
import type { StoppedPush } from '@slipway/oci/push-tags';
import type { LayerComparison } from './new-layers.ts';
import type { Place, TagLook } from './place.ts';
import type { TagState } from './tag-states.ts';

/** What is known of every run that was not refused. */
export interface RunFacts {
  readonly repository: string;
  readonly registryHost: string;
  /** What of the repository is made, or in a dry run would be. */
  readonly makes: Place['lacks'];
  readonly repeatedTags: readonly string[];
}

/** A dry run of a build: without building, nobody knows the image. */
export interface ToBuild extends RunFacts {
  readonly kind: 'to-build';
  readonly tags: readonly TagLook[];
  /** Of the build, to be shown. */
  readonly command: readonly string[];
  readonly builder: Builder;
}

/** How the image came to be at hand. */
export type Origin =
  | { readonly kind: 'layout' }
  /** `registry/repository` that it was read from. */
  | { readonly kind: 'promotion'; readonly from: string }
  | { readonly kind: 'build'; readonly built: Built }
  | EarlierBuild;

/** What a build would have made was there. */
export interface EarlierBuild {
  readonly kind: 'earlier-build';
  /** It does not say by which plan it was built. */
  readonly planUnknown: boolean;
  /** Inputs that ask for a new build and had no effect. */
  readonly ignored: readonly string[];
}

/** What is known once the image is at hand, before it is put. */
export interface Planned extends RunFacts {
  readonly image: Pick<Image, 'size' | 'platforms' | 'source'> & {
    readonly digest: string;
    readonly mediaType: string;
  };
  readonly origin: Origin;
  readonly tags: readonly TagState[];
  readonly plan: PushPlan;
}

export type Ending =
  /** Every tag held the digest already. */
  | { readonly kind: 'reused' }
  | { readonly kind: 'planned' }
  | { readonly kind: 'pushed'; readonly result: PushResult }
  /** Some tags could not be put; what was put before them stays. */
  | { readonly kind: 'stopped'; readonly result: PushResult; readonly by: StoppedPush };

export interface Placed extends Planned {
  readonly kind: 'placed';
  readonly layers: LayerComparison;
  readonly ending: Ending;
}

export type Result = ToBuild | Placed;
