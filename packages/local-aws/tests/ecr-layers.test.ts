/** Layers over the API: what ECR's own proxy does for docker. */
import { expect, test } from '@jest/globals';
import {
  CompleteLayerUploadCommand,
  GetDownloadUrlForLayerCommand,
  InitiateLayerUploadCommand,
  UploadLayerPartCommand,
} from '@aws-sdk/client-ecr';
import { sha256 } from '@slipway/oci/digest';
import { onStage, type EcrStage } from './ecr-stage.ts';

const repositoryName = 'team/web';
const content = Buffer.from('hello world');
const layerDigest = sha256(content);

const beginUpload = async ({ client }: EcrStage): Promise<string> =>
  (await client.send(new InitiateLayerUploadCommand({ repositoryName }))).uploadId ?? '';

const sendPart = ({ client }: EcrStage, uploadId: string, partFirstByte: number, bytes: Uint8Array) => {
  const partLastByte = partFirstByte + bytes.byteLength - 1;
  const part = { repositoryName, uploadId, partFirstByte, partLastByte, layerPartBlob: bytes };
  return client.send(new UploadLayerPartCommand(part));
};

const completeUpload = ({ client }: EcrStage, uploadId: string, digest = layerDigest) =>
  client.send(new CompleteLayerUploadCommand({ repositoryName, uploadId, layerDigests: [digest] }));

test('a layer goes up in parts, and comes down by a link that needs no login, for an hour', () =>
  onStage(async (stage) => {
    const uploadId = await beginUpload(stage);
    await sendPart(stage, uploadId, 0, content.subarray(0, 5));
    const { lastByteReceived } = await sendPart(stage, uploadId, 5, content.subarray(5));
    expect(lastByteReceived).toBe(10);
    expect(await completeUpload(stage, uploadId)).toMatchObject({ layerDigest });
    const command = new GetDownloadUrlForLayerCommand({ repositoryName, layerDigest });
    const { downloadUrl = '' } = await stage.client.send(command);
    expect(await (await fetch(downloadUrl)).text()).toBe('hello world');
    stage.clock.advance(3_600_000);
    expect((await fetch(downloadUrl)).status).toBe(403);
  }));

test('what is wrong about an upload has the names of ECR', () =>
  onStage(async (stage) => {
    const uploadId = await beginUpload(stage);
    await expect(completeUpload(stage, uploadId)).rejects.toMatchObject({ name: 'EmptyUploadException' });
    await expect(sendPart(stage, uploadId, 3, content)).rejects.toMatchObject({
      name: 'InvalidLayerPartException',
    });
    await expect(sendPart(stage, 'none', 0, content)).rejects.toMatchObject({
      name: 'UploadNotFoundException',
    });
    await sendPart(stage, uploadId, 0, content);
    await expect(completeUpload(stage, uploadId, sha256('other'))).rejects.toMatchObject({
      name: 'InvalidLayerException',
    });
    await expect(completeUpload(stage, uploadId)).rejects.toMatchObject({ name: 'UploadNotFoundException' });
    const missing = new GetDownloadUrlForLayerCommand({ repositoryName, layerDigest });
    await expect(stage.client.send(missing)).rejects.toMatchObject({ name: 'LayersNotFoundException' });
  }));

test('a layer that is there already is not taken again', () =>
  onStage(async (stage) => {
    for (const ends of ['taken', 'refused']) {
      const uploadId = await beginUpload(stage);
      await sendPart(stage, uploadId, 0, content);
      if (ends === 'taken') await completeUpload(stage, uploadId);
      else {
        const again = completeUpload(stage, uploadId);
        await expect(again).rejects.toMatchObject({ name: 'LayerAlreadyExistsException' });
      }
    }
  }));
