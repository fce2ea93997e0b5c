import { expect, test } from '@jest/globals';
import {
  BatchGetImageCommand,
  DescribeImageScanFindingsCommand,
  DescribeImagesCommand,
  ListImagesCommand,
  StartImageScanCommand,
  UpdateImageStorageClassCommand,
  type ImageStatusFilter,
} from '@aws-sdk/client-ecr';
import { pushImage, registryOf } from './ecr-images.ts';
import { onStage, type EcrStage } from './ecr-stage.ts';

const repositoryName = 'team/web';
const imageIds = [{ imageTag: 'v1' }];

/** Pushes an image and puts it into the archive. @returns its digest. */
async function archived(stage: EcrStage): Promise<string> {
  const { digest } = await pushImage(stage, { repository: repositoryName, tags: ['v1'] });
  await move(stage, digest, 'ARCHIVE');
  return digest;
}

const move = (stage: EcrStage, imageDigest: string, targetStorageClass: 'ARCHIVE' | 'STANDARD') =>
  stage.client.send(
    new UpdateImageStorageClassCommand({ repositoryName, imageId: { imageDigest }, targetStorageClass }),
  );

const describe = async (stage: EcrStage, imageStatus?: ImageStatusFilter) => {
  const filter = imageStatus === undefined ? {} : { filter: { imageStatus } };
  const command = new DescribeImagesCommand({ repositoryName, imageIds, ...filter });
  return (await stage.client.send(command)).imageDetails?.map((each) => each.imageStatus);
};

test('an archived image is described only to those who ask for it', () =>
  onStage(async (stage) => {
    await archived(stage);
    await expect(describe(stage)).rejects.toMatchObject({ name: 'ImageNotFoundException' });
    expect(await describe(stage, 'ANY')).toEqual(['ARCHIVED']);
    expect(await describe(stage, 'ARCHIVED')).toEqual(['ARCHIVED']);
    const listed = async (filter: object): Promise<number | undefined> =>
      (await stage.client.send(new ListImagesCommand({ repositoryName, ...filter }))).imageIds?.length;
    expect(await listed({})).toBe(0);
    expect(await listed({ filter: { imageStatus: 'ANY' } })).toBe(1);
  }));

test('an archived image can be neither pulled nor scanned', () =>
  onStage(async (stage) => {
    const imageDigest = await archived(stage);
    const { failures } = await stage.client.send(new BatchGetImageCommand({ repositoryName, imageIds }));
    expect(failures?.map(({ failureCode }) => failureCode)).toEqual(['ImageNotFound']);
    expect(await registryOf(stage).findManifest(repositoryName, imageDigest)).toBeUndefined();
    const imageId = { imageDigest };
    const read = new DescribeImageScanFindingsCommand({ repositoryName, imageId });
    expect((await stage.client.send(read)).imageScanStatus?.status).toBe('IMAGE_ARCHIVED');
    const start = new StartImageScanCommand({ repositoryName, imageId });
    await expect(stage.client.send(start)).rejects.toMatchObject({
      name: 'ImageArchivedException',
      message: 'The specified image is archived and cannot be scanned.',
    });
  }));

test('an archived image comes back when it is restored, and when it is pushed again', () =>
  onStage(async (stage) => {
    const digest = await archived(stage);
    expect((await move(stage, digest, 'STANDARD')).imageStatus).toBe('ACTIVE');
    expect(await describe(stage)).toEqual(['ACTIVE']);
    await move(stage, digest, 'ARCHIVE');
    await pushImage(stage, { repository: repositoryName, tags: ['v1'] });
    expect(await describe(stage)).toEqual(['ACTIVE']);
  }));
