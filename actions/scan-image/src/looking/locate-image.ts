/** From what the workflow names to the images that a scanner looks at: one, or the platforms of an index. */
import { cancelledFailure, inputFailure } from '@slipway/action-kit/failures';
import type { PartGap } from '../judging/judgement.ts';
import type { ImageReference } from '../image-reference.ts';
import type { FoundImage, Images, PlatformImage, Ports } from '../ports.ts';
import { resolveReference, type ResolvedReference } from './resolve-reference.ts';

export interface LocatedImage {
  /** Of what will be deployed, the index included. */
  readonly digest: string;
  /** Account of the registry, twelve digits. */
  readonly registryId: string;
  /** In the order of the index; one image with the platform '' when it is none. */
  readonly parts: readonly PlatformImage[];
  /** Why there is no part to look at. */
  readonly gap: PartGap | undefined;
}

export interface ServedImage extends LocatedImage {
  /** `web:41 of ecs:main/web`, which serves with it; undefined unless a service was named. */
  readonly serves: string | undefined;
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

/** @throws Failure of kind input when it is of no one image, or ECR does not have it, also not after some seconds. */
export async function locateImage(
  repository: string,
  reference: ImageReference,
  ports: Pick<Ports, 'images' | 'running' | 'clock' | 'cancelled'>,
): Promise<ServedImage> {
  const resolved = await resolveReference(reference, repository, ports.running);
  const image = await withParts(repository, await found(repository, resolved, ports), ports.images);
  return { ...image, serves: resolved.serves };
}

/** Of an image that is there. */
export async function withParts(
  repository: string,
  { digest, registryId, mediaType, storage }: FoundImage,
  images: Images,
): Promise<LocatedImage> {
  const image = { digest, registryId };
  if (storage !== 'active') return { ...image, parts: [], gap: outOfReach[storage] };
  if (!indexes.includes(mediaType)) return { ...image, parts: [{ platform: '', digest }], gap: undefined };
  const parts = await images.platforms(repository, digest);
  return { ...image, parts, gap: parts.length === 0 ? nothingInside : undefined };
}

async function found(
  repository: string,
  { asked, serves }: ResolvedReference,
  { images, clock, cancelled }: Pick<Ports, 'images' | 'clock' | 'cancelled'>,
): Promise<FoundImage> {
  for (let look = 1; look <= looks; look += 1) {
    const image = await images.find(repository, asked);
    if (image !== undefined) return image;
    if (look < looks) await clock.sleep(pause, cancelled);
    if (cancelled.aborted) throw cancelledFailure(`looking for the image ${asked}`);
  }
  const kind = asked.startsWith('sha256:') ? 'the digest' : 'the tag';
  throw inputFailure({
    code: 'image-not-found',
    what: `The repository ${repository} has no image with ${kind} ${asked}`,
    why:
      serves === undefined
        ? undefined
        : `${serves} runs it, from another registry or region, or it was removed`,
    hint:
      serves === undefined
        ? 'Use the outputs `repository` and `digest` of the step that pushed it, in the same region and account.'
        : 'Set `registry-id` and `region` to where the service has its image from, or deploy one that is there.',
  });
}
