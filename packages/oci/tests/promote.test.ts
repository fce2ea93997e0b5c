import { afterEach, describe, expect, test } from '@jest/globals';
import type { ServerResponse } from 'node:http';
import { sha256 } from '../src/digest.ts';
import type { Image } from '../src/image.ts';
import { mediaTypes } from '../src/media-types.ts';
import { executePush, planPush, type PushResult } from '../src/push.ts';
import { openImage } from '../src/remote-image.ts';
import { imageOf, indexOf } from './layout-fixture.ts';
import { closeRegistries, memoryRegistry, refuse, type MemoryRegistry } from './memory-registry.ts';

afterEach(closeRegistries);

interface Entry {
  readonly bytes: Uint8Array;
  readonly mediaType: string;
}

/** @returns the digest of the manifest, which the repository now holds. */
function hold(
  { manifests, blobs }: MemoryRegistry,
  repository: string,
  manifest: Entry,
  content: readonly Uint8Array[],
  tag?: string,
): string {
  for (const each of content) blobs.set(`${repository}@${sha256(each)}`, Buffer.from(each));
  const stored = { bytes: Buffer.from(manifest.bytes), mediaType: manifest.mediaType };
  manifests.set(`${repository}@${sha256(manifest.bytes)}`, stored);
  if (tag !== undefined) manifests.set(`${repository}:${tag}`, stored);
  return sha256(manifest.bytes);
}

/** A signature as OCI 1.1 has it: an image that says what it is about. */
function signatureOf(subject: Entry, text: string): { readonly manifest: Entry; readonly blobs: Buffer[] } {
  const blobs = [Buffer.from('{}'), Buffer.from(text)];
  const [config, layer] = blobs.map((bytes) => ({
    mediaType: 'application/vnd.oci.empty.v1+json',
    digest: sha256(bytes),
    size: bytes.length,
  }));
  const about = { mediaType: subject.mediaType, digest: sha256(subject.bytes), size: subject.bytes.length };
  const mediaType = mediaTypes.ociManifest;
  const document = { mediaType, artifactType: 'example/signature', config, layers: [layer], subject: about };
  return { manifest: { bytes: Buffer.from(JSON.stringify(document)), mediaType }, blobs };
}

async function promote(
  image: Image,
  { registry }: MemoryRegistry,
  repository: string,
  tags: readonly string[] = ['v1'],
): Promise<PushResult> {
  const target = { registry, repository };
  return executePush(await planPush(image, tags, target), image, target);
}

const one = imageOf('layer', { os: 'linux', architecture: 'amd64' });
const two = imageOf('other');
const index = indexOf([
  { ...one.manifest, platform: { os: 'linux', architecture: 'amd64' } },
  { ...two.manifest, platform: { os: 'linux', architecture: 'arm64' } },
]);

/** A repository `dev` with an index of two images. */
async function source(rules: Parameters<typeof memoryRegistry>[0] = {}): Promise<MemoryRegistry> {
  const memory = await memoryRegistry(rules);
  hold(memory, 'dev', one.manifest, one.blobs);
  hold(memory, 'dev', two.manifest, two.blobs);
  hold(memory, 'dev', index, []);
  return memory;
}

const digest = sha256(index.bytes);

describe('a promotion to another tag of the same repository', () => {
  test('puts the manifest and looks at it, and nothing else', async () => {
    const memory = await source();
    const image = await openImage(memory.registry, 'dev', digest);
    const result = await promote(image, memory, 'dev');
    expect(memory.calls).toEqual([
      `GET /v2/dev/manifests/${digest}`,
      `GET /v2/dev/manifests/${sha256(one.manifest.bytes)}`,
      `GET /v2/dev/manifests/${sha256(two.manifest.bytes)}`,
      'PUT /v2/dev/manifests/v1',
      'HEAD /v2/dev/manifests/v1',
    ]);
    expect(memory.manifests.get('dev:v1')?.bytes).toEqual(index.bytes);
    expect([result.pushedTags, memory.received()]).toEqual([['v1'], 0]);
  });

  test('fails when the tag turns out to be another image, and leaves the tags after it', async () => {
    const memory = await source({
      fault: ({ method, path }, response) =>
        method === 'HEAD' &&
        path.endsWith('/v1') &&
        response.writeHead(200, { 'docker-content-digest': sha256('theirs') }).end(),
    });
    const image = await openImage(memory.registry, 'dev', digest);
    const { stopped, pushedTags } = await promote(image, memory, 'dev', ['v1', 'latest']);
    // The registry took it.
    expect([pushedTags, stopped?.missingTags]).toEqual([['v1'], ['latest']]);
    expect(stopped?.failure.why).toBe(
      `HTTP 200, DIGEST_INVALID, it answered with ${sha256('theirs')} instead of ${digest}`,
    );
  });

  test('waits for a registry that takes a moment to show the tag', async () => {
    let looks = 0;
    const memory = await source({
      fault: ({ method }, response) => method === 'HEAD' && (looks += 1) < 3 && response.writeHead(404).end(),
    });
    const { stopped } = await promote(await openImage(memory.registry, 'dev', digest), memory, 'dev');
    expect([stopped, looks, memory.sleeps]).toEqual([undefined, 3, [300, 600]]);
  });

  test('waits about a minute until it gives up, and does not call the tag missing', async () => {
    const memory = await source({
      fault: ({ method }, response) => method === 'HEAD' && response.writeHead(404).end(),
    });
    const image = await openImage(memory.registry, 'dev', digest);
    const { stopped, pushedTags } = await promote(image, memory, 'dev');
    expect([pushedTags, stopped?.missingTags]).toEqual([['v1'], []]);
    expect(stopped?.failure.why).toBe('HTTP 404, MANIFEST_UNKNOWN, it does not show v1, which was put there');
    expect(memory.sleeps.reduce((sum, each) => sum + each, 0)).toBe(58_900);
  });
});

describe('a promotion to another repository of the registry', () => {
  test('has the registry take over the blobs', async () => {
    const memory = await source();
    const image = await openImage(memory.registry, 'dev', digest);
    const result = await promote(image, memory, 'prod');
    expect(memory.received()).toBe(0);
    expect(result).toMatchObject({ mountedBlobs: 4, pushedBlobs: 0, pushedTags: ['v1'] });
    expect(memory.manifests.get(`prod@${digest}`)?.bytes).toEqual(index.bytes);
  });

  test('copies them when it does not, and asks for that only once', async () => {
    const memory = await source({ mounts: false });
    const image = await openImage(memory.registry, 'dev', digest);
    const result = await promote(image, memory, 'prod');
    expect(result).toMatchObject({ mountedBlobs: 0, pushedBlobs: 4 });
    const begun = memory.calls.filter((call) => call.startsWith('POST'));
    expect(begun.filter((call) => call.endsWith('mount'))).toHaveLength(1);
    // The session that it gave instead is used.
    expect(begun).toHaveLength(4);
    expect(memory.blobs.get(`prod@${sha256('layer')}`)?.toString()).toBe('layer');
  });

  test.each([400, 403, 404, 405])('copies them when it answers %s to that, once', async (status) => {
    const memory = await source({
      fault: ({ method }, response, { url = '' }) =>
        method === 'POST' && url.includes('mount=') && refuse(response, status, 'NO'),
    });
    const image = await openImage(memory.registry, 'dev', digest);
    const result = await promote(image, memory, 'prod');
    expect(result).toMatchObject({ mountedBlobs: 0, pushedBlobs: 4, pushedTags: ['v1'] });
    const begun = memory.calls.filter((call) => call.startsWith('POST'));
    expect(begun.map((call) => call.endsWith('mount'))).toEqual([true, false, false, false, false]);
  });

  test('ends when the login is refused, without asking otherwise', async () => {
    const memory = await source({
      fault: ({ method }, response) => method === 'POST' && refuse(response, 401, 'UNAUTHORIZED'),
    });
    const image = await openImage(memory.registry, 'dev', digest);
    await expect(promote(image, memory, 'prod')).rejects.toMatchObject({ code: 'registry-login-refused' });
    expect(memory.methods().filter((method) => method === 'POST')).toHaveLength(1);
  });
});

describe('a promotion to another registry', () => {
  test('copies what is missing there, and nothing again', async () => {
    const [from, to] = [await source(), await memoryRegistry()];
    const image = await openImage(from.registry, 'dev', digest);
    await promote(image, to, 'prod');
    expect(to.blobs.get(`prod@${sha256('layer')}`)?.toString()).toBe('layer');
    const received = to.received();
    const result = await promote(image, to, 'prod', ['v2']);
    expect([result.pushedBlobs, to.received()]).toEqual([0, received]);
  });

  test('goes on where the connection to the source broke', async () => {
    let isBroken = false;
    const from = await source({
      fault: ({ method, path }, response) => {
        if (isBroken || method !== 'GET' || !path.endsWith(sha256('layer'))) return false;
        isBroken = true;
        response.writeHead(206, { 'content-length': '5' });
        return response.write('la', () => response.destroy());
      },
    });
    const to = await memoryRegistry();
    await promote(await openImage(from.registry, 'dev', digest), to, 'prod');
    const reads = from.calls.filter((call) => call.includes(`blobs/${sha256('layer')}`));
    expect(reads.map((call) => call.split(' ')[2])).toEqual(['bytes=0-4', 'bytes=2-4']);
    expect(to.blobs.get(`prod@${sha256('layer')}`)?.toString()).toBe('layer');
  });

  test('stops at a blob that is not what its digest promises, before a tag is put', async () => {
    const [from, to] = [await source(), await memoryRegistry()];
    from.blobs.set(`dev@${sha256('layer')}`, Buffer.from('lager'));
    const promotion = promote(await openImage(from.registry, 'dev', digest), to, 'prod');
    await expect(promotion).rejects.toMatchObject({
      code: 'source-differs',
      message: `A blob of ${from.host}/dev@${digest} is not what its digest promises: ${sha256('layer')}: its content has the digest ${sha256('lager')}. Push the image to its repository again; no tag was put.`,
    });
    expect(to.manifests.size).toBe(0);
  });
});

describe('a source', () => {
  test('that is not there is said so in one sentence', async () => {
    const memory = await memoryRegistry();
    await expect(openImage(memory.registry, 'dev', digest)).rejects.toMatchObject({
      kind: 'input',
      message: `The image ${memory.host}/dev@${digest} was not found: the repository has no image with this digest. Give the digest that the build put out, and the repository that it was pushed to.`,
    });
  });

  test('that lacks an image of its index is said so', async () => {
    const memory = await source();
    const child = sha256(two.manifest.bytes);
    memory.manifests.delete(`dev@${child}`);
    await expect(openImage(memory.registry, 'dev', digest)).rejects.toMatchObject({
      code: 'source-incomplete',
      why: `its repository does not have ${child}, which its index lists`,
    });
  });
});

describe('what refers to an image', () => {
  const ofIndex = signatureOf(index, 'of the index');
  const ofChild = signatureOf(one.manifest, 'of a child');
  const ofSignature = signatureOf(ofIndex.manifest, 'of a signature');
  const all = [ofChild, ofIndex, ofSignature];
  const digests = all.map(({ manifest }) => sha256(manifest.bytes));

  async function signed(rules: Parameters<typeof memoryRegistry>[0] = {}): Promise<MemoryRegistry> {
    const memory = await source(rules);
    for (const { manifest, blobs } of all) hold(memory, 'dev', manifest, blobs);
    return memory;
  }

  test('goes with it: of the index, of its images, and of a signature itself', async () => {
    const [from, to] = [await signed(), await memoryRegistry()];
    const result = await promote(await openImage(from.registry, 'dev', digest), to, 'prod');
    expect(result.pushedReferrers.map(({ root }) => root.digest)).toEqual(digests);
    for (const each of digests) expect(to.manifests.has(`prod@${each}`)).toBe(true);
    expect(to.blobs.has(`prod@${sha256('of a signature')}`)).toBe(true);
    const puts = to.calls.filter((call) => call.startsWith('PUT /v2/prod/manifests'));
    // After what it is about, and before the tag.
    expect(puts.map((call) => call.slice('PUT /v2/prod/manifests/'.length))).toEqual([
      ...[one, two].map(({ manifest }) => sha256(manifest.bytes)),
      digest,
      ...digests,
      'v1',
    ]);
  });

  test('is found present by the next run', async () => {
    const [from, to] = [await signed(), await memoryRegistry()];
    const image = await openImage(from.registry, 'dev', digest);
    await promote(image, to, 'prod');
    const plan = await planPush(image, [], { registry: to.registry, repository: 'prod' });
    expect(plan.referrers).toMatchObject({ missing: [], missingBlobs: [], present: 3 });
  });

  test('is added to an image that was promoted before it was signed', async () => {
    const [from, to] = [await source(), await memoryRegistry()];
    const image = await openImage(from.registry, 'dev', digest);
    await promote(image, to, 'prod');
    hold(from, 'dev', ofIndex.manifest, ofIndex.blobs);
    const result = await promote(image, to, 'prod', []);
    expect(result.pushedReferrers).toHaveLength(1);
  });

  test('is listed under a tag where neither registry keeps lists', async () => {
    const [from, to] = [
      await signed({ keepsReferrers: false }),
      await memoryRegistry({ keepsReferrers: false }),
    ];
    const listOf = (subject: string, ...signatures: readonly string[]): void => {
      const manifests = signatures.map((each) => ({
        ...{ mediaType: mediaTypes.ociManifest, digest: each, size: 1 },
      }));
      const bytes = Buffer.from(JSON.stringify({ manifests }));
      const list = { bytes, mediaType: mediaTypes.ociIndex };
      from.manifests.set(`dev:${subject.replace(':', '-')}`, list);
    };
    const [second = '', first = '', third = ''] = digests;
    listOf(digest, first);
    listOf(sha256(one.manifest.bytes), second);
    listOf(first, third);
    await promote(await openImage(from.registry, 'dev', digest), to, 'prod');
    const listed = to.manifests.get(`prod:${digest.replace(':', '-')}`)?.bytes.toString() ?? '';
    expect(JSON.parse(listed)).toEqual({
      schemaVersion: 2,
      mediaType: mediaTypes.ociIndex,
      manifests: [
        {
          mediaType: mediaTypes.ociManifest,
          digest: first,
          size: ofIndex.manifest.bytes.length,
          artifactType: 'example/signature',
        },
      ],
    });
    expect(to.manifests.has(`prod:${first.replace(':', '-')}`)).toBe(true);
  });

  test('goes with it under the tags of cosign, but never over what another signed', async () => {
    const [from, to] = [await source(), await memoryRegistry()];
    const base = `sha256-${digest.slice(7)}`;
    hold(from, 'dev', two.manifest, two.blobs, `${base}.sig`);
    hold(from, 'dev', one.manifest, one.blobs, `${base}.att`);
    hold(to, 'prod', two.manifest, two.blobs, `${base}.att`);
    const result = await promote(await openImage(from.registry, 'dev', digest), to, 'prod');
    expect(to.manifests.get(`prod:${base}.sig`)?.bytes).toEqual(two.manifest.bytes);
    expect(to.manifests.get(`prod:${base}.att`)?.bytes).toEqual(two.manifest.bytes);
    expect(result.leftBehind).toEqual([
      {
        reference: `${base}.att`,
        artifactType: mediaTypes.ociConfig,
        why: 'the repository has another under this tag',
      },
    ]);
  });

  describe('in a list of several pages', () => {
    /** @param answer what is answered after the first page, which lists the signature of the index. */
    const paged = (answer: (response: ServerResponse, page: number) => unknown) =>
      signed({
        fault: ({ path }, response, { url = '' }) => {
          if (!path.endsWith(`referrers/${digest}`)) return false;
          const page = Number(new URL(url, 'http://registry').searchParams.get('page') ?? 1);
          return page === 1 ? listPage(response, ofIndex.manifest, 2) : answer(response, page);
        },
      });

    function listPage(response: ServerResponse, { bytes, mediaType }: Entry, next?: number): ServerResponse {
      const link = `</v2/dev/referrers/${digest}?page=${String(next)}>; rel="next"`;
      const headers = { 'content-type': mediaTypes.ociIndex, ...(next === undefined ? {} : { link }) };
      const manifests = [{ mediaType, digest: sha256(bytes), size: bytes.byteLength }];
      return response.writeHead(200, headers).end(JSON.stringify({ schemaVersion: 2, manifests }));
    }

    test('goes with it from each of them', async () => {
      const second = signatureOf(index, 'on the second page');
      const from = await paged((response) => listPage(response, second.manifest));
      hold(from, 'dev', second.manifest, second.blobs);
      const to = await memoryRegistry();
      await promote(await openImage(from.registry, 'dev', digest), to, 'prod');
      expect(to.manifests.has(`prod@${sha256(second.manifest.bytes)}`)).toBe(true);
    });

    test.each([
      ['is not there', 'HTTP 404', (response: ServerResponse) => response.writeHead(404).end()],
      ['is no list', 'page 2 is none', (response: ServerResponse) => response.writeHead(200).end('{}')],
    ])('ends the promotion when a later one %s', async (_, why, answer) => {
      const from = await paged(answer);
      const to = await memoryRegistry();
      const promotion = promote(await openImage(from.registry, 'dev', digest), to, 'prod');
      await expect(promotion).rejects.toMatchObject({
        code: 'registry-refused',
        why: expect.stringContaining(why),
      });
      expect(to.manifests.size).toBe(0);
    });

    test('is said not to go with it when there are too many of them', async () => {
      const from = await paged((response, page) => listPage(response, ofIndex.manifest, page + 1));
      const to = await memoryRegistry();
      const result = await promote(await openImage(from.registry, 'dev', digest), to, 'prod');
      expect(result.leftBehind).toEqual([
        {
          reference: `the rest of the list of ${digest}`,
          artifactType: mediaTypes.ociIndex,
          why: 'it goes on after 50 pages',
        },
      ]);
    });
  });

  test('has the image put by its digest, which is told when the first tag is refused', async () => {
    const [from, to] = [
      await signed(),
      await memoryRegistry({
        fault: ({ method, path }, response, request) =>
          method === 'PUT' &&
          path.endsWith('/v1') &&
          request.resume().on('end', () => response.writeHead(403).end()),
      }),
    ];
    const result = await promote(await openImage(from.registry, 'dev', digest), to, 'prod');
    expect(result).toMatchObject({ imageIsThere: true, pushedTags: [], stopped: { missingTags: ['v1'] } });
    const unsigned = await promote(await openImage((await source()).registry, 'dev', digest), to, 'other');
    expect(unsigned).toMatchObject({ imageIsThere: false, pushedTags: [] });
  });

  test('is named when it can not be read', async () => {
    const [from, to] = [await source({ keepsReferrers: false }), await memoryRegistry()];
    const gone = sha256('gone');
    const bytes = Buffer.from(
      JSON.stringify({ manifests: [{ mediaType: 'example/sbom', digest: gone, size: 1 }] }),
    );
    from.manifests.set(`dev:${digest.replace(':', '-')}`, { bytes, mediaType: mediaTypes.ociIndex });
    const result = await promote(await openImage(from.registry, 'dev', digest), to, 'prod');
    expect(result.leftBehind).toEqual([
      {
        reference: gone,
        artifactType: 'example/sbom',
        why: `its manifest ${gone} is not in the repository`,
      },
    ]);
  });

  test('is named when the registry refuses it for good', async () => {
    const [refused = ''] = digests;
    const from = await signed();
    const to = await memoryRegistry({
      fault: ({ method, path }, response, request) =>
        method === 'PUT' &&
        path.endsWith(refused) &&
        request.resume().on('end', () => response.writeHead(400).end('{"errors":[{"code":"UNSUPPORTED"}]}')),
    });
    const result = await promote(await openImage(from.registry, 'dev', digest), to, 'prod');
    expect(result.leftBehind).toMatchObject([{ reference: refused, artifactType: 'example/signature' }]);
    expect([result.pushedReferrers.length, result.pushedTags]).toEqual([2, ['v1']]);
  });
});
