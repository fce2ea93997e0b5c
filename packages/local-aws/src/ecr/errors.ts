/** ECR's refusals by their exact names and texts, in one place, because the API and the registry share them. */
import { ServiceError } from '../service.ts';

/** What every sentence of ECR about a repository needs. */
export interface RepositoryName {
  readonly name: string;
  /** The account, twelve digits. */
  readonly registryId: string;
}

const within = ({ name, registryId }: RepositoryName): string =>
  `the repository with name '${name}' in the registry with id '${registryId}'`;

const listed = (digests: readonly string[]): string => `'[${digests.join(', ')}]'`;

export const repositoryNotFound = ({ name, registryId }: RepositoryName): ServiceError =>
  new ServiceError(
    'RepositoryNotFoundException',
    `The repository with name '${name}' does not exist in the registry with id '${registryId}'`,
  );

export const repositoryExists = ({ name, registryId }: RepositoryName): ServiceError =>
  new ServiceError(
    'RepositoryAlreadyExistsException',
    `The repository with name '${name}' already exists in the registry with id '${registryId}'`,
  );

export const repositoryNotEmpty = ({ name, registryId }: RepositoryName): ServiceError =>
  new ServiceError(
    'RepositoryNotEmptyException',
    `The repository with name '${name}' in registry with id '${registryId}' cannot be deleted because it still contains images`,
  );

export const invalidParameter = (parameter: string, constraint: string): ServiceError =>
  new ServiceError(
    'InvalidParameterException',
    `Invalid parameter at '${parameter}' failed to satisfy constraint: '${constraint}'`,
  );

const policyNames = {
  lifecycle: ['LifecyclePolicyNotFoundException', 'Lifecycle policy'],
  repository: ['RepositoryPolicyNotFoundException', 'Repository policy'],
} as const;

export const policyNotFound = (
  kind: keyof typeof policyNames,
  { name, registryId }: RepositoryName,
): ServiceError =>
  new ServiceError(
    policyNames[kind][0],
    `${policyNames[kind][1]} does not exist for the repository with name '${name}' in the registry with id '${registryId}'`,
  );

export const registryPolicyNotFound = (registryId: string): ServiceError =>
  new ServiceError(
    'RegistryPolicyNotFoundException',
    `Registry policy does not exist in the registry with id '${registryId}'`,
  );

const cacheRule = (prefix: string, registryId: string): string =>
  `The pull through cache rule with prefix '${prefix}' in the registry with id '${registryId}'`;

export const cacheRuleExists = (prefix: string, registryId: string): ServiceError =>
  new ServiceError(
    'PullThroughCacheRuleAlreadyExistsException',
    `${cacheRule(prefix, registryId)} already exists`,
  );

export const cacheRuleNotFound = (prefix: string, registryId: string): ServiceError =>
  new ServiceError(
    'PullThroughCacheRuleNotFoundException',
    `${cacheRule(prefix, registryId)} does not exist`,
  );

const uploadText = (id: string, { name, registryId }: RepositoryName): string =>
  `The upload with id '${id}' in the repository with name '${name}' in the registry with id '${registryId}'`;

export const uploadNotFound = (id: string, repository: RepositoryName): ServiceError =>
  new ServiceError('UploadNotFoundException', `${uploadText(id, repository)} does not exist`);

export const layerPartInvalid = (id: string, lastValid: number, repository: RepositoryName): ServiceError =>
  new ServiceError(
    'InvalidLayerPartException',
    `${uploadText(id, repository)} goes on after byte ${lastValid}: the part does not`,
  );

export const uploadEmpty = (id: string, repository: RepositoryName): ServiceError =>
  new ServiceError('EmptyUploadException', `${uploadText(id, repository)} has no layer parts`);

export const layerInvalid = (digest: string, calculated: string): ServiceError =>
  new ServiceError(
    'InvalidLayerException',
    `The specified digest '${digest}' does not match the digest '${calculated}' that ECR calculated for the layer`,
  );

export const layerExists = (digest: string, repository: RepositoryName): ServiceError =>
  new ServiceError(
    'LayerAlreadyExistsException',
    `Layer '${digest}' already exists within ${within(repository)}`,
  );

export const layerMissing = (digest: string, repository: RepositoryName): ServiceError =>
  new ServiceError(
    'LayersNotFoundException',
    `Layer '${digest}' does not exist within ${within(repository)}`,
  );

export interface ImageId {
  readonly imageDigest?: string | undefined;
  readonly imageTag?: string | undefined;
}

const idText = ({ imageDigest, imageTag }: ImageId): string =>
  `{imageDigest:'${imageDigest ?? 'null'}', imageTag:'${imageTag ?? 'null'}'}`;

export const imageNotFound = (id: ImageId, repository: RepositoryName): ServiceError =>
  new ServiceError(
    'ImageNotFoundException',
    `The image with imageId ${idText(id)} does not exist within ${within(repository)}`,
  );

export const scanNotFound = (id: ImageId, repository: RepositoryName): ServiceError =>
  new ServiceError(
    'ScanNotFoundException',
    `Image scan does not exist for the image with '${idText(id)}' in ${within(repository)}`,
  );

export const scanLimitExceeded = (): ServiceError =>
  new ServiceError(
    'LimitExceededException',
    'The scan quota per image has been exceeded. Wait and try again.',
  );

export const imageArchived = (): ServiceError =>
  new ServiceError('ImageArchivedException', 'The specified image is archived and cannot be scanned.');

export const notScannable = (mediaType: string): ServiceError =>
  new ServiceError(
    'UnsupportedImageTypeException',
    `An artifact with media type '${mediaType}' cannot be scanned.`,
  );

export const tagExists = (tag: string, { name }: RepositoryName): ServiceError =>
  new ServiceError(
    'ImageTagAlreadyExistsException',
    `The image tag '${tag}' already exists in the '${name}' repository and cannot be overwritten because the repository is immutable`,
  );

export const imageExists = (
  digest: string,
  tag: string | undefined,
  { name, registryId }: RepositoryName,
): ServiceError =>
  new ServiceError(
    'ImageAlreadyExistsException',
    `Image with digest '${digest}' and tag '${tag ?? 'null'}' already exists in the repository with name '${name}' in registry with id '${registryId}'`,
  );

export const digestDiffers = (provided: string, calculated: string): ServiceError =>
  new ServiceError(
    'ImageDigestDoesNotMatchException',
    `The specified digest '${provided}' does not match the digest '${calculated}' that ECR calculated for the image`,
  );

export const layersNotFound = (
  digests: readonly string[],
  { name, registryId }: RepositoryName,
): ServiceError =>
  new ServiceError(
    'LayersNotFoundException',
    `Layers with digests ${listed(digests)} required for pushing image into repository with name '${name}' in the registry with id '${registryId}' do not exist`,
  );

export const referencedImagesNotFound = (
  digests: readonly string[],
  { name, registryId }: RepositoryName,
): ServiceError =>
  new ServiceError(
    'ReferencedImagesNotFoundException',
    `Images with digests ${listed(digests)} required for pushing image into repository with name '${name}' in the registry with id '${registryId}' do not exist`,
  );
