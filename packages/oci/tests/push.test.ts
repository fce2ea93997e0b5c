import { afterEach, describe, expect, test } from '@jest/globals';
import { sha256 } from '../src/digest.ts';
import { openLayout } from '../src/layout.ts';
import { mediaTypes } from '../src/media-types.ts';
import { executePush, planPush, type PushResult } from '../src/push.ts';
import { imageOf, indexOf, layoutOf } from './layout-fixture.ts';
import type { MemoryFiles } from './memory-files.ts';
import { closeRegistries, memoryRegistry, type MemoryRegistry } from './memory-registry.ts';

afterEach(closeRegistries);

const one = imageOf('layer');
const two = imageOf('other layer');
const digest = sha256(one.manifest.bytes);
const layer = sha256('layer');
const layerPath = `image/blobs/sha256/${layer.slice(7)}`;
const layout = (): MemoryFiles => layoutOf([one.manifest], one.blobs);

async function push(files: MemoryFiles, { registry }: MemoryRegistry, tag = 'v1'): Promise<PushResult> {
  const image = await openLayout('image', files);
  const target = { registry, repository: 'web' };
  return executePush(await planPush(image, [tag], target), image, target);
}

describe('a layout', () => {
  test('goes blobs first, the largest before the others, and its manifest under the tag last', async () => {
    const memory = await memoryRegistry();
    const result = await push(layout(), memory);
    expect(result).toMatchObject({ pushedBlobs: 2, pushedBytes: 7, mountedBlobs: 0, pushedTags: ['v1'] });
    expect(memory.manifests.get('web:v1')?.bytes).toEqual(Buffer.from(one.manifest.bytes));
    expect(memory.methods().at(-1)).toBe('PUT');
    expect(memory.calls.at(-1)).toBe('PUT /v2/web/manifests/v1');
  });

  test('that is there already sends its manifest only', async () => {
    const memory = await memoryRegistry();
    await push(layout(), memory);
    const [calls, received] = [memory.calls.length, memory.received()];
    await push(layout(), memory, 'v2');
    expect(memory.calls.slice(calls)).toEqual([
      `HEAD /v2/web/manifests/${digest}`,
      'PUT /v2/web/manifests/v2',
    ]);
    expect(memory.received()).toBe(received);
  });

  test('of which some is there sends the rest, as after a push that broke off', async () => {
    const memory = await memoryRegistry();
    memory.blobs.set(`web@${layer}`, Buffer.from('layer'));
    expect(await push(layout(), memory)).toMatchObject({ pushedBlobs: 1, pushedBytes: 2 });
  });

  test('of two platforms has the image of each before their index', async () => {
    const memory = await memoryRegistry();
    const index = indexOf([one.manifest, two.manifest]);
    const parts = [one, two].flatMap(({ manifest, blobs }) => [manifest.bytes, ...blobs]);
    await push(layoutOf([index], parts), memory);
    const puts = memory.calls.filter((call) => call.startsWith('PUT /v2/web/manifests/'));
    expect(puts.map((call) => call.slice('PUT /v2/web/manifests/'.length))).toEqual([
      digest,
      sha256(two.manifest.bytes),
      'v1',
    ]);
  });
});

describe('a foreign layer', () => {
  const config = Buffer.from('{}');
  /** An image of which only the configuration lies in the layout. */
  const withLayer = (layer: object) => {
    const mediaType = mediaTypes.dockerManifest;
    const described = { mediaType: mediaTypes.dockerConfig, digest: sha256(config), size: config.length };
    const layers = [{ digest: sha256('layer'), size: 5, ...layer }];
    return { bytes: Buffer.from(JSON.stringify({ mediaType, config: described, layers })), mediaType };
  };
  const urls = ['https://example.com/layer'];

  test.each([
    'application/vnd.docker.image.rootfs.foreign.diff.tar.gzip',
    'application/vnd.oci.image.layer.nondistributable.v1.tar+gzip',
  ])('%s with its address need not be in a layout, and is not pushed', async (mediaType) => {
    const image = await openLayout('image', layoutOf([withLayer({ mediaType, urls })], [config]));
    expect([image.blobs.map(({ digest }) => digest), image.size]).toEqual([
      [sha256(config)],
      image.root.bytes.byteLength + config.length,
    ]);
  });

  test.each([
    ['no address', { mediaType: 'application/vnd.docker.image.rootfs.foreign.diff.tar.gzip' }],
    ['an address, but an ordinary type', { mediaType: mediaTypes.ociLayer, urls }],
  ])('with %s is a layer like any other, as registries have it', async (_, layer) => {
    const opened = openLayout('image', layoutOf([withLayer(layer)], [config]));
    await expect(opened).rejects.toMatchObject({ code: 'layout-incomplete' });
  });
});

describe('a layout that is damaged', () => {
  const damaged = (content: string): MemoryFiles => {
    const files = layout();
    files.contents.set(layerPath, Buffer.from(content));
    return files;
  };

  test('by a blob with other content is found out while that blob is sent, and gets no tag', async () => {
    const memory = await memoryRegistry();
    await expect(push(damaged('lager'), memory)).rejects.toMatchObject({
      kind: 'input',
      message: `The OCI layout image is corrupt, or was changed while it was read: the blob ${layer} is not what its name promises, its content has the digest ${sha256('lager')}. Build it again; no tag was put.`,
    });
    expect([memory.manifests.size, memory.blobs.has(`web@${layer}`)]).toEqual([0, false]);
  });

  test('by a blob that is too short is found out before anything is asked', async () => {
    const memory = await memoryRegistry();
    await expect(push(damaged('la'), memory)).rejects.toMatchObject({ code: 'layout-corrupt' });
    expect(memory.calls).toEqual([]);
  });

  test('by somebody who writes to it meanwhile is found out, too', async () => {
    const memory = await memoryRegistry();
    const files = layout();
    const image = await openLayout('image', files);
    const target = { registry: memory.registry, repository: 'web' };
    const plan = await planPush(image, ['v1'], target);
    files.contents.set(layerPath, Buffer.from('lay'));
    await expect(executePush(plan, image, target)).rejects.toMatchObject({
      code: 'layout-corrupt',
      why: `the blob ${layer} is not what its name promises, it ends after 3 bytes instead of 5`,
    });
    expect(memory.manifests.size).toBe(0);
  });
});

test('a push that was refused for good is not tried again', async () => {
  const memory = await memoryRegistry({
    fault: ({ method }, response, request) =>
      method === 'PUT' &&
      request
        .resume()
        .on('end', () => response.writeHead(400).end('{"errors":[{"code":"NO","message":"no"}]}')),
  });
  await expect(push(layout(), memory)).rejects.toMatchObject({ code: 'registry-refused' });
  expect(memory.sleeps).toEqual([]);
});
