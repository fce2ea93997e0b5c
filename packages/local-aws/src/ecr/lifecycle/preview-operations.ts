/** Previews of lifecycle policies: begun by one call, there a moment later, and told page by page. */
import { ServiceError, type Operation } from '../../service.ts';
import { policyNotFound, type ImageId } from '../errors.ts';
import { requireImage, tagsOf } from '../image-lookup.ts';
import { pageOf, type PageRequest } from '../paging.ts';
import type { Repositories, Repository } from '../repositories.ts';
import { expiriesOf } from './expiry.ts';
import { parsePolicy } from './policy.ts';

interface StartRequest {
  readonly repositoryName: string;
  readonly registryId?: string;
  readonly lifecyclePolicyText?: string;
}

interface GetRequest extends PageRequest {
  readonly repositoryName: string;
  readonly registryId?: string;
  readonly imageIds?: readonly ImageId[];
  readonly filter?: { readonly tagStatus?: string };
}

interface Preview {
  readonly text: string;
  readonly begunAt: number;
}

/** Milliseconds; AWS tells no figure. */
const takes = 2000;

/** @param now cloud time in milliseconds. */
export function previewOperations(
  repositories: Repositories,
  now: () => number,
): Readonly<Record<string, Operation>> {
  const previews = new WeakMap<Repository, Preview>();
  const isDone = ({ begunAt }: Preview): boolean => now() - begunAt >= takes;
  return {
    StartLifecyclePolicyPreview: (input) => {
      const { repositoryName, registryId, lifecyclePolicyText } = input as unknown as StartRequest;
      const repository = repositories.get(repositoryName, registryId);
      const running = previews.get(repository);
      if (running !== undefined && !isDone(running)) throw inProgress(repository);
      const text = lifecyclePolicyText ?? repository.policies.lifecycle;
      if (text === undefined) throw policyNotFound('lifecycle', repository);
      parsePolicy(text);
      previews.set(repository, { text, begunAt: now() });
      return { ...nameOf(repository), lifecyclePolicyText: text, status: 'IN_PROGRESS' };
    },
    GetLifecyclePolicyPreview: (input) => {
      const request = input as unknown as GetRequest;
      const repository = repositories.get(request.repositoryName, request.registryId);
      const preview = previews.get(repository);
      if (preview === undefined) throw noPreview(repository);
      const told = { ...nameOf(repository), lifecyclePolicyText: preview.text };
      if (!isDone(preview)) return { ...told, status: 'IN_PROGRESS' };
      return { ...told, status: 'COMPLETE', ...resultsOf(repository, preview, request) };
    },
  };
}

function resultsOf(repository: Repository, { text, begunAt }: Preview, request: GetRequest): object {
  const all = expiriesOf(repository, text, begunAt);
  const asked = request.imageIds?.map((id) => requireImage(repository, id).digest);
  const chosen = all.filter(({ image: { digest, tags } }) => {
    if (asked !== undefined && !asked.includes(digest)) return false;
    const status = request.filter?.tagStatus ?? 'ANY';
    return status === 'ANY' || (status === 'TAGGED') === tags.length > 0;
  });
  const page = pageOf(chosen, request);
  const previewResults = page.items.map(({ image: { image }, priority }) => ({
    imageDigest: image.digest,
    imageTags: [...tagsOf(repository, image.digest)],
    imagePushedAt: image.pushedAt,
    action: { type: 'EXPIRE' },
    appliedRulePriority: priority,
    storageClass: 'STANDARD',
  }));
  return { previewResults, nextToken: page.nextToken, summary: { expiringImageTotalCount: all.length } };
}

const nameOf = ({ name, registryId }: Repository) => ({ repositoryName: name, registryId });

const inProgress = ({ name, registryId }: Repository): ServiceError =>
  new ServiceError(
    'LifecyclePolicyPreviewInProgressException',
    `A lifecycle policy preview is in progress for the repository with name '${name}' in the registry with id '${registryId}'`,
  );

const noPreview = ({ name, registryId }: Repository): ServiceError =>
  new ServiceError(
    'LifecyclePolicyPreviewNotFoundException',
    `Lifecycle policy preview does not exist for the repository with name '${name}' in the registry with id '${registryId}'`,
  );
