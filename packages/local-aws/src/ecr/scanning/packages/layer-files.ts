/**
 * The texts of a few files of an image, read through its layers without unpacking any: what a higher layer replaces or
 * hides is not there.
 */
import type { Descriptor } from '@slipway/oci/manifest';
import type { Header } from 'tar-stream';
import type { BlobStore } from '../../blob-store.ts';
import { layerEntries } from '../../unpack.ts';

export interface LayerFile {
  readonly text: string;
  /** Digest of the layer that has it. */
  readonly layer: string;
}

/** Bytes; a file of records that is larger is none. */
const largest = 64 * 1024 * 1024;

const whiteout = '.wh.';
const opaque = '.wh..wh..opq';

/** @param isWanted by the path inside the image, without a leading slash. @returns by that path */
export async function filesIn(
  layers: readonly Descriptor[],
  blobs: Pick<BlobStore, 'open'>,
  isWanted: (path: string) => boolean,
): Promise<ReadonlyMap<string, LayerFile>> {
  const files = new Map<string, LayerFile>();
  for (const layer of layers) {
    const { hidden, own } = await readLayer(layer, blobs, isWanted);
    for (const path of files.keys())
      if (placesOf(path).some((place) => hidden.has(place))) files.delete(path);
    for (const [path, text] of own) files.set(path, { text, layer: layer.digest });
  }
  return files;
}

interface ReadLayer {
  /** What is hidden of lower layers: files, and folders with all that is in them. */
  readonly hidden: ReadonlySet<string>;
  readonly own: ReadonlyMap<string, string>;
}

async function readLayer(
  layer: Descriptor,
  blobs: Pick<BlobStore, 'open'>,
  isWanted: (path: string) => boolean,
): Promise<ReadLayer> {
  const hidden = new Set<string>();
  const own = new Map<string, string>();
  for await (const { header, content } of layerEntries(layer, blobs)) {
    const path = header.name
      .split('/')
      .filter((part) => part !== '' && part !== '.')
      .join('/');
    if (isText(header) && isWanted(path)) own.set(path, await textOf(content));
    const covered = hiddenBy(path, header);
    if (covered !== undefined) hidden.add(covered);
  }
  return { hidden, own };
}

const isText = ({ type, size }: Header): boolean => type === 'file' && size <= largest;

async function textOf(content: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of content) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

/** Of the lower layers: what a whiteout names, or what anything but a folder takes the place of. */
function hiddenBy(path: string, { type }: Header): string | undefined {
  const cut = path.lastIndexOf('/') + 1;
  const [folder, name] = [path.slice(0, cut), path.slice(cut)];
  if (name === opaque) return folder.slice(0, -1);
  if (name.startsWith(whiteout)) return folder + name.slice(whiteout.length);
  return type === 'directory' ? undefined : path;
}

/** The path itself and every folder above it; '' is the root. */
function placesOf(path: string): readonly string[] {
  const parts = path.split('/');
  return [...parts.keys(), parts.length].map((length) => parts.slice(0, length).join('/'));
}
