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
  const manifests = await collect(descriptor, read, new Set());
  const root = manifests.at(-1);
  if (root === undefined) throw new Error('a collected tree has at least its root');
  const blobs = distinct(manifests.flatMap(({ manifest }) => blobsOf(manifest)));
  const size = sum(blobs.map((blob) => blob.size)) + sum(manifests.map(({ bytes }) => bytes.byteLength));
  return { root, manifests, blobs, size };
}

/** The manifest of `descriptor` and those below it, children first, each once. */
async function collect(
  descriptor: Descriptor,
  read: ReadManifest,
  seen: Set<string>,
): Promise<readonly StoredManifest[]> {
  const { digest } = descriptor;
  if (seen.has(digest)) return [];
  seen.add(digest);
  const { bytes, manifest } = await read(descriptor);
  const listed = manifest.kind === 'index' ? manifest.manifests : [];
  const below = await inParallel(listed, readAtOnce, (child) => collect(child, read, seen));
  return [...below.flat(), { digest, mediaType: manifest.mediaType, bytes, manifest, descriptor }];
}

const blobsOf = (manifest: Manifest): readonly Descriptor[] =>
  manifest.kind === 'image' ? children(manifest) : [];

const distinct = (descriptors: readonly Descriptor[]): readonly Descriptor[] => [
  ...new Map(descriptors.map((each) => [each.digest, each])).values(),
];

const sum = (sizes: readonly number[]): number => sizes.reduce((total, size) => total + size, 0);
