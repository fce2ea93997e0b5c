/**
 * An image in an OCI layout folder, read and verified whole before anything is done with it: every size and
 * every digest has been compared when `openLayout` returns.
 */
import { layoutBlobs, type LayoutBlobs, type LayoutFiles } from './layout-blobs.ts';
import { manifestMalformed } from './layout-failures.ts';
import { chooseImage } from './layout-index.ts';
import { findLayout } from './layout-source.ts';
import {
  children,
  MalformedManifest,
  parseManifest,
  type Descriptor,
  type Manifest,
  type StoredManifest,
} from './manifest.ts';
import { platformsOf } from './platforms.ts';

export interface Layout {
  readonly folder: string;
  readonly root: StoredManifest;
  /** Children before the index that lists them; the root is the last. */
  readonly manifests: readonly StoredManifest[];
  /** Configurations and layers, each once. */
  readonly blobs: readonly Descriptor[];
  /** `linux/amd64` → digest of its manifest; attestations are left out. */
  readonly platforms: Readonly<Record<string, string>>;
  /** Bytes of all manifests and blobs, each once, as they are transferred. */
  readonly size: number;
  /** The content of a blob. */
  open(digest: string): AsyncIterable<Uint8Array>;
}

/**
 * @param source `path` or `path:name`.
 * @throws Failure of kind input, one sentence for each way in which a layout can be unusable.
 */
export async function openLayout(source: string, files: LayoutFiles): Promise<Layout> {
  const found = await findLayout(source, files);
  const contents = layoutBlobs(found.folder, files);
  const manifests = await collect(found.folder, await chooseImage(found, files), contents);
  const root = manifests[manifests.length - 1];
  if (root === undefined) throw new Error('a collected image has at least its root');
  const blobs = distinct(manifests.flatMap(({ manifest }) => blobsOf(manifest)));
  for (const blob of blobs) await contents.verify(blob);
  return {
    folder: found.folder,
    root,
    manifests,
    blobs,
    platforms: await platformsOf(manifests, contents),
    size: sum(blobs.map(({ size }) => size)) + sum(manifests.map(({ bytes }) => bytes.byteLength)),
    open: (digest) => contents.open(digest),
  };
}

/** The manifest of `descriptor` and those below it, children first, each once. */
async function collect(
  folder: string,
  descriptor: Descriptor,
  blobs: LayoutBlobs,
  seen = new Set<string>(),
): Promise<readonly StoredManifest[]> {
  if (seen.has(descriptor.digest)) return [];
  seen.add(descriptor.digest);
  const bytes = await blobs.read(descriptor);
  const manifest = understood(folder, descriptor, bytes);
  const below: StoredManifest[] = [];
  if (manifest.kind === 'index') {
    for (const child of manifest.manifests) below.push(...(await collect(folder, child, blobs, seen)));
  }
  const { digest } = descriptor;
  return [...below, { digest, mediaType: manifest.mediaType, bytes, manifest, descriptor }];
}

function understood(folder: string, { digest, mediaType }: Descriptor, bytes: Uint8Array): Manifest {
  try {
    return parseManifest(bytes, mediaType);
  } catch (error) {
    if (!(error instanceof MalformedManifest)) throw error;
    throw manifestMalformed(folder, digest, error.message);
  }
}

const blobsOf = (manifest: Manifest): readonly Descriptor[] =>
  manifest.kind === 'image' ? children(manifest) : [];

const distinct = (descriptors: readonly Descriptor[]): readonly Descriptor[] => [
  ...new Map(descriptors.map((each) => [each.digest, each])).values(),
];

const sum = (sizes: readonly number[]): number => sizes.reduce((total, size) => total + size, 0);
