/** Puts an image of the local cloud into ECR's archive, as a lifecycle rule would. */
import { askEcr } from '@slipway/local-aws/ask';

export async function archiveImage(endpoint: string, repository: string, digest: string): Promise<void> {
  await askEcr(endpoint, 'UpdateImageStorageClass', {
    repositoryName: repository,
    imageId: { imageDigest: digest },
    targetStorageClass: 'ARCHIVE',
  });
}
