/** Repositories: created, set up, given policies and tags, deleted. */
import { createResourceTags, capitalized, tagsIn } from '../resource-tags.ts';
import { ServiceError, type Operation } from '../service.ts';
import { invalidParameter, repositoryNotEmpty } from './errors.ts';
import type { Repositories, Repository } from './repositories.ts';
import { described } from './repository-operations.ts';

interface RepositoryRequest {
  readonly repositoryName: string;
  readonly registryId?: string;
  readonly imageTagMutability?: string;
  readonly imageScanningConfiguration?: { readonly scanOnPush?: boolean };
  readonly force?: boolean;
  readonly tags?: unknown;
}

/** @param endpoint `http://127.0.0.1:PORT` */
export function changingRepositories(
  repositories: Repositories,
  endpoint: () => string,
): Readonly<Record<string, Operation>> {
  const tags = createResourceTags();
  const host = (): string => new URL(endpoint()).host;
  const named = (input: object): Repository => {
    const { repositoryName, registryId } = input as RepositoryRequest;
    return repositories.get(repositoryName, registryId);
  };
  return {
    CreateRepository: (input) => {
      const request = input as unknown as RepositoryRequest;
      const created = repositories.create({ name: request.repositoryName, ...settingsOf(request) });
      tags.put(created.arn, tagsIn(request.tags));
      return { repository: described(created, host()) };
    },
    DeleteRepository: (input) => {
      const repository = named(input);
      if (repository.images.size > 0 && input.force !== true) throw repositoryNotEmpty(repository);
      repositories.delete(repository);
      tags.forget(repository.arn);
      return { repository: described(repository, host()) };
    },
    PutImageTagMutability: (input) => {
      const repository = named(input);
      const { immutable } = settingsOf(input as unknown as RepositoryRequest);
      repository.immutable = immutable;
      return { ...nameOf(repository), imageTagMutability: immutable ? 'IMMUTABLE' : 'MUTABLE' };
    },
    PutImageScanningConfiguration: (input) => {
      const repository = named(input);
      const { scanOnPush } = settingsOf(input as unknown as RepositoryRequest);
      repository.scanOnPush = scanOnPush;
      return { ...nameOf(repository), imageScanningConfiguration: { scanOnPush } };
    },
    ...policyOperations('lifecycle', named),
    ...policyOperations('repository', named),
    ...tagOperations(repositories, tags),
  };
}

function settingsOf({ imageTagMutability = 'MUTABLE', imageScanningConfiguration }: RepositoryRequest) {
  if (imageTagMutability !== 'IMMUTABLE' && imageTagMutability !== 'MUTABLE') {
    throw invalidParameter('imageTagMutability', 'must be MUTABLE or IMMUTABLE in the local cloud');
  }
  return {
    immutable: imageTagMutability === 'IMMUTABLE',
    scanOnPush: imageScanningConfiguration?.scanOnPush ?? false,
  };
}

const nameOf = ({ name, registryId }: Repository) => ({ repositoryName: name, registryId });

const policies = {
  lifecycle: {
    member: 'lifecyclePolicyText',
    operations: ['GetLifecyclePolicy', 'PutLifecyclePolicy', 'DeleteLifecyclePolicy'],
    missing: ['LifecyclePolicyNotFoundException', 'Lifecycle policy'],
  },
  repository: {
    member: 'policyText',
    operations: ['GetRepositoryPolicy', 'SetRepositoryPolicy', 'DeleteRepositoryPolicy'],
    missing: ['RepositoryPolicyNotFoundException', 'Repository policy'],
  },
} as const;

/** Policies are kept and told; no image expires by one and nobody is refused. */
function policyOperations(
  kind: keyof typeof policies,
  named: (input: object) => Repository,
): Readonly<Record<string, Operation>> {
  const { member, operations, missing } = policies[kind];
  const [get, put, remove] = operations;
  const there = (repository: Repository): string => {
    const text = repository.policies[kind];
    if (text !== undefined) return text;
    const { name, registryId } = repository;
    throw new ServiceError(
      missing[0],
      `${missing[1]} does not exist for the repository with name '${name}' in the registry with id '${registryId}'`,
    );
  };
  return {
    [get]: (input) => {
      const repository = named(input);
      return { ...nameOf(repository), [member]: there(repository) };
    },
    [put]: (input) => {
      const repository = named(input);
      repository.policies[kind] = String(input[member]);
      return { ...nameOf(repository), [member]: input[member] };
    },
    [remove]: (input) => {
      const repository = named(input);
      const text = there(repository);
      repository.policies[kind] = undefined;
      return { ...nameOf(repository), [member]: text };
    },
  };
}

function tagOperations(
  repositories: Repositories,
  tags: ReturnType<typeof createResourceTags>,
): Readonly<Record<string, Operation>> {
  const named = ({ resourceArn }: { readonly resourceArn?: unknown }): string =>
    repositories.get(String(resourceArn).replace(/^.*:repository\//, '')).arn;
  return {
    ListTagsForResource: (input) => ({ tags: tags.of(named(input)).map(capitalized) }),
    TagResource: (input) => {
      tags.put(named(input), tagsIn(input.tags));
      return {};
    },
    UntagResource: (input) => {
      tags.remove(named(input), (input.tagKeys ?? []) as readonly string[]);
      return {};
    },
  };
}
