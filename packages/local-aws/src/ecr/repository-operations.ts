/** What can be asked of the registry itself and of its repositories. */
import type { Repository as Described } from '@aws-sdk/client-ecr';
import type { Operation } from '../service.ts';
import type { Tokens } from './authorization.ts';
import { toldMutability } from './mutability.ts';
import { pageOf, type PageRequest } from './paging.ts';
import type { Repositories, Repository } from './repositories.ts';

interface DescribeRequest extends PageRequest {
  readonly registryId?: string;
  readonly repositoryNames?: readonly string[];
}

export function repositoryOperations(
  repositories: Repositories,
  tokens: Tokens,
  endpoint: () => string,
): Readonly<Record<string, Operation>> {
  const host = (): string => new URL(endpoint()).host;
  return {
    GetAuthorizationToken: (_input, { accessKeyId }) => {
      const { token, expiresAt } = tokens.issue(accessKeyId);
      return {
        authorizationData: [{ authorizationToken: token, expiresAt, proxyEndpoint: `http://${host()}` }],
      };
    },
    DescribeRepositories: (input) => {
      const { repositoryNames, registryId, ...request } = input as unknown as DescribeRequest;
      const chosen =
        repositoryNames?.map((name) => repositories.get(name, registryId)) ?? repositories.list();
      const page = pageOf(chosen, request);
      return {
        repositories: page.items.map((each) => described(each, host())),
        nextToken: page.nextToken,
      };
    },
  };
}

export function described(repository: Repository, host: string): Described {
  return {
    repositoryArn: repository.arn,
    registryId: repository.registryId,
    repositoryName: repository.name,
    repositoryUri: `${host}/${repository.name}`,
    createdAt: repository.createdAt,
    ...toldMutability(repository.mutability),
    imageScanningConfiguration: { scanOnPush: repository.scanOnPush },
    encryptionConfiguration: repository.encryption as Described['encryptionConfiguration'],
  };
}
