/** One reproducible layer: sorted entries, root as owner, one timestamp, and a gzip header that tells nothing. */
import { gzipSync } from 'node:zlib';
import { pack } from 'tar-stream';
import { sha256 } from '../src/digest.ts';

export interface LayerFile {
  /** Inside the image: `app/server.js`; a leading slash is dropped. */
  readonly path: string;
  readonly content: Uint8Array | string;
  /** Permission bits; 0o644 when not given. */
  readonly mode?: number;
}

export interface Layer {
  readonly gzipped: Uint8Array;
  /** Digest of the uncompressed archive. */
  readonly diffId: string;
}

export async function layerOf(files: readonly LayerFile[], mtime: Date): Promise<Layer> {
  const archive = await archiveOf(files, mtime);
  return { gzipped: gzipped(archive), diffId: sha256(archive) };
}

async function archiveOf(files: readonly LayerFile[], mtime: Date): Promise<Buffer> {
  const owner = { uid: 0, gid: 0, mtime };
  const archive = pack();
  const named = files.map((file) => ({ ...file, path: file.path.replace(/^(?:\.?\/)+/, '') }));
  const paths = [...new Set(named.flatMap(({ path }) => foldersAbove(path)))].sort();
  for (const name of paths) archive.entry({ ...owner, name: `${name}/`, type: 'directory', mode: 0o755 });
  for (const { path, content, mode } of named.sort((a, b) => (a.path < b.path ? -1 : 1))) {
    archive.entry({ ...owner, name: path, mode: mode ?? 0o644 }, Buffer.from(content));
  }
  archive.finalize();
  const chunks: Buffer[] = [];
  for await (const chunk of archive as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks);
}

function foldersAbove(path: string): readonly string[] {
  const parts = path.split('/').slice(0, -1);
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'));
}

/** Bytes 4–9 of a gzip header hold a time, a hint on effort and the operating system; they are set to fixed values. */
function gzipped(archive: Uint8Array): Uint8Array {
  const bytes = gzipSync(archive, { level: 9 });
  bytes.fill(0, 4, 9);
  bytes[9] = 0xff;
  return bytes;
}
