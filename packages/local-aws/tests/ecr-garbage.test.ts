/** What is on the disk, and how long: layers, uploads, and nothing at the end. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { BatchDeleteImageCommand, DeleteRepositoryCommand } from '@aws-sdk/client-ecr';
import { hexOf, sha256 } from '@slipway/oci/digest';
import { begin, loggedInAgain, onRegistry, putImage, uploadsOf } from './ecr-requests.ts';
import type { EcrStage } from './ecr-stage.ts';

const day = 24 * 3_600_000;

/** The hexadecimal digests of the blobs, and how many uploads are unfinished. */
async function onDisk({ storage }: EcrStage): Promise<{ blobs: readonly string[]; uploads: number }> {
  const names = async (folder: string): Promise<readonly string[]> =>
    readdir(join(storage, 'ecr', folder)).catch(() => []);
  return { blobs: await names('blobs/sha256'), uploads: (await names('uploads')).length };
}

test('a layer that no image needs goes a day after it came, and one that is needed stays', () =>
  onRegistry(async (ask, stage) => {
    await putImage(ask, 'image', { reference: 'v1' });
    await ask('POST', `${uploadsOf('team/web')}?digest=${sha256('loose')}`, { body: 'loose' });
    expect((await onDisk(stage)).blobs).toHaveLength(2);
    stage.clock.advance(day);
    const again = await loggedInAgain(stage);
    expect((await again('HEAD', `/v2/team/web/blobs/${sha256('loose')}`)).status).toBe(404);
    expect((await onDisk(stage)).blobs).toEqual([hexOf(sha256(JSON.stringify({ name: 'image' })))]);
  }));

test('a layer of two repositories goes with the last of them', () =>
  onRegistry(async (ask, stage) => {
    const { digest } = await putImage(ask, 'image');
    await putImage(ask, 'image', { repository: 'fixed' });
    await stage.client.send(new DeleteRepositoryCommand({ repositoryName: 'fixed', force: true }));
    stage.clock.advance(day);
    await loggedInAgain(stage);
    expect((await onDisk(stage)).blobs).toHaveLength(1);
    const imageIds = [{ imageDigest: digest }];
    await stage.client.send(new BatchDeleteImageCommand({ repositoryName: 'team/web', imageIds }));
    stage.clock.advance(day);
    await loggedInAgain(stage);
    expect((await onDisk(stage)).blobs).toEqual([]);
  }));

test('an upload that nobody finishes goes a day after it began', () =>
  onRegistry(async (ask, stage) => {
    await ask('PATCH', await begin(ask), { body: 'half' });
    expect((await onDisk(stage)).uploads).toBe(1);
    stage.clock.advance(day);
    await loggedInAgain(stage);
    expect((await onDisk(stage)).uploads).toBe(0);
  }));

test('nothing is left when the cloud ends', () =>
  onRegistry(async (ask, stage) => {
    await putImage(ask, 'image');
    await ask('PATCH', await begin(ask), { body: 'half' });
    await stage.ecr.close();
    expect(await readdir(stage.storage)).toEqual([]);
  }));
