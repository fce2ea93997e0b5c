/** The operations that read, put and delete images, one image or a batch of ids at a time. */
import type { Image as Answered } from '@aws-sdk/client-ecr';
import { isDigest } from '@slipway/oci/digest';
import type { Operation } from '../service.ts';
import { deleteImages } from './delete-images.ts';
import type { ImageId } from './errors.ts';
import { lookUpActive } from './image-lookup.ts';
import { putImage } from './put-image.ts';
import type { Image, Repositories, Repository } from './repositories.ts';

interface RepositoryRequest {
  readonly repositoryName: string;
  readonly registryId?: string;
}

interface BatchRequest extends RepositoryRequest {
  readonly imageIds: readonly ImageId[];
}

interface PutRequest extends RepositoryRequest {
  readonly imageManifest: string;
  readonly imageManifestMediaType?: string;
  readonly imageTag?: string;
  readonly imageDigest?: string;
}

interface LayersRequest extends RepositoryRequest {
  readonly layerDigests: readonly string[];
}

/** @param now cloud time in milliseconds. */
export function imageOperations(
  repositories: Repositories,
  now: () => number,
): Readonly<Record<string, Operation>> {
  const repositoryOf = ({ repositoryName, registryId }: RepositoryRequest): Repository =>
    repositories.get(repositoryName, registryId);
  return {
    BatchGetImage: (input) => {
      const request = input as unknown as BatchRequest;
      return batchGet(repositories.seen(repositoryOf(request)), request.imageIds, now());
    },
    PutImage: (input) => {
      const request = input as unknown as PutRequest;
      const repository = repositoryOf(request);
      const image = putImage(
        repository,
        {
          bytes: Buffer.from(request.imageManifest),
          mediaType: request.imageManifestMediaType,
          tag: request.imageTag,
          digest: request.imageDigest,
        },
        now(),
      );
      return { image: answered(repository, image, request.imageTag) };
    },
    BatchCheckLayerAvailability: (input) => {
      const request = input as unknown as LayersRequest;
      return checkLayers(repositoryOf(request), request.layerDigests);
    },
    BatchDeleteImage: (input) => {
      const request = input as unknown as BatchRequest;
      return deleteImages(repositoryOf(request), request.imageIds);
    },
  };
}

/** A missing image is no error here: the call succeeds, with a failure for that id. */
function batchGet(repository: Repository, ids: readonly ImageId[], now: number): object {
  const images: Answered[] = [];
  const failures: object[] = [];
  for (const imageId of ids) {
    const found = lookUpActive(repository, imageId);
    if (found.kind === 'missing') {
      failures.push({ imageId, failureCode: found.code, failureReason: found.reason });
      continue;
    }
    found.image.pulledAt = now;
    images.push(answered(repository, found.image, imageId.imageTag));
  }
  return { images, failures };
}

function answered({ name, registryId }: Repository, image: Image, tag: string | undefined): Answered {
  return {
    registryId,
    repositoryName: name,
    imageId: { imageDigest: image.digest, imageTag: tag },
    imageManifest: Buffer.from(image.bytes).toString(),
    imageManifestMediaType: image.mediaType,
  };
}

function checkLayers(repository: Repository, digests: readonly string[]): object {
  const invalid = digests.filter((digest) => !isDigest(digest));
  const layers = digests.filter(isDigest).map((layerDigest) => {
    const layerSize = repository.blobs.get(layerDigest)?.size;
    const layerAvailability = layerSize === undefined ? 'UNAVAILABLE' : 'AVAILABLE';
    return { layerDigest, layerAvailability, layerSize };
  });
  const failures = invalid.map((layerDigest) => ({
    layerDigest,
    failureCode: 'InvalidLayerDigest',
    failureReason: 'Invalid request parameters: layer digest should be a sha256 digest',
  }));
  return { layers, failures };
}
