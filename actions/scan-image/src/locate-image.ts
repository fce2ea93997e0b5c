/** From what the workflow names to the images that a scanner looks at: one, or the platforms of an index. */
import { cancelledFailure, inputFailure } from '@slipway/action-kit/failures';
import type { FoundImage, PlatformImage, Ports } from './ports.ts';

export interface LocatedImage {
  /** Of what will be deployed, the index included. */
  readonly digest: string;
  /** The tag that was resolved, when one was given. */
  readonly tag: string | undefined;
  /** In the order of the index; one image with the platform '' when it is none. */
  readonly parts: readonly PlatformImage[];
}

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
  const { digest, mediaType } = await found(repository, reference, ports);
  const tag = reference === digest ? undefined : reference;
  if (!indexes.includes(mediaType)) return { digest, tag, parts: [{ platform: '', digest }] };
  return { digest, tag, parts: await ports.images.platforms(repository, digest) };
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
