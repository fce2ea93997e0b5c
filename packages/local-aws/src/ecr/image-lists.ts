/** The operations that list what a repository holds: DescribeImages with details, ListImages with ids. */
import type { ImageDetail } from '@aws-sdk/client-ecr';
import type { Operation } from '../service.ts';
import { imageNotFound, invalidParameter, type ImageId } from './errors.ts';
import { requireImage, sizeOf, tagsOf } from './image-lookup.ts';
import { pageOf, type PageRequest } from './paging.ts';
import type { Image, Repositories, Repository } from './repositories.ts';
import { hasStatus, imageStatusOf } from './storage-class.ts';

interface ListRequest extends PageRequest {
  readonly repositoryName: string;
  readonly registryId?: string;
  readonly imageIds?: readonly ImageId[];
  readonly filter?: { readonly tagStatus?: string; readonly imageStatus?: string };
}

export function imageLists(repositories: Repositories): Readonly<Record<string, Operation>> {
  return {
    DescribeImages: (input) => {
      const request = input as unknown as ListRequest;
      const repository = repositories.seen(repositories.get(request.repositoryName, request.registryId));
      const page = pageOf(chosenImages(repository, request), request);
      return {
        imageDetails: page.items.map((image) => detailOf(repository, image)),
        nextToken: page.nextToken,
      };
    },
    ListImages: (input) => {
      const request = input as unknown as ListRequest;
      const repository = repositories.seen(repositories.get(request.repositoryName, request.registryId));
      const ids = chosenImages(repository, request).flatMap((image) => idsOf(repository, image));
      const page = pageOf(ids, request);
      return { imageIds: page.items, nextToken: page.nextToken };
    },
  };
}

function chosenImages(repository: Repository, { imageIds, filter, ...page }: ListRequest): readonly Image[] {
  if (imageIds !== undefined) {
    const paged = page.maxResults !== undefined || page.nextToken !== undefined;
    if (paged) throw invalidParameter('maxResults', 'must not be given together with imageIds');
    return [...new Set(imageIds.map((id) => requireStatus(repository, id, filter?.imageStatus)))];
  }
  const tagged = (image: Image): boolean => tagsOf(repository, image.digest).length > 0;
  const all = [...repository.images.values()].filter((image) => hasStatus(image, filter?.imageStatus));
  return all.filter((image) => {
    if (filter?.tagStatus === 'TAGGED') return tagged(image);
    return filter?.tagStatus === 'UNTAGGED' ? !tagged(image) : true;
  });
}

function requireStatus(repository: Repository, id: ImageId, status: string | undefined): Image {
  const image = requireImage(repository, id);
  if (!hasStatus(image, status)) throw imageNotFound(id, repository);
  return image;
}

function idsOf(repository: Repository, { digest }: Image): readonly ImageId[] {
  const tags = tagsOf(repository, digest);
  if (tags.length === 0) return [{ imageDigest: digest }];
  return tags.map((imageTag) => ({ imageDigest: digest, imageTag }));
}

/** Without scan status and summary: basic scanning no longer fills them. */
function detailOf(repository: Repository, image: Image): ImageDetail {
  const tags = tagsOf(repository, image.digest);
  return {
    registryId: repository.registryId,
    repositoryName: repository.name,
    imageDigest: image.digest,
    imageTags: tags.length === 0 ? undefined : [...tags],
    imageSizeInBytes: sizeOf(repository, image),
    imagePushedAt: image.pushedAt,
    imageManifestMediaType: image.mediaType,
    artifactMediaType: image.artifact.type,
    subjectManifestDigest: image.artifact.subject,
    lastRecordedPullTime: image.pulledAt === undefined ? undefined : new Date(image.pulledAt),
    imageStatus: imageStatusOf(image),
  };
}
