/** The plan of a push in words: what is there, what lacks, what happens to each tag. */
import { shortDigest } from '@slipway/oci/digest';
import type { Image } from '@slipway/oci/image';
import type { PushPlan } from '@slipway/oci/push';
import { humanSize } from './size-words.ts';
import type { TagState } from './tag-states.ts';

/** What is known before anything is pushed. */
export interface Planned {
  readonly repository: string;
  readonly registryHost: string;
  readonly image: Pick<Image, 'size' | 'platforms'> & {
    readonly digest: string;
    readonly mediaType: string;
  };
  readonly tags: readonly TagState[];
  readonly plan: PushPlan;
}

/** Lines for the log. */
export function planLines({ repository, registryHost, image, tags, plan }: Planned): readonly string[] {
  const platforms = Object.keys(image.platforms).join(', ');
  return [
    `Plan for ${repository} in ${registryHost}`,
    `  image  ${image.digest}, ${humanSize(image.size)}${platforms === '' ? '' : `, ${platforms}`}`,
    `  blobs  ${blobWords(plan)}`,
    ...tags.map((state) => `  tag    ${state.tag}: ${tagWords(state)}`),
  ];
}

export function blobWords({ missingBlobs, presentBlobs }: PushPlan): string {
  const bytes = missingBlobs.reduce((total, { size }) => total + size, 0);
  const toPush =
    missingBlobs.length === 0 ? 'none to push' : `${missingBlobs.length} to push (${humanSize(bytes)})`;
  return `${toPush}, ${presentBlobs.length} already there`;
}

export function tagWords(state: TagState): string {
  switch (state.kind) {
    case 'new':
      return 'new';
    case 'held':
      return 'holds it already';
    case 'other':
      return `moves from ${shortDigest(state.holds)}`;
  }
}
