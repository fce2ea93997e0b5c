import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import { describe, expect, test } from '@jest/globals';
import {
  CreateRepositoryCommand,
  GetAccountSettingCommand,
  PutAccountSettingCommand,
} from '@aws-sdk/client-ecr';
import { sha256 } from '@slipway/oci/digest';
import { rangeOf } from '../src/ecr/registry/blobs.ts';
import { isNextChunk } from '../src/ecr/registry/uploads.ts';
import { begin, errorOf, loggedInAgain, onRegistry, uploadsOf, type Ask } from './ecr-requests.ts';
import { ecrWorld } from './ecr-stage.ts';

const content = 'hello world';
const digest = sha256(content);
const day = 24 * 3_600_000;

test.each([
  ['nothing', undefined, undefined],
  ['the first bytes', 'bytes=0-4', { start: 0, end: 4 }],
  ['all from a byte on', 'bytes=4-', { start: 4, end: 9 }],
  ['the last bytes', 'bytes=-3', { start: 7, end: 9 }],
  ['more last bytes than there are', 'bytes=-30', { start: 0, end: 9 }],
  ['bytes beyond the end', 'bytes=8-30', { start: 8, end: 9 }],
])('a range that asks for %s of ten bytes', (_name, header, range) => {
  expect(rangeOf(header, 10)).toEqual(range);
});

test.each(['bytes=10-', 'bytes=5-4', 'bytes=-', 'bytes=a-b', 'lines=0-1'])(
  'a range that cannot be given: %s',
  (header) => {
    expect(() => rangeOf(header, 10)).toThrow('The range can not be satisfied');
  },
);

test.each([
  ['no place', undefined, '5', true],
  ['the next place', '10-14', '5', true],
  ['the next place, as docker writes it', 'bytes 10-14', '5', true],
  ['the next place without its length', '10-14', undefined, true],
  ['a place after a gap', '11-15', '5', false],
  ['a place that is taken', '5-9', '5', false],
  ['another length', '10-14', '6', false],
  ['nonsense', 'all', '5', false],
])('after ten bytes, a chunk with %s', (_name, range, length, isNext) => {
  expect(isNextChunk(range, length, 10)).toBe(isNext);
});

describe('an upload', () => {
  test('goes on where a connection broke in the middle of a chunk', () =>
    onRegistry(
      async (ask) => {
        const path = await begin(ask);
        await expect(ask('PATCH', path, { body: content })).rejects.toThrow();
        expect((await ask('GET', path)).headers.get('range')).toBe('0-5');
        const rest = { body: content.slice(6), headers: { 'content-range': '6-10' } };
        expect((await ask('PATCH', path, rest)).headers.get('range')).toBe('0-10');
        expect((await ask('PUT', `${path}?digest=${digest}`)).status).toBe(201);
        expect(await (await ask('GET', `/v2/team/web/blobs/${digest}`)).text()).toBe(content);
      },
      { ...ecrWorld, faults: [cut('ecr:UploadLayerPart', 6)] },
    ));

  test('is over after a day', () =>
    onRegistry(async (ask, stage) => {
      const path = await begin(ask);
      await ask('PATCH', path, { body: content });
      stage.clock.advance(day - 1);
      const again = await loggedInAgain(stage);
      expect((await again('GET', path)).status).toBe(204);
      stage.clock.advance(1);
      expect((await again('GET', path)).status).toBe(404);
    }));

  test('of another repository is unknown', () =>
    onRegistry(async (ask) => {
      const path = await begin(ask);
      const other = path.replace('/team/web/', '/fixed/');
      expect(await errorOf(await ask('PATCH', other, { body: content }))).toEqual([
        404,
        'BLOB_UPLOAD_UNKNOWN',
        'blob upload unknown to registry',
      ]);
    }));

  test('of more than a layer may have is refused before it is sent', () =>
    onRegistry(async (ask, { endpoint, login }) => {
      const size = 52_000 * 1024 * 1024 + 1;
      const sending = request(new URL(await begin(ask), endpoint), {
        method: 'PATCH',
        headers: { authorization: login, 'content-length': size },
      });
      sending.flushHeaders();
      const [response] = (await once(sending, 'response')) as [IncomingMessage];
      sending.on('error', () => undefined).destroy();
      expect(response.statusCode).toBe(413);
    }));
});

const cut = (operation: string, afterBytes: number) => ({
  operation,
  resource: '*',
  error: 'ECONNRESET',
  message: 'a fault',
  skip: 0,
  times: 1,
  when: 'before' as const,
  delay: 0,
  afterBytes,
});

describe('a blob of another repository', () => {
  const mount = async (ask: Ask, from: string, to: string): Promise<number> => {
    await ask('POST', `${uploadsOf(from)}?digest=${digest}`, { body: content });
    return (await ask('POST', `${uploadsOf(to)}?mount=${digest}&from=${from}`)).status;
  };

  test('is not mounted, and an upload begins, as long as the account does not want it', () =>
    onRegistry(async (ask, { client }) => {
      expect(await mount(ask, 'team/web', 'fixed')).toBe(202);
      await client.send(new PutAccountSettingCommand({ name: 'BLOB_MOUNTING', value: 'ENABLED' }));
      expect(await client.send(new GetAccountSettingCommand({ name: 'BLOB_MOUNTING' }))).toMatchObject({
        name: 'BLOB_MOUNTING',
        value: 'ENABLED',
      });
      expect(await mount(ask, 'team/web', 'fixed')).toBe(201);
    }));

  test('is mounted only where both are encrypted alike', () =>
    onRegistry(
      async (ask, { client }) => {
        const encryptionConfiguration = { encryptionType: 'KMS' as const, kmsKey: 'k' };
        await client.send(new CreateRepositoryCommand({ repositoryName: 'secret', encryptionConfiguration }));
        await client.send(new CreateRepositoryCommand({ repositoryName: 'silent', encryptionConfiguration }));
        expect(await mount(ask, 'team/web', 'secret')).toBe(202);
        expect(await mount(ask, 'secret', 'silent')).toBe(201);
      },
      { ...ecrWorld, blobMounting: 'ENABLED' },
    ));

  test('is mounted only by whoever may read it there', () =>
    onRegistry(
      async (ask) => {
        expect(await mount(ask, 'team/web', 'fixed')).toBe(202);
      },
      {
        ...ecrWorld,
        blobMounting: 'ENABLED',
        deny: [{ action: 'ecr:GetDownloadUrlForLayer', resource: '*/team/web' }],
      },
    ));
});
