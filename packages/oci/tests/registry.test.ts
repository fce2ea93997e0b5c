import { afterEach, describe, expect, test } from '@jest/globals';
import { createServer, type RequestListener, type Server } from 'node:http';
import { inputFailure } from '@slipway/action-kit/failures';
import { sha256 } from '../src/digest.ts';
import { openLayout } from '../src/layout.ts';
import type { Descriptor } from '../src/manifest.ts';
import type { TagRule } from '../src/put-tag.ts';
import { createRegistry, type Registry } from '../src/registry.ts';
import { imageOf, layoutOf } from './layout-fixture.ts';
import { closeRegistries, memoryRegistry } from './memory-registry.ts';
import { manualTime } from './manual-time.ts';

const servers: Server[] = [];
afterEach(closeRegistries);
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

interface Asked {
  readonly registry: Registry;
  readonly host: string;
  /** `PUT /v2/…`, in order. */
  readonly calls: string[];
  readonly sleeps: readonly number[];
}

/** A registry on the loopback that answers so; it starts every upload that it is asked for. */
async function registryThat(answer: RequestListener): Promise<Asked> {
  const calls: string[] = [];
  const server = createServer((request, response) => {
    const { method = '', url = '' } = request;
    calls.push(`${method} ${url.replace(/\?.*$/, '')}`);
    // A client that breaks off is no concern of the registry.
    request.on('error', () => undefined).resume();
    if (method === 'POST') response.writeHead(202, { location: '/v2/web/up/1' }).end();
    else answer(request, response);
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const host = `127.0.0.1:${String(typeof address === 'object' ? address?.port : 0)}`;
  const time = manualTime();
  const registry = createRegistry({
    endpoint: `http://${host}`,
    credentials: undefined,
    mask: () => undefined,
    ...time,
  });
  return { registry, host, calls, sleeps: time.sleeps };
}

const created: RequestListener = (request, response) => {
  request.on('end', () => response.writeHead(201).end());
};

const blobOf = (content: string): Descriptor => ({
  mediaType: 'x',
  digest: sha256(content),
  size: content.length,
  annotations: {},
  platform: undefined,
});

describe('a small blob', () => {
  const answering = (content: string): RequestListener => {
    return (_, response) => response.writeHead(200).end(content);
  };

  test('is read as it is', async () => {
    const { registry, calls } = await registryThat(answering('{}'));
    expect(Buffer.from(await registry.readBlob('web', blobOf('{}'))).toString()).toBe('{}');
    expect(calls).toEqual([`GET /v2/web/blobs/${sha256('{}')}`]);
  });

  test('that is not what its digest promises is refused', async () => {
    const { registry } = await registryThat(answering('other'));
    await expect(registry.readBlob('web', blobOf('{}'))).rejects.toMatchObject({
      message: expect.stringContaining(`instead of ${sha256('{}')}`),
    });
  });

  test('that is none is not fetched', async () => {
    const { registry, calls } = await registryThat(answering('{}'));
    const layer = { ...blobOf('{}'), size: 5 * 1024 * 1024 };
    await expect(registry.readBlob('web', layer)).rejects.toMatchObject({
      message: expect.stringContaining('has 5242880 bytes'),
    });
    expect(calls).toEqual([]);
  });
});

describe('an answer that does not end', () => {
  /** Says nothing about its length. */
  const endless =
    (status: number): RequestListener =>
    (_, response) => {
      response.writeHead(status, { 'content-type': 'application/vnd.oci.image.index.v1+json' });
      const more = (): void => {
        if (response.destroyed) return;
        response.write(Buffer.alloc(65_536, 'x'), more);
      };
      more();
    };

  test.each([
    ['a manifest', (registry: Registry) => registry.readManifest('web', 'v1')],
    ['a blob', (registry: Registry) => registry.readBlob('web', blobOf('{}'))],
    ['a list of referrers', (registry: Registry) => registry.listReferrers('web', sha256('{}'))],
    ['a list of tags', (registry: Registry) => registry.listTags('web')],
  ])('is not read on as %s', async (_, ask) => {
    const { registry } = await registryThat(endless(200));
    await expect(ask(registry)).rejects.toMatchObject({
      code: 'registry-refused',
      why: 'HTTP 200, SIZE_INVALID, its answer has more than 4194304 bytes',
    });
  });

  test('is an error all the same, by its status', async () => {
    const { registry } = await registryThat(endless(400));
    await expect(registry.readManifest('web', 'v1')).rejects.toMatchObject({ code: 'registry-refused' });
  });
});

test('every exchange is told with its status, and neither its query nor its headers', async () => {
  const lines: string[] = [];
  const memory = await memoryRegistry(
    { fault: ({ method }, response) => method === 'GET' && response.destroy() },
    { debug: (line) => lines.push(line), credentials: { username: 'AWS', password: 'secret' }, atOnce: true },
  );
  const content = blobOf('layer');
  await memory.registry.uploadBlob('web', content, async function* () {
    yield Buffer.from('layer');
  });
  await expect(memory.registry.readManifest('web', 'v1')).rejects.toThrow();
  const place = `${memory.host}/v2/web`;
  expect(lines).toEqual([
    `POST ${place}/blobs/uploads/: 202`,
    `PUT ${place}/blobs/uploads/1: 201`,
    ...Array.from({ length: 5 }, () => `GET ${place}/manifests/v1: no answer`),
  ]);
});

test('a list of tags that is none is refused in a sentence', async () => {
  const { registry } = await registryThat((_, response) => response.writeHead(200).end('<html>'));
  await expect(registry.listTags('web')).rejects.toMatchObject({
    why: 'HTTP 200, its answer is not JSON',
  });
});

describe('what is wrong with the content of an upload', () => {
  test('is told as what it is and not tried again, however it looks', async () => {
    const { registry, calls, sleeps } = await registryThat(created);
    // What fetch makes of a broken connection has just this shape.
    const broken = new TypeError('terminated', { cause: new Error('EIO: i/o error, read') });
    const upload = registry.uploadBlob('web', blobOf('layer'), async function* () {
      yield Buffer.from('la');
      throw broken;
    });
    await expect(upload).rejects.toBe(broken);
    expect([calls.filter((call) => call.startsWith('POST')), sleeps]).toEqual([
      ['POST /v2/web/blobs/uploads/'],
      [],
    ]);
  });

  test('names the blob of the layout that the disk could not read', async () => {
    const { registry, sleeps } = await registryThat(created);
    const { manifest, blobs } = imageOf('layer');
    const files = layoutOf([manifest], blobs);
    const disk = { isWorn: false };
    const layout = await openLayout('image', {
      ...files,
      stream: async function* (path) {
        if (disk.isWorn) throw new Error('EIO: i/o error, read');
        yield* files.stream(path);
      },
    });
    disk.isWorn = true;
    const [, layer = blobOf('')] = layout.blobs;
    const upload = registry.uploadBlob('web', layer, () =>
      layout.open(layer.digest, { from: 0, until: layer.size }),
    );
    await expect(upload).rejects.toMatchObject({
      kind: 'setup',
      code: 'layout-read-failed',
      message: `The OCI layout image could not be read: the blob ${layer.digest}: EIO: i/o error, read. Look at the disk of the runner, then re-run the job.`,
    });
    expect(sleeps).toEqual([]);
  });

  test.each([
    ['ends too early', 'lay', 'it ends after 3 bytes instead of 5'],
    ['is another', 'lagen', `its content has the digest ${sha256('lagen')}`],
  ])('is told when it %s', async (_, content, why) => {
    const { registry, sleeps } = await registryThat(created);
    const { digest } = blobOf('layer');
    const upload = registry.uploadBlob('web', blobOf('layer'), async function* () {
      yield Buffer.from(content);
    });
    await expect(upload).rejects.toMatchObject({
      kind: 'input',
      code: 'blob-changed',
      message: `The blob ${digest.slice(0, 19)} is not what its digest promises: ${why}. Let nothing write to the image while it is pushed, then re-run the job.`,
    });
    expect(sleeps).toEqual([]);
  });
});

describe('a registry that asks for time', () => {
  /** Answers once with 503 and these headers. */
  const busyOnce = (headers: Readonly<Record<string, string>>): RequestListener => {
    let asked = 0;
    return (_, response) => void response.writeHead((asked += 1) === 1 ? 503 : 200, headers).end();
  };

  test.each([
    ['in seconds', { 'retry-after': '90' }, 90_000],
    [
      'by a date',
      { 'retry-after': 'Sat, 21 Nov 2026 10:01:00 GMT', date: 'Sat, 21 Nov 2026 10:00:00 GMT' },
      60_000,
    ],
    ['in words', { 'retry-after': 'soon' }, 300],
  ])('is given it, %s', async (_, headers, pause) => {
    const { registry, sleeps } = await registryThat(busyOnce(headers));
    await registry.ping();
    expect(sleeps).toEqual([pause]);
  });

  test('is not waited for when it asks for more than two minutes', async () => {
    const { registry, host, sleeps } = await registryThat(busyOnce({ 'retry-after': '601' }));
    await expect(registry.ping()).rejects.toMatchObject({
      kind: 'upstream',
      code: 'registry-unavailable',
      message: `The registry ${host} asks to be left alone for 11 minutes before the login: HTTP 503; this action waits 2 minutes at most. Nothing is wrong with the workflow: re-run the job in 11 minutes.`,
    });
    expect(sleeps).toEqual([]);
  });
});

describe('a tag that is to be put only when it is new', () => {
  const manifest = { bytes: Buffer.from('{}'), mediaType: 'x' };
  const onlyNew: TagRule = (tag, holds) => {
    if (holds === undefined) return 'put';
    throw inputFailure({ code: 'taken', what: `${tag} holds ${holds}` });
  };

  test('is not put again over what somebody else put while the registry was busy', async () => {
    let isTaken = false;
    const { registry, calls } = await registryThat((request, response) => {
      if (request.method === 'PUT') {
        isTaken = true;
        return void response.writeHead(503).end();
      }
      response.writeHead(isTaken ? 200 : 404, { 'docker-content-digest': sha256('theirs') }).end();
    });
    await expect(registry.putTag('web', 'v1', manifest, onlyNew)).rejects.toMatchObject({ code: 'taken' });
    expect(calls.map((call) => call.split(' ')[0])).toEqual(['HEAD', 'PUT', 'HEAD']);
  });

  test('is seen in a registry that names no digest in its headers', async () => {
    const { registry } = await registryThat((_, response) => void response.writeHead(200).end('theirs'));
    await expect(registry.putTag('web', 'v1', manifest, onlyNew)).rejects.toThrow(
      `v1 holds ${sha256('theirs')}.`,
    );
  });
});
