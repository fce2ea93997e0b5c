/** Repositories: created, set up, given policies and tags, deleted. */
import { createResourceTags, capitalized, tagsIn } from '../resource-tags.ts';
import type { Operation } from '../service.ts';
import { policyNotFound, repositoryNotEmpty } from './errors.ts';
import { parsePolicy } from './lifecycle/policy.ts';
import { mutabilityOf, toldMutability, type MutabilityMembers } from './mutability.ts';
import type { Encryption, Repositories, Repository } from './repositories.ts';
import { described } from './repository-operations.ts';

interface RepositoryRequest extends MutabilityMembers {
  readonly repositoryName: string;
  readonly registryId?: string;
  readonly encryptionConfiguration?: Encryption;
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
      repository.mutability = mutabilityOf(input);
      return { ...nameOf(repository), ...toldMutability(repository.mutability) };
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

const settingsOf = (request: RepositoryRequest) => ({
  mutability: mutabilityOf(request),
  scanOnPush: request.imageScanningConfiguration?.scanOnPush ?? false,
  encryption: request.encryptionConfiguration,
});

const nameOf = ({ name, registryId }: Repository) => ({ repositoryName: name, registryId });

const policies = {
  lifecycle: {
    member: 'lifecyclePolicyText',
    operations: ['GetLifecyclePolicy', 'PutLifecyclePolicy', 'DeleteLifecyclePolicy'],
    check: (text: string): void => void parsePolicy(text),
  },
  repository: {
    member: 'policyText',
    operations: ['GetRepositoryPolicy', 'SetRepositoryPolicy', 'DeleteRepositoryPolicy'],
    check: (): void => undefined,
  },
} as const;

/** Of the two, the repository's policy is only kept and told: nobody is refused by it. */
function policyOperations(
  kind: keyof typeof policies,
  named: (input: object) => Repository,
): Readonly<Record<string, Operation>> {
  const { member, operations, check } = policies[kind];
  const [get, put, remove] = operations;
  const told = (repository: Repository): object => {
    const text = repository.policies[kind];
    if (text === undefined) throw policyNotFound(kind, repository);
    const { evaluatedAt } = repository;
    const isEvaluated = kind === 'lifecycle' && evaluatedAt !== undefined;
    const when = isEvaluated ? { lastEvaluatedAt: new Date(evaluatedAt) } : {};
    return { ...nameOf(repository), [member]: text, ...when };
  };
  return {
    [get]: (input) => told(named(input)),
    [put]: (input) => {
      const repository = named(input);
      const text = String(input[member]);
      check(text);
      repository.policies[kind] = text;
      if (kind === 'lifecycle') repository.evaluatedAt = undefined;
      return { ...nameOf(repository), [member]: text };
    },
    [remove]: (input) => {
      const repository = named(input);
      const answer = told(repository);
      repository.policies[kind] = undefined;
      return answer;
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
