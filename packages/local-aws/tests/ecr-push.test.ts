import { describe, expect, test } from '@jest/globals';
import { sha256 } from '@slipway/oci/digest';
import { mediaTypes } from '@slipway/oci/media-types';
import { createServer, type Server } from 'node:http';
import { pushImage, registryOf } from './ecr-images.ts';
import { ecrWorld, onStage } from './ecr-stage.ts';

const blobOf = (bytes: Uint8Array) => ({
  mediaType: mediaTypes.ociLayer,
  digest: sha256(bytes),
  size: bytes.byteLength,
  annotations: {},
  platform: undefined,
});

const opened = (bytes: Uint8Array) =>
  async function* (): AsyncGenerator<Uint8Array> {
    yield bytes;
  };

const fault = {
  operation: 'PUT /v2/team/web/manifests/*',
  resource: '*',
  message: 'a fault',
  status: 500,
  skip: 0,
  times: 9,
  delay: 0,
};

describe('a push that goes wrong in the middle', () => {
  test('leaves the image when only the answers are lost', () =>
    onStage(
      async (stage) => {
        await expect(pushImage(stage, { repository: 'team/web', tags: ['v1'] })).rejects.toThrow();
        expect(await registryOf(stage).findManifest('team/web', 'v1')).toBeDefined();
      },
      { ...ecrWorld, faults: [{ ...fault, error: 'ECONNRESET', when: 'after' }] },
    ));

  test('leaves no image when the requests are lost', () =>
    onStage(
      async (stage) => {
        await expect(pushImage(stage, { repository: 'team/web', tags: ['v1'] })).rejects.toThrow();
        expect(await registryOf(stage).findManifest('team/web', 'v1')).toBeUndefined();
      },
      { ...ecrWorld, faults: [{ ...fault, error: 'ECONNRESET', when: 'before' }] },
    ));

  test('is told that the rate is exceeded at the eleventh manifest of a second, by API or registry', () =>
    onStage(
      async ({ endpoint }) => {
        const put = async () =>
          (await fetch(`${endpoint}/v2/team/web/manifests/v1`, { method: 'PUT' })).status;
        const statuses: number[] = [];
        for (let count = 0; count < 11; count += 1) statuses.push(await put());
        expect(statuses).toEqual([...Array.from({ length: 10 }, () => 401), 429]);
      },
      { ...ecrWorld, throttling: 'aws' },
    ));
});

describe('pushing to the registry of the local cloud', () => {
  test('sends every blob once and nothing the second time', () =>
    onStage(async (stage) => {
      const first = await pushImage(stage, { repository: 'team/web', tags: ['v1', 'latest'] });
      expect(first.result).toMatchObject({ pushedBlobs: 2, pushedTags: ['v1', 'latest'], presentTags: [] });
      const second = await pushImage(stage, { repository: 'team/web', tags: ['v1'] });
      expect(second.digest).toBe(first.digest);
      expect(second.result).toMatchObject({ pushedBlobs: 0, pushedBytes: 0 });
      expect(await registryOf(stage).listTags('team/web')).toEqual(['latest', 'v1']);
    }));

  test('finds by tag and by digest what was pushed, byte for byte', () =>
    onStage(async (stage) => {
      const { digest } = await pushImage(stage, { repository: 'team/web', tags: ['v1'] });
      const registry = registryOf(stage);
      const found = { digest, mediaType: mediaTypes.ociManifest };
      expect(await registry.findManifest('team/web', 'v1')).toEqual(found);
      expect(await registry.findManifest('team/web', digest)).toEqual(found);
      expect(sha256((await registry.readManifest('team/web', 'v1'))?.bytes ?? '')).toBe(digest);
      expect(await registry.findManifest('team/web', 'v2')).toBeUndefined();
    }));

  test('counts an immutable tag with the same digest as pushed before', () =>
    onStage(async (stage) => {
      await pushImage(stage, { repository: 'fixed', tags: ['v1'] });
      const again = await pushImage(stage, { repository: 'fixed', tags: ['v1'] });
      expect(again.result).toMatchObject({ pushedTags: [], presentTags: ['v1'] });
    }));

  test('says in one sentence that an immutable tag holds something else', () =>
    onStage(async (stage) => {
      const first = await pushImage(stage, { repository: 'fixed', tags: ['v1'] });
      const second = await pushImage(stage, { repository: 'fixed', tags: ['v2'], sourceDateEpoch: 1 });
      const moved = pushImage(stage, { repository: 'fixed', tags: ['v1'], sourceDateEpoch: 1 });
      await expect(moved).rejects.toMatchObject({
        kind: 'input',
        code: 'tag-immutable',
        message: `The tag v1 of fixed can't be moved to ${second.digest}: the tags of the repository are immutable, and it holds ${first.digest}. Use another tag.`,
      });
    }));

  test('says in one sentence that the role may not push', () =>
    onStage(
      async (stage) => {
        const host = new URL(stage.endpoint).host;
        const push = pushImage(stage, { repository: 'fixed', tags: ['v1'] });
        await expect(push).rejects.toMatchObject({ kind: 'setup', code: 'registry-denied' });
        await expect(push).rejects.toThrow(
          new RegExp(
            `^The registry ${host} denied the upload of the blob sha256:[0-9a-f]{12} in fixed: User: arn:aws:iam::123456789012:user/local is not authorized to perform: ecr:InitiateLayerUpload on resource: arn:aws:ecr:eu-west-1:123456789012:repository/fixed because no identity-based policy allows the ecr:InitiateLayerUpload action\\. Allow it in the role that this job assumes; the permissions are in the README of this action\\.$`,
          ),
        );
      },
      { ...ecrWorld, deny: [{ action: 'ecr:InitiateLayerUpload', resource: '*' }] },
    ));

  test('says in one sentence that the repository is unknown', () =>
    onStage(async (stage) => {
      const host = new URL(stage.endpoint).host;
      const bytes = Buffer.from('x');
      const upload = registryOf(stage).uploadBlob('nowhere', blobOf(bytes), opened(bytes));
      await expect(upload).rejects.toThrow(
        `The repository nowhere was not found in ${host}: The repository with name 'nowhere' does not exist in the registry with id '123456789012'. Create it first, or correct its name.`,
      );
    }));

  test('says in one sentence that the login is not accepted', () =>
    onStage(async ({ endpoint }) => {
      const registry = registryOf({ endpoint, password: 'wrong' });
      await expect(registry.ping()).rejects.toThrow(
        `The registry ${new URL(endpoint).host} does not accept the login: Not Authorized. Look whether the credentials of this job belong to the account of the registry.`,
      );
    }));

  test('does not send a blob to its end that is not what its digest says', () =>
    onStage(async (stage) => {
      const blob = { ...blobOf(Buffer.from('x')), digest: sha256('y') };
      const upload = registryOf(stage).uploadBlob('team/web', blob, opened(Buffer.from('x')));
      await expect(upload).rejects.toMatchObject({ code: 'blob-changed' });
    }));

  test('takes a blob over from another repository without sending it, where the account mounts blobs', () =>
    onStage(
      async (stage) => {
        const registry = registryOf(stage);
        const bytes = Buffer.from('layer');
        const blob = blobOf(bytes);
        const { digest } = blob;
        await registry.uploadBlob('team/web', blob, opened(bytes));
        expect(await registry.hasBlob('fixed', digest)).toBe(false);
        const mount = { mountFrom: 'team/web' };
        expect(await registry.uploadBlob('fixed', blob, opened(bytes), mount)).toBe('mounted');
        expect(await registry.hasBlob('fixed', digest)).toBe(true);
      },
      { ...ecrWorld, blobMounting: 'ENABLED' },
    ));
});

test('an upload that a registry answers with 503 is sent again as a whole, with its length', async () => {
  const seen: string[] = [];
  const server = createServer((request, response) => {
    request.resume().on('end', () => {
      seen.push(`${request.method ?? ''} ${request.headers['content-length'] ?? 'chunked'}`);
      if (request.method === 'POST')
        return response.writeHead(202, { location: '/v2/web/up/1?state=a' }).end();
      return response.writeHead(seen.length > 2 ? 201 : 503, { 'retry-after': '7' }).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    const bytes = Buffer.from('layer');
    await registryOf({ endpoint: `http://127.0.0.1:${portOf(server)}`, password: '' }).uploadBlob(
      'web',
      blobOf(bytes),
      opened(bytes),
    );
    expect(seen).toEqual(['POST 0', 'PUT 5', 'POST 0', 'PUT 5']);
  } finally {
    server.closeAllConnections();
    server.close();
  }
});

test('a registry that can not be reached is said so in one sentence', async () => {
  // A port that was free a moment ago.
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const host = `127.0.0.1:${portOf(server)}`;
  await new Promise((resolve) => server.close(resolve));
  const ping = registryOf({ endpoint: `http://${host}`, password: '' }).ping();
  await expect(ping).rejects.toMatchObject({ kind: 'upstream', code: 'registry-unreachable' });
  await expect(ping).rejects.toThrow(
    `The registry ${host} could not be reached for the login: connect ECONNREFUSED ${host}. Re-run the job; if it stays, look at the network between the runner and the registry.`,
  );
});

function portOf(server: Server): number {
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('the server does not listen');
  return address.port;
}
