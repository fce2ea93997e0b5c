/** The blobs of a layout: their sizes are compared with what was promised at once, their content where it is read. */
import type { ByteRange } from '@slipway/action-kit/ports';
import { hexOf, measure, sha256 } from './digest.ts';
import {
  blobCorrupt,
  blobMissing,
  blobOfOtherSize,
  blobUnreadable,
  manifestMalformed,
} from './layout-failures.ts';
import { readWhole, type LayoutStore } from './layout-store.ts';
import type { Descriptor } from './manifest.ts';

export interface LayoutBlobs {
  /** Small blobs: manifests and configurations. @throws Failure when it is missing or differs. */
  read(descriptor: Descriptor): Promise<Uint8Array>;
  /** @throws Failure when it is missing or has another size. */
  require(descriptor: Descriptor): Promise<void>;
  /** Reads the blob to its end without keeping it. @throws Failure when it is missing or differs. */
  verify(descriptor: Descriptor): Promise<void>;
  /** What the disk says against it is thrown as a Failure that names the blob. */
  open(digest: string, range?: ByteRange): AsyncIterable<Uint8Array>;
}

/** What is held in memory: the limit of registries for a manifest. */
const largestRead = 4 * 1024 * 1024;

export function layoutBlobs(store: LayoutStore): LayoutBlobs {
  const { path } = store;
  const nameOf = (digest: string): string => `blobs/sha256/${hexOf(digest)}`;

  async function require({ digest, size }: Descriptor): Promise<void> {
    const found = await store.size(nameOf(digest));
    if (found === undefined) throw blobMissing(path, digest);
    if (found !== size) throw blobOfOtherSize(path, digest, size, found);
  }

  async function* open(digest: string, range?: ByteRange): AsyncGenerator<Uint8Array> {
    try {
      yield* store.open(nameOf(digest), range);
    } catch (error) {
      throw blobUnreadable(path, digest, error);
    }
  }

  const checkDigest = (promised: string, found: string): void => {
    if (found !== promised) throw blobCorrupt(path, promised, `its content has the digest ${found}`);
  };

  return {
    read: async (descriptor) => {
      await require(descriptor);
      const { digest, size } = descriptor;
      if (size > largestRead) throw manifestMalformed(path, digest, `it has ${String(size)} bytes`);
      const bytes = await readWhole(open(digest));
      checkDigest(digest, sha256(bytes));
      return bytes;
    },
    require,
    verify: async (descriptor) => {
      await require(descriptor);
      const found = await measure(open(descriptor.digest));
      checkDigest(descriptor.digest, found.digest);
    },
    open,
  };
}
