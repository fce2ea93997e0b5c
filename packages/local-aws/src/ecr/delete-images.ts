/** BatchDeleteImage: a tag alone is taken off, the image going with its last one; a digest takes image and tags. */
import type { ImageId } from './errors.ts';
import { indexesOf, lookUp, tagsOf } from './image-lookup.ts';
import { removeImage } from './remove-image.ts';
import type { Repository } from './repositories.ts';

interface Failure {
  readonly failureCode: string;
  readonly failureReason: string;
}

/** The answer of the operation: deleted ids, and a failure for each that could not be. */
export function deleteImages(
  repository: Repository,
  ids: readonly ImageId[],
): { readonly imageIds: readonly ImageId[]; readonly failures: readonly (Failure & { imageId: ImageId })[] } {
  const imageIds: ImageId[] = [];
  const failures: (Failure & { imageId: ImageId })[] = [];
  for (const imageId of ids) {
    const failure = deleteOne(repository, imageId, imageIds);
    if (failure !== undefined) failures.push({ imageId, ...failure });
  }
  return { imageIds, failures };
}

function deleteOne(repository: Repository, id: ImageId, deleted: ImageId[]): Failure | undefined {
  const found = lookUp(repository, id);
  if (found.kind === 'missing') return { failureCode: found.code, failureReason: found.reason };
  const { digest } = found.image;
  const tags = tagsOf(repository, digest);
  const goes = id.imageTag === undefined ? tags : [id.imageTag];
  const isLast = goes.length === tags.length;
  const indexes = isLast ? indexesOf(repository, digest).map((index) => index.digest) : [];
  if (indexes.length > 0) {
    return {
      failureCode: 'ImageReferencedByManifestList',
      failureReason: `Requested image referenced by manifest list: [${indexes.join(', ')}]`,
    };
  }
  for (const tag of goes) {
    repository.tags.delete(tag);
    deleted.push({ imageDigest: digest, imageTag: tag });
  }
  if (isLast) removeImage(repository, digest);
  if (goes.length === 0) deleted.push({ imageDigest: digest });
  return undefined;
}
