/** Applies the layers of an image to a folder, lowest first, each decompressed while it is read. */
import { realpath } from 'node:fs/promises';
import { PassThrough, type Readable, type Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createZstdDecompress } from 'node:zlib';
import type { Descriptor } from '@slipway/oci/manifest';
import { extract, type Extract } from 'tar-stream';
import type { BlobStore } from './blob-store.ts';
import { applyEntry, type LayerTarget } from './unpack-entry.ts';

/** @param folder absolute path of an empty folder. @throws Error for an entry that would leave the folder. */
export async function unpackLayers(
  layers: readonly Descriptor[],
  blobs: Pick<BlobStore, 'open'>,
  folder: string,
): Promise<void> {
  const root = await realpath(folder);
  for (const layer of layers) {
    await unpackLayer(blobs.open(layer.digest), decompressor(layer.mediaType), root);
  }
}

async function unpackLayer(content: Readable, decompress: Transform, root: string): Promise<void> {
  const archive = extract();
  const target: LayerTarget = { root, written: new Set() };
  await Promise.all([pipeline(content, decompress, archive), applyAll(archive, target)]);
}

async function applyAll(archive: Extract, target: LayerTarget): Promise<void> {
  for await (const entry of archive) {
    await applyEntry(entry.header, entry as AsyncIterable<Uint8Array>, target);
    entry.resume();
  }
}

function decompressor(mediaType: string): Transform {
  if (/gzip$/.test(mediaType)) return createGunzip();
  return /zstd$/.test(mediaType) ? createZstdDecompress() : new PassThrough();
}
