/** Gateway to what an ECR repository knows of its images; nothing is pulled and nothing is changed. */
import {
  BatchGetImageCommand,
  DescribeImagesCommand,
  DescribeRepositoriesCommand,
  ECRClient,
} from '@aws-sdk/client-ecr';
import { setupFailure, upstreamFailure, type Failure } from '@slipway/action-kit/failures';
import { clientConfig, type AwsConfig } from './client-config.ts';
import { errorName } from './error-shape.ts';
import { awsFailure, type FailureRow } from './failures.ts';
import { platformsOf, type PlatformImage } from './index-platforms.ts';

export interface EcrConfig extends AwsConfig {
  /** Account whose registry it is, twelve digits; the caller's own when not set. */
  readonly registryId?: string | undefined;
}

export interface EcrImage {
  /** `sha256:` and 64 hexadecimal digits. */
  readonly digest: string;
  /** Account of the registry, twelve digits. */
  readonly registryId: string;
  readonly mediaType: string;
  /** Only an active image can be pulled and scanned; a restore takes up to 20 minutes. */
  readonly storage: 'active' | 'archived' | 'restoring';
}

export const ecrFailures: readonly FailureRow[] = [
  {
    operation: '*',
    error: 'RepositoryNotFoundException',
    kind: 'setup',
    code: 'repository-not-found',
    what: 'There is no ECR repository for ‹about›',
    hint: 'Check `repository`, `region` and `registry-id`, or create the repository.',
  },
  {
    operation: '*',
    error: 'ImageNotFoundException',
    kind: 'input',
    code: 'image-not-found',
    what: 'ECR has no image ‹about›',
    hint: 'Use the outputs `repository` and `digest` of the step that pushed it.',
  },
];

const manifestTypes = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
  'application/vnd.docker.distribution.manifest.v2+json',
];

/**
 * Without it DescribeImages answers for an archived image that there is none. The SDK's documentation keeps only
 * paging from being used together with imageIds, not the filter.
 */
export const anyStorage = { imageStatus: 'ANY' } as const;

const storages: Readonly<Record<string, EcrImage['storage']>> = {
  ACTIVE: 'active',
  ARCHIVED: 'archived',
  ACTIVATING: 'restoring',
};

export class EcrImages {
  private readonly client: ECRClient;
  private readonly registryId: string | undefined;

  constructor({ registryId, ...config }: EcrConfig, client: ECRClient = new ECRClient(clientConfig(config))) {
    this.client = client;
    this.registryId = registryId;
  }

  /**
   * `‹registry›/‹repository›` as images are named with it.
   * @throws Failure `repository-not-found`.
   */
  async repositoryUri(repository: string): Promise<string> {
    const command = new DescribeRepositoriesCommand({ ...this.registry(), repositoryNames: [repository] });
    const { repositories } = await this.asked('DescribeRepositories', repository, this.client.send(command));
    const uri = repositories?.[0]?.repositoryUri;
    if (uri === undefined) throw noAnswer('DescribeRepositories', repository);
    return uri;
  }

  /**
   * @param reference a digest, or a tag.
   * @returns undefined when the repository has no such image, in its archive neither.
   * @throws Failure `repository-not-found`.
   */
  async find(repository: string, reference: string): Promise<EcrImage | undefined> {
    const imageIds = [reference.startsWith('sha256:') ? { imageDigest: reference } : { imageTag: reference }];
    const asked = { ...this.registry(), repositoryName: repository, imageIds, filter: anyStorage };
    const command = new DescribeImagesCommand(asked);
    const sent = this.client.send(command).catch((error: unknown) => {
      if (errorName(error) === 'ImageNotFoundException') return undefined;
      throw error;
    });
    const image = (await this.asked('DescribeImages', repository, sent))?.imageDetails?.[0];
    if (image?.imageDigest === undefined) return undefined;
    const storage = storages[image.imageStatus ?? 'ACTIVE'] ?? 'active';
    const { imageDigest: digest, registryId = '', imageManifestMediaType: mediaType = '' } = image;
    return { digest, registryId, mediaType, storage };
  }

  /**
   * The images of an index, in its order, without what can't run.
   * @param digest of an index that is there.
   * @throws Failure of kind upstream when ECR does not give its manifest.
   */
  async platforms(repository: string, digest: string): Promise<readonly PlatformImage[]> {
    const about = `${repository}@${digest}`;
    const command = new BatchGetImageCommand({
      ...this.registry(),
      repositoryName: repository,
      imageIds: [{ imageDigest: digest }],
      acceptedMediaTypes: manifestTypes,
    });
    const { images, failures } = await this.asked('BatchGetImage', about, this.client.send(command));
    const manifest = images?.[0]?.imageManifest;
    if (manifest === undefined)
      throw notGiven(about, failures?.[0]?.failureCode ?? 'no manifest in the answer');
    return platformsOf(manifest, about);
  }

  private registry(): { readonly registryId?: string } {
    return this.registryId === undefined ? {} : { registryId: this.registryId };
  }

  private async asked<T>(operation: string, about: string, answer: Promise<T>): Promise<T> {
    try {
      return await answer;
    } catch (error) {
      throw awsFailure(error, { service: 'ecr', operation, about }, ecrFailures);
    }
  }
}

function notGiven(about: string, why: string): Failure {
  return setupFailure({
    code: 'manifest-not-given',
    what: `ECR did not give the manifest of ${about}`,
    why,
    hint: 'Look at the image in the ECR console; push it again when it is broken.',
  });
}

function noAnswer(operation: string, about: string): Failure {
  return upstreamFailure({
    code: 'aws-unavailable',
    what: `ecr:${operation} on ${about} answered without saying anything`,
    hint: 'Re-run the job.',
  });
}
