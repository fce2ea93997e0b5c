/** Faults that strike on the way through the registry, and images that are not seen at once. */
import { describe, expect, test } from '@jest/globals';
import { DescribeImagesCommand } from '@aws-sdk/client-ecr';
import { sha256 } from '@slipway/oci/digest';
import type { FaultWorld } from '../src/world.ts';
import { errorOf, onRegistry, putImage, uploadsOf } from './ecr-requests.ts';
import { ecrWorld } from './ecr-stage.ts';

const fault = (parts: Partial<FaultWorld>): FaultWorld => ({
  operation: '*',
  resource: '*',
  error: '',
  message: 'a fault',
  skip: 0,
  times: 1,
  when: 'before',
  delay: 0,
  ...parts,
});

const withFault = (parts: Partial<FaultWorld>) => ({ ...ecrWorld, faults: [fault(parts)] });

const content = 'x'.repeat(200_000);
const blob = `/v2/team/web/blobs/${sha256(content)}`;

describe('a fault', () => {
  test('drops the connection in the middle of a download, once', () =>
    onRegistry(
      async (ask) => {
        await ask('POST', `${uploadsOf('team/web')}?digest=${sha256(content)}`, { body: content });
        const response = await ask('GET', blob);
        const arrived: Buffer[] = [];
        const read = async (): Promise<void> => {
          for await (const chunk of response.body ?? []) arrived.push(Buffer.from(chunk as Uint8Array));
        };
        await expect(read()).rejects.toThrow();
        expect(Buffer.concat(arrived)).toHaveLength(150_000);
        expect(await (await ask('GET', blob)).text()).toBe(content);
      },
      withFault({ operation: 'ecr:GetDownloadUrlForLayer', error: 'ECONNRESET', afterBytes: 150_000 }),
    ));

  test('leaves a body alone that is shorter than it waits for', () =>
    onRegistry(
      async (ask) => {
        expect((await putImage(ask, 'image', { reference: 'v1' })).response.status).toBe(201);
      },
      withFault({ operation: 'ecr:PutImage', error: 'ECONNRESET', afterBytes: 1_000_000 }),
    ));

  test('changes what a layer holds', () =>
    onRegistry(
      async (ask) => {
        await ask('POST', `${uploadsOf('team/web')}?digest=${sha256(content)}`, { body: content });
        const spoiled = await (await ask('GET', blob)).text();
        expect([spoiled.length, sha256(spoiled) === sha256(content)]).toEqual([content.length, false]);
        expect(await (await ask('GET', blob)).text()).toBe(content);
      },
      withFault({ operation: 'ecr:GetDownloadUrlForLayer', error: 'WrongContent' }),
    ));

  test.each(['HEAD', 'GET'])('tells another digest to %s', (method) =>
    onRegistry(
      async (ask) => {
        const { digest } = await putImage(ask, 'image', { reference: 'v1' });
        const told = async () =>
          (await ask(method, '/v2/team/web/manifests/v1')).headers.get('docker-content-digest');
        expect([await told(), await told()]).toEqual([`sha256:${'0'.repeat(64)}`, digest]);
      },
      withFault({ operation: 'ecr:BatchGetImage', error: 'WrongDigest' }),
    ),
  );

  test('answers with an error of the registry, by the right that a request needs', () =>
    onRegistry(
      async (ask) => {
        const { response } = await putImage(ask, 'image', { reference: 'v1' });
        expect(await errorOf(response)).toEqual([429, 'TOOMANYREQUESTS', 'a fault']);
        expect((await putImage(ask, 'image', { reference: 'v1' })).response.status).toBe(201);
      },
      withFault({ operation: 'ecr:PutImage', error: 'TOOMANYREQUESTS', status: 429 }),
    ));
});

describe('an image that was pushed a moment ago', () => {
  const late = { ...ecrWorld, consistency: { lag: 0, images: 2000 } };

  test('is not found yet, by registry or API, and is after the lag', () =>
    onRegistry(async (ask, { client, clock }) => {
      const { digest } = await putImage(ask, 'image', { reference: 'v1' });
      const found = async () => {
        const statuses = ['v1', digest].map(
          async (at) => (await ask('HEAD', `/v2/team/web/manifests/${at}`)).status,
        );
        const { imageDetails } = await client.send(new DescribeImagesCommand({ repositoryName: 'team/web' }));
        const { tags } = (await (await ask('GET', '/v2/team/web/tags/list')).json()) as { tags: string[] };
        return [...(await Promise.all(statuses)), imageDetails?.length, tags];
      };
      expect(await found()).toEqual([404, 404, 0, []]);
      clock.advance(2000);
      expect(await found()).toEqual([200, 200, 1, ['v1']]);
    }, late));

  test('leaves its tag to the one before for so long, and is there for whoever pushes', () =>
    onRegistry(async (ask, { clock }) => {
      const held = async () =>
        (await ask('HEAD', '/v2/team/web/manifests/v1')).headers.get('docker-content-digest');
      const one = await putImage(ask, 'one', { reference: 'v1' });
      clock.advance(2000);
      const two = await putImage(ask, 'two', { reference: 'v1' });
      clock.advance(1000);
      const three = await putImage(ask, 'three', { reference: 'v1' });
      expect(await held()).toBe(one.digest);
      clock.advance(1000);
      expect(await held()).toBe(two.digest);
      clock.advance(1000);
      expect(await held()).toBe(three.digest);
    }, late));
});
