/** Puts an image of the local cloud into ECR's archive, as a lifecycle rule would. */
export async function archiveImage(endpoint: string, repository: string, digest: string): Promise<void> {
  const response = await fetch(endpoint, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': 'AmazonEC2ContainerRegistry_V20150921.UpdateImageStorageClass',
    },
    body: JSON.stringify({
      repositoryName: repository,
      imageId: { imageDigest: digest },
      targetStorageClass: 'ARCHIVE',
    }),
  });
  if (!response.ok) throw new Error(`${repository}@${digest} was not archived: ${await response.text()}`);
}
