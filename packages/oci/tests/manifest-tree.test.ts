import { expect, test } from '@jest/globals';
import { sha256 } from '../src/digest.ts';
import { parseManifest, type Descriptor } from '../src/manifest.ts';
import { readTree, type ReadManifest } from '../src/manifest-tree.ts';
import { imageOf, indexOf } from './layout-fixture.ts';

const shared = imageOf('shared').manifest;
const own = imageOf('own').manifest;
const [first, second] = [indexOf([shared]), indexOf([own, shared])];
const root = indexOf([first, second]);
const entries = new Map([shared, own, first, second, root].map((each) => [sha256(each.bytes), each]));

const descriptorOf = ({ bytes, mediaType }: typeof root): Descriptor => ({
  mediaType,
  digest: sha256(bytes),
  size: bytes.byteLength,
  annotations: {},
  platform: undefined,
});

/** @param last the manifest that is answered when all else that was asked for has been. */
const answering =
  (last: typeof root): ReadManifest =>
  async ({ digest }) => {
    const entry = entries.get(digest);
    if (entry === undefined) throw new Error(`there is no ${digest}`);
    if (entry === last) await new Promise((resolve) => setImmediate(resolve));
    return { bytes: entry.bytes, manifest: parseManifest(entry.bytes, entry.mediaType) };
  };

test.each([
  ['one of the indexes', first],
  ['the other', second],
  ['the image', shared],
])('an image that two indexes share comes before both, when %s is answered last', async (_, last) => {
  const { manifests } = await readTree(descriptorOf(root), answering(last));
  expect(manifests.map(({ digest }) => digest)).toEqual(
    [shared, first, own, second, root].map(({ bytes }) => sha256(bytes)),
  );
});
