/** The client of the actions against the registry of the local cloud: promotions, and what goes wrong on the way. */
import { describe, expect, test } from '@jest/globals';
import { GetAuthorizationTokenCommand } from '@aws-sdk/client-ecr';
import { sha256 } from '@slipway/oci/digest';
import { mediaTypes } from '@slipway/oci/media-types';
import { executePush, planPush, type PushResult } from '@slipway/oci/push';
import { createRegistry, type Registry, type RegistryOptions } from '@slipway/oci/registry';
import { openImage } from '@slipway/oci/remote-image';
import type { FaultWorld } from '../src/world.ts';
import { pushImage } from './ecr-images.ts';
import { ecrWorld, onStage, type EcrStage, type EcrWorld } from './ecr-stage.ts';

/** Its pauses move the clock of the cloud. */
const clientOf = (
  { endpoint, password, clock }: EcrStage,
  options: Partial<RegistryOptions> = {},
): Registry =>
  createRegistry({
    endpoint,
    credentials: { username: 'AWS', password },
    mask: () => undefined,
    clock: { now: () => clock.now(), sleep: async (milliseconds) => clock.advance(milliseconds) },
    random: { next: () => 0.5 },
    ...options,
  });

/** From `team/web` to `fixed`, as v1. */
async function promote(registry: Registry, digest: string): Promise<PushResult> {
  const image = await openImage(registry, 'team/web', digest);
  const target = { registry, repository: 'fixed' };
  const result = await executePush(await planPush(image, ['v1'], target), image, target);
  if (result.stopped !== undefined) throw result.stopped.failure;
  return result;
}

const withFault = (parts: Partial<FaultWorld>): EcrWorld => ({
  ...ecrWorld,
  faults: [
    {
      ...{ operation: '*', resource: '*', error: '', message: 'a fault', skip: 0 },
      ...{ times: 1, when: 'before', delay: 0, ...parts },
    },
  ],
});

const pushed = async (stage: EcrStage): Promise<string> =>
  (await pushImage(stage, { repository: 'team/web', tags: ['v1'] })).digest;

/** Nothing in it can be compressed, so it is as large in the registry as here. */
const noise = (): Buffer => {
  const bytes = Buffer.alloc(400_000);
  for (let at = 0, state = 1; at < bytes.length; at += 1) {
    state = (state * 48271) % 2147483647;
    bytes[at] = state % 256;
  }
  return bytes;
};
const pushedNoise = async (stage: EcrStage): Promise<string> => {
  const files = [{ path: 'noise', content: noise() }];
  return (await pushImage(stage, { repository: 'team/web', tags: ['v1'], files })).digest;
};

describe('a promotion', () => {
  test('has the registry take over the blobs, once the account wants that', () =>
    onStage(
      async (stage) => {
        const result = await promote(clientOf(stage), await pushed(stage));
        expect(result).toMatchObject({ mountedBlobs: 2, pushedBlobs: 0, pushedTags: ['v1'] });
      },
      { ...ecrWorld, blobMounting: 'ENABLED' },
    ));

  test('copies them where the account does not', () =>
    onStage(async (stage) => {
      const result = await promote(clientOf(stage), await pushed(stage));
      expect(result).toMatchObject({ mountedBlobs: 0, pushedBlobs: 2, pushedTags: ['v1'] });
    }));

  test('takes a signature with it, which the registry lists by itself', () =>
    onStage(async (stage) => {
      const registry = clientOf(stage);
      const digest = await pushed(stage);
      const signature = await sign(registry, digest);
      const { pushedReferrers, leftBehind } = await promote(registry, digest);
      expect(pushedReferrers.map(({ root }) => root.digest)).toEqual([signature]);
      expect(leftBehind).toEqual([]);
      expect(await registry.listReferrers('fixed', digest)).toMatchObject({
        keptBy: 'registry',
        referrers: [{ digest: signature }],
      });
      expect(await registry.listTags('fixed')).toEqual(['v1']);
    }));

  test('waits until the image is seen where it was put', () =>
    onStage(
      async (stage) => {
        const digest = await pushed(stage);
        stage.clock.advance(2000);
        expect((await promote(clientOf(stage), digest)).pushedTags).toEqual(['v1']);
      },
      { ...ecrWorld, consistency: { lag: 0, images: 2000 } },
    ));
});

describe('a promotion goes on', () => {
  test.each([
    ['the download', 'ecr:GetDownloadUrlForLayer'],
    ['the upload', 'ecr:UploadLayerPart'],
  ])('where the connection of %s broke', (_, operation) =>
    onStage(
      async (stage) => {
        const digest = await pushedNoise(stage);
        const registry = clientOf(stage, { partBytes: 300_000 });
        await promote(registry, digest);
        expect((await registry.findManifest('fixed', 'v1'))?.digest).toBe(digest);
      },
      withFault({ operation, error: 'ECONNRESET', afterBytes: 150_000 }),
    ),
  );

  test('when its login is over in the middle', () =>
    onStage(async (stage) => {
      const digest = await pushed(stage);
      let renewals = 0;
      const registry = clientOf(stage, {
        renew: async () => {
          renewals += 1;
          const { authorizationData } = await stage.client.send(new GetAuthorizationTokenCommand({}));
          const token = Buffer.from(authorizationData?.[0]?.authorizationToken ?? '', 'base64').toString();
          return { username: 'AWS', password: token.slice('AWS:'.length) };
        },
      });
      await registry.ping();
      stage.clock.advance(13 * 3_600_000);
      await promote(registry, digest);
      expect(renewals).toBe(1);
    }));
});

test('a layer that changed on its way is never put there', () =>
  onStage(
    async (stage) => {
      const registry = clientOf(stage);
      await expect(promote(registry, await pushedNoise(stage))).rejects.toMatchObject({
        code: 'source-differs',
      });
      expect(await registry.listTags('fixed')).toEqual([]);
    },
    // The first that is read is the configuration.
    withFault({ operation: 'ecr:GetDownloadUrlForLayer', error: 'WrongContent', skip: 1, times: 10 }),
  ));

async function sign(registry: Registry, digest: string): Promise<string> {
  const empty = { mediaType: 'application/vnd.oci.empty.v1+json', digest: sha256('{}'), size: 2 };
  const blob = { ...empty, annotations: {}, platform: undefined };
  await registry.uploadBlob('team/web', blob, async function* () {
    yield Buffer.from('{}');
  });
  const mediaType = mediaTypes.ociManifest;
  const subject = { mediaType, digest, size: 1 };
  const artifact = { artifactType: 'example/signature', config: empty, layers: [empty], subject };
  const bytes = Buffer.from(JSON.stringify({ schemaVersion: 2, mediaType, ...artifact }));
  await registry.putManifest('team/web', sha256(bytes), { bytes, mediaType });
  return sha256(bytes);
}
