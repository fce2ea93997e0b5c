/** The blobs of a layout folder, read only after size and digest have been compared with what was promised. */
import type { Files, FileStreams } from '@slipway/action-kit/ports';
import { hexOf, measure, sha256 } from './digest.ts';
import { blobCorrupt, blobMissing, blobOfOtherSize, blobUnreadable } from './layout-failures.ts';
import type { Descriptor } from './manifest.ts';

/** What reading a layout needs of the disk. */
export type LayoutFiles = Pick<Files, 'read' | 'exists'> & FileStreams;

export interface LayoutBlobs {
  /** Small blobs: manifests and configurations. @throws Failure when it is missing or differs. */
  read(descriptor: Descriptor): Promise<Uint8Array>;
  /** Reads the blob to its end without keeping it. @throws Failure when it is missing or differs. */
  verify(descriptor: Descriptor): Promise<void>;
  /** What the disk says against it is thrown as a Failure that names the blob. */
  open(digest: string): AsyncIterable<Uint8Array>;
}

export function layoutBlobs(folder: string, files: LayoutFiles): LayoutBlobs {
  const pathOf = (digest: string): string => `${folder}/blobs/sha256/${hexOf(digest)}`;

  async function checkSize({ digest, size }: Descriptor): Promise<void> {
    const found = await files.size(pathOf(digest));
    if (found === undefined) throw blobMissing(folder, digest);
    if (found !== size) throw blobOfOtherSize(folder, digest, size, found);
  }

  async function* stream(digest: string): AsyncGenerator<Uint8Array> {
    try {
      yield* files.stream(pathOf(digest));
    } catch (error) {
      throw blobUnreadable(folder, digest, error);
    }
  }

  const checkDigest = (promised: string, found: string): void => {
    if (found !== promised) throw blobCorrupt(folder, promised, found);
  };

  return {
    read: async (descriptor) => {
      await checkSize(descriptor);
      const bytes = await files.read(pathOf(descriptor.digest));
      checkDigest(descriptor.digest, sha256(bytes));
      return bytes;
    },
    verify: async (descriptor) => {
      await checkSize(descriptor);
      const found = await measure(stream(descriptor.digest));
      checkDigest(descriptor.digest, found.digest);
    },
    open: stream,
  };
}
