/** UpdateImageStorageClass: an image goes into the archive, where it can be neither pulled nor scanned, and back. */
import type { Operation } from '../service.ts';
import { imageArchived, type ImageId } from './errors.ts';
import { requireImage } from './image-lookup.ts';
import type { Image, Repositories } from './repositories.ts';

interface StorageRequest {
  readonly repositoryName: string;
  readonly registryId?: string;
  readonly imageId: ImageId;
  readonly targetStorageClass: string;
}

/** Both ways at once; ECR takes up to 20 minutes for the way back, and says ACTIVATING meanwhile. */
export function storageClass(repositories: Repositories): Readonly<Record<string, Operation>> {
  return {
    UpdateImageStorageClass: (input) => {
      const request = input as unknown as StorageRequest;
      const repository = repositories.get(request.repositoryName, request.registryId);
      const image = requireImage(repository, request.imageId);
      image.archived = request.targetStorageClass === 'ARCHIVE';
      return {
        registryId: repository.registryId,
        repositoryName: repository.name,
        imageId: { imageDigest: image.digest },
        imageStatus: imageStatusOf(image),
      };
    },
  };
}

export const imageStatusOf = ({ archived }: Image): 'ACTIVE' | 'ARCHIVED' =>
  archived ? 'ARCHIVED' : 'ACTIVE';

/** @param filter of DescribeImages and ListImages; without one only active images are answered. */
export const hasStatus = (image: Image, filter: string | undefined): boolean =>
  filter === 'ANY' || imageStatusOf(image) === (filter ?? 'ACTIVE');

/** @throws ServiceError ImageArchivedException */
export function requireActive(image: Image): void {
  if (image.archived) throw imageArchived();
}
