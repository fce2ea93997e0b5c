/** A manifest with all that it names: indexes down to their images, and the blobs of those. No layer is read. */
import type { ManifestTree } from './image.ts';
import { children, type Descriptor, type Manifest, type StoredManifest } from './manifest.ts';
import { inParallel } from './parallel.ts';

/** @returns the bytes of a manifest, compared with its digest, and what they say. */
export type ReadManifest = (
  descriptor: Descriptor,
) => Promise<{ readonly bytes: Uint8Array; readonly manifest: Manifest }>;

const readAtOnce = 4;

export async function readTree(descriptor: Descriptor, read: ReadManifest): Promise<ManifestTree> {
  const manifests = inOrder(descriptor, await readAll(descriptor, read));
  const root = manifests.at(-1);
  if (root === undefined) throw new Error('a collected tree has at least its root');
  const blobs = distinct(manifests.flatMap(({ manifest }) => blobsOf(manifest)));
  const size = sum(blobs.map((blob) => blob.size)) + sum(manifests.map(({ bytes }) => bytes.byteLength));
  return { root, manifests, blobs, size };
}

type Read = Awaited<ReturnType<ReadManifest>>;

/** The manifest of `root` and all below it, by digest, each read once; whichever of its parents came to it first. */
async function readAll(root: Descriptor, read: ReadManifest): Promise<ReadonlyMap<string, Read>> {
  const claimed = new Set<string>();
  const all = new Map<string, Read>();
  const readBelow = async (descriptor: Descriptor): Promise<void> => {
    if (claimed.has(descriptor.digest)) return;
    claimed.add(descriptor.digest);
    const found = await read(descriptor);
    all.set(descriptor.digest, found);
    await inParallel(listedBy(found.manifest), readAtOnce, readBelow);
  };
  await readBelow(root);
  return all;
}

/** Children before whatever lists them, each once. The order is that of the documents, not that of the answers. */
function inOrder(root: Descriptor, all: ReadonlyMap<string, Read>): readonly StoredManifest[] {
  const placed = new Map<string, StoredManifest>();
  const place = (descriptor: Descriptor): void => {
    const { digest } = descriptor;
    const found = all.get(digest);
    if (found === undefined || placed.has(digest)) return;
    for (const child of listedBy(found.manifest)) place(child);
    placed.set(digest, { digest, mediaType: found.manifest.mediaType, descriptor, ...found });
  };
  place(root);
  return [...placed.values()];
}

const listedBy = (manifest: Manifest): readonly Descriptor[] =>
  manifest.kind === 'index' ? manifest.manifests : [];

/** Without what a registry does not ask for: whoever pulls the image fetches that from its maker. */
const blobsOf = (manifest: Manifest): readonly Descriptor[] =>
  manifest.kind === 'image' ? children(manifest).filter(({ isForeign }) => isForeign !== true) : [];

const distinct = (descriptors: readonly Descriptor[]): readonly Descriptor[] => [
  ...new Map(descriptors.map((each) => [each.digest, each])).values(),
];

const sum = (sizes: readonly number[]): number => sizes.reduce((total, size) => total + size, 0);
