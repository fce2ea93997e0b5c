/** Applies the layers of an image to a folder, lowest first, each decompressed while it is read. */
import { realpath } from 'node:fs/promises';
import { PassThrough, type Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createZstdDecompress } from 'node:zlib';
import type { Descriptor } from '@slipway/oci/manifest';
import { extract, type Header } from 'tar-stream';
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
    await unpackLayer(layer, blobs, target);
  }
}

async function unpackLayer(
  layer: Descriptor,
  blobs: Pick<BlobStore, 'open'>,
  target: LayerTarget,
): Promise<void> {
  for await (const { header, content } of layerEntries(layer, blobs))
    await applyEntry(header, content, target);
}

export interface LayerEntry {
  readonly header: Header;
  /** Gone once the next entry is asked for. */
  readonly content: AsyncIterable<Uint8Array>;
}

/** In their order in the layer. */
export async function* layerEntries(
  { digest, mediaType }: Descriptor,
  blobs: Pick<BlobStore, 'open'>,
): AsyncGenerator<LayerEntry> {
  const archive = extract();
  const arrived = pipeline(blobs.open(digest), decompressor(mediaType), archive);
  // Whoever reads the archive is told of it as well, and sooner.
  arrived.catch(() => undefined);
  for await (const entry of archive) {
    yield { header: entry.header, content: entry as AsyncIterable<Uint8Array> };
    entry.resume();
  }
  await arrived;
}

function decompressor(mediaType: string): Transform {
  if (/gzip$/.test(mediaType)) return createGunzip();
  return /zstd$/.test(mediaType) ? createZstdDecompress() : new PassThrough();
}
