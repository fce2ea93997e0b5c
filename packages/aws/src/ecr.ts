/** The gateway to ECR for pushing: a login for its registry, and what a repository and an image are. */
import {
  DescribeImagesCommand,
  DescribeRepositoriesCommand,
  ECRClient,
  GetAuthorizationTokenCommand,
  type ImageDetail,
  type Repository,
} from '@aws-sdk/client-ecr';
import { setupFailure } from '@slipway/action-kit/failures';
import { clientConfig } from './client-config.ts';
import { anyStorage, ecrFailures, type EcrConfig } from './ecr-images.ts';
import { errorName } from './error-shape.ts';
import { awsFailure } from './failures.ts';

export interface EcrLogin {
  /** `123456789012.dkr.ecr.eu-west-1.amazonaws.com` */
  readonly registryHost: string;
  /** With its scheme, without a trailing slash. */
  readonly endpointUrl: string;
  readonly username: string;
  /** Mask it before its first use. Valid for twelve hours, in every registry that the role may reach. */
  readonly password: string;
}

export interface EcrRepository {
  readonly name: string;
  readonly arn: string;
  /** `host/name`, without a scheme. */
  readonly uri: string;
  readonly registryHost: string;
  /** Whether no tag can ever be moved; false when some are excluded from it. */
  readonly immutable: boolean;
}

export interface ImageFacts {
  readonly digest: string;
  readonly tags: readonly string[];
  readonly mediaType: string;
  /** Bytes, as ECR counts them. */
  readonly size: number;
  readonly pushedAt: Date | undefined;
}

export interface EcrGateway {
  login(): Promise<EcrLogin>;
  /** @throws Failure `repository-not-found`, among those of every AWS call. */
  describeRepository(name: string): Promise<EcrRepository>;
  /** undefined when the repository has no such image, in its archive neither. */
  describeImage(
    repository: string,
    id: { readonly tag: string } | { readonly digest: string },
  ): Promise<ImageFacts | undefined>;
}

export function createEcrGateway(
  { registryId, ...config }: EcrConfig,
  client: ECRClient = new ECRClient(clientConfig(config)),
): EcrGateway {
  const registry = registryId === undefined ? {} : { registryId };
  return {
    login: () => login(client),
    describeRepository: (name) => describeRepository(client, name, registry),
    describeImage: (repository, id) => describeImage(client, repository, id, registry),
  };
}

type Registry = { readonly registryId?: string };

async function login(client: ECRClient): Promise<EcrLogin> {
  const call = { service: 'ecr', operation: 'GetAuthorizationToken', about: 'the registry' };
  try {
    const { authorizationData } = await client.send(new GetAuthorizationTokenCommand({}));
    const { authorizationToken = '', proxyEndpoint = '' } = authorizationData?.[0] ?? {};
    return readLogin(authorizationToken, proxyEndpoint);
  } catch (error) {
    throw awsFailure(error, call, ecrFailures);
  }
}

function readLogin(token: string, proxyEndpoint: string): EcrLogin {
  const text = Buffer.from(token, 'base64').toString();
  const colon = text.indexOf(':');
  if (colon < 1 || !URL.canParse(proxyEndpoint)) {
    throw setupFailure({
      code: 'login-unreadable',
      what: 'ECR gave no usable login',
      why: 'its answer has no token or no endpoint',
      hint: 'Look whether AWS_ENDPOINT_URL_ECR points at something else than ECR.',
    });
  }
  return {
    registryHost: new URL(proxyEndpoint).host,
    endpointUrl: new URL(proxyEndpoint).origin,
    username: text.slice(0, colon),
    password: text.slice(colon + 1),
  };
}

async function describeRepository(
  client: ECRClient,
  name: string,
  registry: Registry,
): Promise<EcrRepository> {
  const call = { service: 'ecr', operation: 'DescribeRepositories', about: name };
  try {
    const command = new DescribeRepositoriesCommand({ ...registry, repositoryNames: [name] });
    const { repositories } = await client.send(command);
    return repositoryOf(name, repositories?.[0] ?? {});
  } catch (error) {
    throw awsFailure(error, call, ecrFailures);
  }
}

function repositoryOf(name: string, found: Repository): EcrRepository {
  const uri = found.repositoryUri ?? '';
  return {
    name,
    arn: found.repositoryArn ?? '',
    uri,
    registryHost: uri.slice(0, uri.indexOf('/')),
    immutable: found.imageTagMutability === 'IMMUTABLE',
  };
}

async function describeImage(
  client: ECRClient,
  repository: string,
  id: { readonly tag: string } | { readonly digest: string },
  registry: Registry,
): Promise<ImageFacts | undefined> {
  const imageId = 'tag' in id ? { imageTag: id.tag } : { imageDigest: id.digest };
  const call = { service: 'ecr', operation: 'DescribeImages', about: repository };
  try {
    const input = { ...registry, repositoryName: repository, imageIds: [imageId], filter: anyStorage };
    const { imageDetails } = await client.send(new DescribeImagesCommand(input));
    return imageDetails?.[0] === undefined ? undefined : imageOf(imageDetails[0]);
  } catch (error) {
    if (errorName(error) === 'ImageNotFoundException') return undefined;
    throw awsFailure(error, call, ecrFailures);
  }
}

const imageOf = (detail: ImageDetail): ImageFacts => ({
  digest: detail.imageDigest ?? '',
  tags: detail.imageTags ?? [],
  mediaType: detail.imageManifestMediaType ?? '',
  size: detail.imageSizeInBytes ?? 0,
  pushedAt: detail.imagePushedAt,
});
