import { afterEach, describe, expect, test } from '@jest/globals';
import { sha256 } from '../src/digest.ts';
import { imageLabels } from '../src/image-labels.ts';
import { mediaTypes } from '../src/media-types.ts';
import { imageOf, indexOf } from './layout-fixture.ts';
import { closeRegistries, memoryRegistry } from './memory-registry.ts';

afterEach(closeRegistries);

const labelled = imageOf('layer', { config: { Labels: { revision: 'abc', count: 1 } } });
const proof = imageOf('proof', { config: { Labels: { revision: 'of the proof' } } });
const index = indexOf([
  { ...proof.manifest, platform: { os: 'unknown', architecture: 'unknown' } },
  { ...labelled.manifest, platform: { os: 'linux', architecture: 'amd64' } },
]);
const malformed = { bytes: Buffer.from('{"config":1}'), mediaType: mediaTypes.ociManifest };
const artifact = {
  bytes: Buffer.from(
    Buffer.from(labelled.manifest.bytes).toString().replace(mediaTypes.ociConfig, 'example/config'),
  ),
  mediaType: mediaTypes.ociManifest,
};

describe('the labels', () => {
  test.each([
    ['of an image are those of its configuration that are text', labelled.manifest, { revision: 'abc' }],
    ['of an index are those of its first image, not of an attestation', index, { revision: 'abc' }],
    ['of an image without a configuration of labels are none', imageOf('plain').manifest, {}],
    ['of an artifact are none', artifact, {}],
    ['of what is no manifest are none', malformed, {}],
  ])('%s', async (_, { bytes, mediaType }, labels) => {
    const memory = await memoryRegistry();
    for (const image of [labelled, proof, imageOf('plain')]) {
      for (const blob of image.blobs) memory.blobs.set(`web@${sha256(blob)}`, Buffer.from(blob));
      const stored = { bytes: Buffer.from(image.manifest.bytes), mediaType: image.manifest.mediaType };
      memory.manifests.set(`web@${sha256(stored.bytes)}`, stored);
    }
    memory.manifests.set(`web@${sha256(bytes)}`, { bytes: Buffer.from(bytes), mediaType });
    expect(await imageLabels(memory.registry, 'web', sha256(bytes))).toEqual(labels);
  });

  test('of an image that is not there are none', async () => {
    const { registry } = await memoryRegistry();
    expect(await imageLabels(registry, 'web', sha256('none'))).toEqual({});
  });
});
