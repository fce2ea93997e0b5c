/** The files of an OCI layout by their names in it: `index.json`, `blobs/sha256/…`, wherever they lie. */
import type { ByteRange, Files, FileStreams } from '@slipway/action-kit/ports';

/** What reading a layout needs of the disk. */
export type LayoutFiles = Pick<Files, 'exists'> & FileStreams;

export interface LayoutStore {
  /** As the workflow names it; for sentences. */
  readonly path: string;
  /** Bytes; undefined when there is no such file. */
  size(name: string): Promise<number | undefined>;
  open(name: string, range?: ByteRange): AsyncIterable<Uint8Array>;
}

export const folderStore = (path: string, files: LayoutFiles): LayoutStore => ({
  path,
  size: (name) => files.size(`${path}/${name}`),
  open: (name, range) => files.stream(`${path}/${name}`, range),
});

/** For small files. */
export async function readWhole(pieces: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const kept: Uint8Array[] = [];
  // A piece may be gone when the next but one comes.
  for await (const piece of pieces) kept.push(Uint8Array.from(piece));
  return Buffer.concat(kept);
}
