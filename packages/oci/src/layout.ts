/**
 * An image in an OCI layout, a folder or a tar archive of one, made by any builder. That every blob is there and
 * has its size is known when `openLayout` returns; what is in the layers is compared while they are sent.
 */
import type { Image } from './image.ts';
import { layoutBlobs } from './layout-blobs.ts';
import { blobCorrupt, manifestMalformed } from './layout-failures.ts';
import { chooseImage } from './layout-index.ts';
import { findLayout } from './layout-source.ts';
import { folderStore, type LayoutFiles } from './layout-store.ts';
import { MalformedManifest, parseManifest, type Descriptor, type Manifest } from './manifest.ts';
import { readTree } from './manifest-tree.ts';
import { platformsOf } from './platforms.ts';
import { openTar } from './tar-store.ts';

/**
 * @param source `path` or `path:name`.
 * @throws Failure of kind input, one sentence for each way in which a layout can be unusable.
 */
export async function openLayout(source: string, files: LayoutFiles): Promise<Image> {
  const { path, name } = await findLayout(source, files);
  const fileSize = await files.size(path);
  const store = fileSize === undefined ? folderStore(path, files) : await openTar(path, fileSize, files);
  const blobs = layoutBlobs(store);
  const tree = await readTree(await chooseImage(store, name), async (descriptor) => {
    const bytes = await blobs.read(descriptor);
    return { bytes, manifest: understood(path, descriptor, bytes) };
  });
  for (const blob of tree.blobs) await blobs.require(blob);
  return {
    ...tree,
    source: `The OCI layout ${path}`,
    platforms: await platformsOf(tree.manifests, (config) => blobs.read(config)),
    home: undefined,
    open: (digest, range) => blobs.open(digest, range),
    unlike: (digest, why) => blobCorrupt(path, digest, why),
    verify: async () => {
      for (const blob of tree.blobs) await blobs.verify(blob);
    },
    referrers: async () => ({ found: [], unreadable: [] }),
  };
}

function understood(path: string, { digest, mediaType }: Descriptor, bytes: Uint8Array): Manifest {
  try {
    return parseManifest(bytes, mediaType);
  } catch (error) {
    if (!(error instanceof MalformedManifest)) throw error;
    throw manifestMalformed(path, digest, error.message);
  }
}
