/** Blobs on disk by their digest, shared by all repositories; which repository may use which is known elsewhere. */
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { hexOf, measure } from '@slipway/oci/digest';

export interface BlobStore {
  read(digest: string): Promise<Uint8Array>;
  /** @param range first and last byte, both included. */
  open(digest: string, range?: { readonly start: number; readonly end: number }): Readable;
  /** Appends to the unfinished file of an upload; its size afterwards. */
  append(upload: string, content: Readable): Promise<number>;
  /** Digest and size of what was uploaded until now. */
  measure(upload: string): Promise<{ readonly digest: string; readonly size: number }>;
  /** Makes the upload the blob of this digest. */
  keep(upload: string, digest: string): Promise<void>;
  discard(upload: string): Promise<void>;
  /** Removes unfinished uploads; blobs stay with the storage folder. */
  close(): Promise<void>;
}

/** @param storage absolute path of a folder that may not exist yet. */
export function createBlobStore(storage: string): BlobStore {
  const blobs = join(storage, 'blobs', 'sha256');
  const uploads = join(storage, 'uploads');
  const blobPath = (digest: string): string => join(blobs, hexOf(digest));
  const uploadPath = (upload: string): string => join(uploads, upload);
  return {
    read: (digest) => readFile(blobPath(digest)),
    open: (digest, range) => createReadStream(blobPath(digest), range),
    append: async (upload, content) => {
      await mkdir(uploads, { recursive: true });
      await pipeline(content, createWriteStream(uploadPath(upload), { flags: 'a' }));
      return (await stat(uploadPath(upload))).size;
    },
    measure: (upload) => measure(createReadStream(uploadPath(upload))),
    keep: async (upload, digest) => {
      await mkdir(blobs, { recursive: true });
      await rename(uploadPath(upload), blobPath(digest));
    },
    discard: (upload) => rm(uploadPath(upload), { force: true }),
    close: () => rm(uploads, { recursive: true, force: true }),
  };
}
