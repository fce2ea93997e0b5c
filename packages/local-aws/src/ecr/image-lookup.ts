/** From an image id (digest, tag or both) to the image, with ECR's reasons when there is none. */
import { isDigest } from '@slipway/oci/digest';
import { children } from '@slipway/oci/manifest';
import { tagPattern } from '@slipway/oci/reference';
import { imageNotFound, type ImageId } from './errors.ts';
import type { Image, Repository } from './repositories.ts';

export type Lookup =
  | { readonly kind: 'found'; readonly image: Image }
  /** As the `failures` of a batch operation say it. */
  | { readonly kind: 'missing'; readonly code: string; readonly reason: string };

const missing = (code: string, reason: string): Lookup => ({ kind: 'missing', code, reason });

const notFound = missing('ImageNotFound', 'Requested image not found');

export function lookUp(repository: Repository, { imageDigest, imageTag }: ImageId): Lookup {
  if (imageDigest === undefined && imageTag === undefined) {
    return missing('MissingDigestAndTag', 'Invalid request parameters: both tag and digest cannot be null');
  }
  if (imageDigest !== undefined && !isDigest(imageDigest)) {
    return missing(
      'InvalidImageDigest',
      'Invalid request parameters: image digest should be a sha256 digest',
    );
  }
  if (imageTag !== undefined && !tagPattern.test(imageTag)) {
    return missing(
      'InvalidImageTag',
      `Invalid request parameters: image tag must satisfy ${tagPattern.source}`,
    );
  }
  const tagged = imageTag === undefined ? undefined : repository.tags.get(imageTag);
  if (imageDigest !== undefined && tagged !== undefined && tagged !== imageDigest) {
    return missing(
      'ImageTagDoesNotMatchDigest',
      'Requested image tag does not match the requested image digest',
    );
  }
  const image = repository.images.get((imageTag === undefined ? imageDigest : tagged) ?? '');
  return image === undefined ? notFound : { kind: 'found', image };
}

/** As pulling does: whatever is archived is not found. */
export function lookUpActive(repository: Repository, id: ImageId): Lookup {
  const found = lookUp(repository, id);
  return found.kind === 'found' && found.image.archived ? notFound : found;
}

/** @throws ServiceError ImageNotFoundException */
export function requireImage(repository: Repository, id: ImageId): Image {
  const found = lookUp(repository, id);
  if (found.kind === 'missing') throw imageNotFound(id, repository);
  return found.image;
}

/** In alphabetical order. */
export function tagsOf(repository: Repository, digest: string): readonly string[] {
  const own = [...repository.tags].filter(([, tagged]) => tagged === digest);
  return own.map(([tag]) => tag).sort();
}

/** Its own tags and those of every index that lists it: a platform's image has none itself. */
export function tagsAbove(repository: Repository, digest: string): readonly string[] {
  const above = indexesOf(repository, digest).flatMap((index) => tagsAbove(repository, index.digest));
  return [...new Set([...tagsOf(repository, digest), ...above])];
}

/** The indexes that list this image. */
export function indexesOf(repository: Repository, digest: string): readonly Image[] {
  return [...repository.images.values()].filter(
    ({ manifest }) =>
      manifest.kind === 'index' && manifest.manifests.some((child) => child.digest === digest),
  );
}

/** Bytes as ECR counts them: configuration and layers; of an index, those of its images. */
export function sizeOf(repository: Repository, { manifest }: Image): number {
  const sizes = children(manifest).map((child) => {
    const image = manifest.kind === 'index' ? repository.images.get(child.digest) : undefined;
    return image === undefined ? child.size : sizeOf(repository, image);
  });
  return sizes.reduce((total, size) => total + size, 0);
}
