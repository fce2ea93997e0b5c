/** From what the workflow names to the images that a scanner looks at: one, or the platforms of an index. */
import { cancelledFailure, inputFailure } from '@slipway/action-kit/failures';
import type { PartGap } from './judge.ts';
import type { FoundImage, PlatformImage, Ports } from './ports.ts';

export interface LocatedImage {
  /** Of what will be deployed, the index included. */
  readonly digest: string;
  /** The tag that was resolved, when one was given. */
  readonly tag: string | undefined;
  /** In the order of the index; one image with the platform '' when it is none. */
  readonly parts: readonly PlatformImage[];
  /** Why there is no part to look at. */
  readonly gap: PartGap | undefined;
}

/** Not asked further: of an archived index ECR gives no manifest, so its platforms stay unknown. */
const outOfReach: Readonly<Record<Exclude<FoundImage['storage'], 'active'>, PartGap>> = {
  archived: { platform: '', gap: 'archived', reason: 'it is archived, and ECR scans no archived image' },
  restoring: {
    platform: '',
    gap: 'archived',
    reason:
      'it is being restored from the archive, and can be neither scanned nor pulled before that is done',
  },
};

const nothingInside: PartGap = {
  platform: '',
  gap: 'unscannable',
  reason: 'it is an index that holds no image of any platform',
};

/** ECR's describing lags behind its pushing by a moment. */
const looks = 4;
const pause = 1000;

const indexes: readonly string[] = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
];

/** @throws Failure of kind input when ECR does not have it, also not after some seconds. */
export async function locateImage(
  repository: string,
  reference: string,
  ports: Ports,
): Promise<LocatedImage> {
  const { digest, mediaType, storage } = await found(repository, reference, ports);
  const tag = reference === digest ? undefined : reference;
  if (storage !== 'active') return { digest, tag, parts: [], gap: outOfReach[storage] };
  if (!indexes.includes(mediaType)) return { digest, tag, parts: [{ platform: '', digest }], gap: undefined };
  const parts = await ports.images.platforms(repository, digest);
  return { digest, tag, parts, gap: parts.length === 0 ? nothingInside : undefined };
}

async function found(
  repository: string,
  reference: string,
  { images, clock, cancelled }: Ports,
): Promise<FoundImage> {
  for (let look = 1; look <= looks; look += 1) {
    const image = await images.find(repository, reference);
    if (image !== undefined) return image;
    if (look < looks) await clock.sleep(pause, cancelled);
    if (cancelled.aborted) throw cancelledFailure(`looking for the image ${reference}`);
  }
  const kind = reference.startsWith('sha256:') ? 'the digest' : 'the tag';
  throw inputFailure({
    code: 'image-not-found',
    what: `The repository ${repository} has no image with ${kind} ${reference}`,
    hint: 'Use the outputs `repository` and `digest` of the step that pushed it, in the same region and account.',
  });
}
