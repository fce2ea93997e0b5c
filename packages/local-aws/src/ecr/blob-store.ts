/**
 * Blobs on disk by their digest, shared by all repositories; which repository may use which is known elsewhere. What
 * comes in is hashed on its way to the disk, so that no blob is ever read again, or held in memory as a whole.
 */
import { createHash, randomUUID, type Hash } from 'node:crypto';
import { createReadStream, mkdirSync, renameSync, rmSync } from 'node:fs';
import { mkdir, open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { hexOf } from '@slipway/oci/digest';

export interface BlobStore {
  read(digest: string): Promise<Uint8Array>;
  /** @param range first and last byte, both included. */
  open(digest: string, range?: ByteRange): Readable;
  /** Begins an upload without bytes. @returns its id. */
  begin(): string;
  /** Adds to an upload, one call after the other. When the content breaks off, what arrived stays. */
  append(upload: string, content: AsyncIterable<Uint8Array>): Promise<void>;
  /** What was uploaded until now. */
  measure(upload: string): { readonly digest: string; readonly size: number };
  /** Makes the upload the blob of its digest; at once, so that nobody takes it for garbage meanwhile. */
  keep(upload: string): void;
  discard(upload: string): void;
  /** Of every blob that is there. */
  digests(): readonly string[];
  remove(digest: string): void;
  /** Removes all that is on the disk. */
  close(): Promise<void>;
}

export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

interface Arrived {
  readonly hash: Hash;
  size: number;
}

/** @param storage absolute path of a folder that may not exist yet. */
export function createBlobStore(storage: string): BlobStore {
  const blobs = join(storage, 'blobs', 'sha256');
  const uploads = join(storage, 'uploads');
  const blobPath = (digest: string): string => join(blobs, hexOf(digest));
  const uploadPath = (upload: string): string => join(uploads, upload);
  const present = new Set<string>();
  const arrived = new Map<string, Arrived>();

  const of = (upload: string): Arrived => {
    const found = arrived.get(upload);
    if (found === undefined) throw new Error(`There is no upload ${upload}`);
    return found;
  };
  const measure = (upload: string): { readonly digest: string; readonly size: number } => {
    const { hash, size } = of(upload);
    return { digest: `sha256:${hash.copy().digest('hex')}`, size };
  };

  return {
    read: (digest) => readFile(blobPath(digest)),
    open: (digest, range) => createReadStream(blobPath(digest), range),
    begin: () => {
      const upload = randomUUID();
      arrived.set(upload, { hash: createHash('sha256'), size: 0 });
      return upload;
    },
    append: async (upload, content) => {
      await mkdir(uploads, { recursive: true });
      await appendAll(uploadPath(upload), content, of(upload));
    },
    measure,
    keep: (upload) => {
      const { digest } = measure(upload);
      mkdirSync(blobs, { recursive: true });
      renameSync(uploadPath(upload), blobPath(digest));
      arrived.delete(upload);
      present.add(digest);
    },
    discard: (upload) => {
      arrived.delete(upload);
      rmSync(uploadPath(upload), { force: true });
    },
    digests: () => [...present],
    remove: (digest) => {
      present.delete(digest);
      rmSync(blobPath(digest), { force: true });
    },
    close: () => rm(storage, { recursive: true, force: true }),
  };
}

async function appendAll(path: string, content: AsyncIterable<Uint8Array>, sum: Arrived): Promise<void> {
  const file = await open(path, 'a');
  try {
    for await (const chunk of content) {
      await file.appendFile(chunk);
      sum.hash.update(chunk);
      sum.size += chunk.byteLength;
    }
  } finally {
    await file.close();
  }
}
