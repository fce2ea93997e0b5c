/** Gateway to the repositories of one ECR registry: what one is, making one, and what its tags and images are. */
import {
  CreateRepositoryCommand,
  DescribeImagesCommand,
  DescribeRepositoriesCommand,
  ECRClient,
  GetLifecyclePolicyCommand,
  PutLifecyclePolicyCommand,
  type DescribeImagesCommandInput,
  type DescribeImagesCommandOutput,
  type ImageDetail,
} from '@aws-sdk/client-ecr';
import { clientConfig } from './client-config.ts';
import { anyStorage, ecrFailures, type EcrConfig } from './ecr-images.ts';
import { errorName } from './error-shape.ts';
import { awsFailure } from './failures.ts';
import { repositoryOf, type EcrRepository } from './ecr-repository.ts';

export interface ImageFacts {
  readonly digest: string;
  readonly pushedAt: Date | undefined;
  /** An archived image can't be pulled, nor its labels be read. */
  readonly archived: boolean;
}

/** Pages of a thousand images: further back the newest one is not looked for. */
const mostPages = 5;

export class EcrRepositories {
  private readonly client: ECRClient;
  private readonly registry: { readonly registryId?: string };

  constructor({ registryId, ...config }: EcrConfig, client: ECRClient = new ECRClient(clientConfig(config))) {
    this.client = client;
    this.registry = registryId === undefined ? {} : { registryId };
  }

  /** @returns undefined when there is no such repository. */
  async findRepository(name: string): Promise<EcrRepository | undefined> {
    const sent = this.client.send(
      new DescribeRepositoriesCommand({ ...this.registry, repositoryNames: [name] }),
    );
    const answer = await this.asked(
      'DescribeRepositories',
      name,
      absent(sent, 'RepositoryNotFoundException'),
    );
    return answer === undefined ? undefined : repositoryOf(name, answer.repositories?.[0] ?? {});
  }

  /**
   * With immutable tags, a scan of each push, and encryption by ECR's own key.
   * @param movable a pattern of tags that can be moved all the same: `cache-*`.
   * @returns undefined when somebody else was quicker.
   */
  async createRepository(name: string, movable: string): Promise<EcrRepository | undefined> {
    const command = new CreateRepositoryCommand({
      ...this.registry,
      repositoryName: name,
      imageTagMutability: 'IMMUTABLE_WITH_EXCLUSION',
      imageTagMutabilityExclusionFilters: [{ filterType: 'WILDCARD', filter: movable }],
      imageScanningConfiguration: { scanOnPush: true },
      encryptionConfiguration: { encryptionType: 'AES256' },
    });
    const sent = absent(this.client.send(command), 'RepositoryAlreadyExistsException');
    const answer = await this.asked('CreateRepository', name, sent);
    return answer === undefined ? undefined : repositoryOf(name, answer.repository ?? {});
  }

  async hasLifecyclePolicy(name: string): Promise<boolean> {
    const command = new GetLifecyclePolicyCommand({ ...this.registry, repositoryName: name });
    const sent = absent(this.client.send(command), 'LifecyclePolicyNotFoundException');
    return (await this.asked('GetLifecyclePolicy', name, sent)) !== undefined;
  }

  /** @param policy as ECR documents it, JSON. */
  async putLifecyclePolicy(name: string, policy: string): Promise<void> {
    const input = { ...this.registry, repositoryName: name, lifecyclePolicyText: policy };
    await this.asked('PutLifecyclePolicy', name, this.client.send(new PutLifecyclePolicyCommand(input)));
  }

  /** undefined when the repository has no image with this tag, in its archive neither. */
  async findImage(repository: string, tag: string): Promise<ImageFacts | undefined> {
    const input = { repositoryName: repository, imageIds: [{ imageTag: tag }], filter: anyStorage };
    const answer = await this.images(input);
    return answer?.imageDetails?.[0] === undefined ? undefined : factsOf(answer.imageDetails[0]);
  }

  /** Whether it has no image at all, in its archive neither. */
  async isEmpty(repository: string): Promise<boolean> {
    const answer = await this.images({ repositoryName: repository, filter: anyStorage, maxResults: 1 });
    return (answer?.imageDetails ?? []).length === 0 && answer?.nextToken === undefined;
  }

  /**
   * The image with a tag that was pushed last, archived ones left out, and so are caches and signatures; undefined
   * when there is none, or when the repository has more images than are looked through.
   */
  async newestImage(repository: string): Promise<ImageFacts | undefined> {
    const found: ImageFacts[] = [];
    let token: string | undefined;
    for (let page = 1; page <= mostPages; page += 1) {
      const next = token === undefined ? {} : { nextToken: token };
      const filter = { tagStatus: 'TAGGED' } as const;
      const answer = await this.images({ repositoryName: repository, filter, maxResults: 1000, ...next });
      found.push(...(answer?.imageDetails ?? []).filter(canRun).map(factsOf));
      token = answer?.nextToken;
      if (token === undefined) return found.toSorted((a, b) => timeOf(b) - timeOf(a))[0];
    }
    return undefined;
  }

  private images(input: DescribeImagesCommandInput): Promise<DescribeImagesCommandOutput | undefined> {
    const sent = this.client.send(new DescribeImagesCommand({ ...this.registry, ...input }));
    const about = input.repositoryName ?? '';
    return this.asked('DescribeImages', about, absent(sent, 'ImageNotFoundException'));
  }

  private async asked<T>(operation: string, about: string, answer: Promise<T>): Promise<T> {
    try {
      return await answer;
    } catch (error) {
      throw awsFailure(error, { service: 'ecr', operation, about }, ecrFailures);
    }
  }
}

/** An error of this name says that there is none, which is an answer. */
async function absent<T>(answer: Promise<T>, name: string): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (errorName(error) === name) return undefined;
    throw error;
  }
}

const configurations = [
  'application/vnd.oci.image.config.v1+json',
  'application/vnd.docker.container.image.v1+json',
];

/** What a builder keeps as its cache and what refers to an image may have tags as well. An index tells no kind. */
const canRun = ({ artifactMediaType, subjectManifestDigest, imageTags = [] }: ImageDetail): boolean =>
  subjectManifestDigest === undefined &&
  (artifactMediaType === undefined || configurations.includes(artifactMediaType)) &&
  !imageTags.some((tag) => /^sha256-[0-9a-f]{64}(?:\.|$)/.test(tag));

const timeOf = ({ pushedAt }: ImageFacts): number => pushedAt?.getTime() ?? 0;

const factsOf = (detail: ImageDetail): ImageFacts => ({
  digest: detail.imageDigest ?? '',
  pushedAt: detail.imagePushedAt,
  archived: detail.imageStatus !== undefined && detail.imageStatus !== 'ACTIVE',
});
