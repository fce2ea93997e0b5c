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
  const image = { root: await realpath(folder), links: new Map<string, string>() };
  for (const layer of layers) {
    const target = { ...image, written: new Set<string>() };
    await unpackLayer(blobs.open(layer.digest), decompressor(layer.mediaType), target);
  }
}

async function unpackLayer(content: Readable, decompress: Transform, target: LayerTarget): Promise<void> {
  const archive = extract();
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
