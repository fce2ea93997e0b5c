/** The resources that operations of ECR name. Pure. */
import { byArn, text, texts, type Row, type Rows } from './row.ts';

const repository: Row = (input, arn) => [arn('repository/', text(input, 'repositoryName'))];

const repositories: Row = (input, arn) => {
  const names = texts(input, 'repositoryNames');
  return (names.length === 0 ? ['*'] : names).map((name) => arn('repository/', name));
};

export const ecr: Rows = {
  ...Object.fromEntries(
    [
      'BatchCheckLayerAvailability',
      'BatchDeleteImage',
      'BatchGetImage',
      'CompleteLayerUpload',
      'CreateRepository',
      'DeleteLifecyclePolicy',
      'DeleteRepository',
      'DeleteRepositoryPolicy',
      'DescribeImages',
      'DescribeImageScanFindings',
      'GetDownloadUrlForLayer',
      'GetLifecyclePolicy',
      'GetLifecyclePolicyPreview',
      'GetRepositoryPolicy',
      'InitiateLayerUpload',
      'ListImageReferrers',
      'ListImages',
      'PutImage',
      'PutImageScanningConfiguration',
      'PutImageTagMutability',
      'PutLifecyclePolicy',
      'SetRepositoryPolicy',
      'StartImageScan',
      'StartLifecyclePolicyPreview',
      'UpdateImageStorageClass',
      'UploadLayerPart',
    ].map((operation) => [operation, repository]),
  ),
  BatchGetRepositoryScanningConfiguration: repositories,
  ListTagsForResource: byArn('resourceArn'),
  TagResource: byArn('resourceArn'),
  UntagResource: byArn('resourceArn'),
  DescribeRepositories: repositories,
};
