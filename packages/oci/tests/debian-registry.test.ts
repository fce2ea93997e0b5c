/**
 * Against a registry that others wrote, and looked at with their client: pushes, parts after a broken connection,
 * promotions with what refers to an image, and archives as skopeo writes them.
 * @needs docker-registry
 * @needs skopeo
 */
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect, createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { realFiles, realFileStreams } from '@slipway/action-kit/files';
import { startDebianRegistry, type DebianRegistry } from '@slipway/test-kit/debian-registry';
import { pathOfPart } from '@slipway/test-kit/real-parts';
import { sha256 } from '../src/digest.ts';
import type { Image } from '../src/image.ts';
import { openLayout } from '../src/layout.ts';
import { mediaTypes } from '../src/media-types.ts';
import { executePush, planPush, type PushResult } from '../src/push.ts';
import { createRegistry, type Registry } from '../src/registry.ts';
import { openImage } from '../src/remote-image.ts';
import { writeLayout } from '../writer/layout-writer.ts';
import { manualTime } from './manual-time.ts';

const run = promisify(execFile);
let registry: DebianRegistry;
let other: DebianRegistry;
let folder: string;
let digest: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'slipway-debian-'));
  const files = [{ path: 'app/noise', content: Buffer.alloc(300_000, 'noise') }];
  digest = await writeLayout({ folder: join(folder, 'layout'), files, config: { labels: { a: 'b' } } });
  registry = await startDebianRegistry();
  other = await startDebianRegistry();
}, 30_000);
afterAll(async () => {
  await registry.stop();
  await other.stop();
  await rm(folder, { recursive: true });
});

const disk = () => ({
  ...realFiles({ workspace: folder, temporary: folder }),
  ...realFileStreams(folder),
});
const clientOf = ({ endpoint }: { readonly endpoint: string }, partBytes = 1_000_000): Registry =>
  createRegistry({ endpoint, credentials: undefined, mask: () => undefined, partBytes, ...manualTime() });

async function push(image: Image, to: Registry, repository: string, tag: string): Promise<PushResult> {
  const target = { registry: to, repository };
  const result = await executePush(await planPush(image, [tag], target), image, target);
  if (result.stopped !== undefined) throw result.stopped.failure;
  return result;
}

async function skopeo(...args: readonly string[]): Promise<string> {
  const { stdout } = await run(pathOfPart('skopeo'), ['--insecure-policy', ...args]);
  return stdout;
}

/** The digest that skopeo sees under the reference. */
const seen = async ({ host }: DebianRegistry, reference: string): Promise<string> =>
  sha256((await skopeo('inspect', '--raw', '--tls-verify=false', `docker://${host}/${reference}`)).trimEnd());

/** skopeo pulls all of it, and compares every digest. */
const pulled = ({ host }: DebianRegistry, reference: string, to: string): Promise<string> =>
  skopeo('copy', '--all', '--src-tls-verify=false', `docker://${host}/${reference}`, to);

describe('a layout', () => {
  test('that is pushed is what skopeo pulls', async () => {
    await push(await openLayout('layout', disk()), clientOf(registry), 'team/web', 'v1');
    expect(await seen(registry, 'team/web:v1')).toBe(digest);
    await pulled(registry, 'team/web:v1', `dir:${join(folder, 'pulled')}`);
  });

  test('that goes in parts is the same', async () => {
    const image = await openLayout('layout', disk());
    const result = await push(image, clientOf(registry, 100), 'parts', 'v1');
    expect(result.pushedBlobs).toBe(2);
    await pulled(registry, 'parts:v1', `dir:${join(folder, 'pulled-parts')}`);
  });

  test('as skopeo writes it into an archive is read where it lies', async () => {
    await skopeo('copy', `oci:${join(folder, 'layout')}`, `oci-archive:${join(folder, 'image.tar')}:v1`);
    const image = await openLayout('image.tar:v1', disk());
    expect(image.root.digest).toBe(digest);
    await image.verify();
    await push(image, clientOf(registry), 'from-archive', 'v1');
    expect(await seen(registry, 'from-archive:v1')).toBe(digest);
  });
});

describe('a connection that breaks in the middle of a blob', () => {
  test('costs a part, and the blob arrives', async () => {
    const image = await openLayout('layout', disk());
    const layer = Math.max(...image.blobs.map(({ size }) => size));
    const proxy = await breakingProxy(registry.host, Math.floor(layer / 2));
    try {
      await push(image, clientOf(proxy, 100), 'broken', 'v1');
      expect(proxy.breaks()).toBe(1);
      await pulled(registry, 'broken:v1', `dir:${join(folder, 'pulled-broken')}`);
    } finally {
      await proxy.close();
    }
  });
});

describe('a promotion', () => {
  test('to another repository of the registry moves no blob', async () => {
    const client = clientOf(registry);
    await push(await openLayout('layout', disk()), client, 'dev', 'v1');
    const result = await push(await openImage(client, 'dev', digest), client, 'prod', 'v1');
    expect([result.mountedBlobs, result.pushedBlobs]).toEqual([2, 0]);
    expect(await seen(registry, 'prod:v1')).toBe(digest);
  });

  test('to another registry takes a signature with it, under the tag that lists it', async () => {
    const [from, to] = [clientOf(registry), clientOf(other)];
    await push(await openLayout('layout', disk()), from, 'signed', 'v1');
    const signature = await sign(from, 'signed');
    const image = await openImage(from, 'signed', digest);
    const result = await push(image, to, 'signed', 'v1');
    expect(result.pushedReferrers.map(({ root }) => root.digest)).toEqual([signature]);
    expect(await seen(other, 'signed:v1')).toBe(digest);
    const listed = await to.listReferrers('signed', digest);
    expect(listed).toMatchObject({ keptBy: 'tag', referrers: [{ digest: signature }] });
    await pulled(other, `signed@${signature}`, `dir:${join(folder, 'pulled-signature')}`);
    const again = await planPush(image, [], { registry: to, repository: 'signed' });
    expect(again).toMatchObject({ imagePresent: true, referrers: { missing: [], present: 1 } });
  });
});

/** As a client of a registry that keeps no lists: the manifest, and the list under its tag. @returns its digest. */
async function sign(client: Registry, repository: string): Promise<string> {
  const empty = { mediaType: 'application/vnd.oci.empty.v1+json', digest: sha256('{}'), size: 2 };
  const content = async function* () {
    yield Buffer.from('{}');
  };
  const blob = { ...empty, annotations: {}, platform: undefined };
  await client.uploadBlob(repository, blob, content);
  const mediaType = mediaTypes.ociManifest;
  const subject = { mediaType, digest, size: 1 };
  const artifact = { artifactType: 'example/signature', config: empty, layers: [empty], subject };
  const bytes = Buffer.from(JSON.stringify({ schemaVersion: 2, mediaType, ...artifact }));
  await client.putManifest(repository, sha256(bytes), { bytes, mediaType });
  const list = {
    schemaVersion: 2,
    mediaType: mediaTypes.ociIndex,
    manifests: [{ mediaType, digest: sha256(bytes), size: bytes.length }],
  };
  const listed = { bytes: Buffer.from(JSON.stringify(list)), mediaType: mediaTypes.ociIndex };
  await client.putManifest(repository, digest.replace(':', '-'), listed);
  return sha256(bytes);
}

interface BreakingProxy {
  readonly endpoint: string;
  readonly breaks: () => number;
  close(): Promise<void>;
}

/** Breaks the first connection that has carried so many bytes. */
async function breakingProxy(host: string, afterBytes: number): Promise<BreakingProxy> {
  let breaks = 0;
  const sockets = new Set<{ destroy(): void }>();
  const server = createServer((client) => {
    const upstream = connect(Number(host.split(':')[1]), '127.0.0.1');
    let carried = 0;
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('error', () => undefined);
    }
    client.on('data', (chunk) => {
      carried += chunk.length;
      if (breaks === 0 && carried > afterBytes) {
        breaks += 1;
        client.resetAndDestroy();
        upstream.resetAndDestroy();
      } else {
        upstream.write(chunk);
      }
    });
    client.on('close', () => upstream.destroy());
    upstream.on('close', () => client.destroy());
    upstream.pipe(client);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    endpoint: `http://127.0.0.1:${String(port)}`,
    breaks: () => breaks,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
