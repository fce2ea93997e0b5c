/** The artifacts that refer to an image: signatures, SBOMs, attestations. The API and the registry list the same. */
import type { Operation } from '../service.ts';
import { requireImage } from './image-lookup.ts';
import { pageOf, type PageRequest } from './paging.ts';
import type { Image, Repositories, Repository } from './repositories.ts';
import { hasStatus, imageStatusOf } from './storage-class.ts';

interface ReferrersRequest extends PageRequest {
  readonly repositoryName: string;
  readonly registryId?: string;
  readonly subjectId: { readonly imageDigest: string };
  readonly filter?: { readonly artifactTypes?: readonly string[]; readonly artifactStatus?: string };
}

/** In the order in which they were pushed. */
export const referrersOf = ({ images }: Repository, digest: string): readonly Image[] =>
  [...images.values()].filter(({ artifact }) => artifact.subject === digest);

export function referrerOperations(repositories: Repositories): Readonly<Record<string, Operation>> {
  return {
    ListImageReferrers: (input) => {
      const request = input as unknown as ReferrersRequest;
      const repository = repositories.seen(repositories.get(request.repositoryName, request.registryId));
      const { digest } = requireImage(repository, request.subjectId);
      const { artifactTypes, artifactStatus } = request.filter ?? {};
      const found = referrersOf(repository, digest)
        .filter((image) => hasStatus(image, artifactStatus))
        .filter(({ artifact }) => artifactTypes?.includes(artifact.type ?? '') ?? true);
      const page = pageOf(found, request, { usual: 20, most: 50 });
      return { referrers: page.items.map(told), nextToken: page.nextToken };
    },
  };
}

const told = (image: Image): object => ({
  digest: image.digest,
  mediaType: image.mediaType,
  artifactType: image.artifact.type,
  size: image.bytes.byteLength,
  annotations: image.artifact.annotations,
  artifactStatus: imageStatusOf(image),
});
