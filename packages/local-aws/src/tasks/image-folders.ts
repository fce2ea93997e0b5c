/** The unpacked images: one folder a digest, made when it is first needed, shared by all tasks, gone at close. */
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { ImageStore, StoredImage } from '../ports.ts';

export interface ImageFolders {
  /** @returns the absolute path of the image's root file system. */
  of(image: StoredImage): Promise<string>;
  close(): Promise<void>;
}

/** @param storage absolute path of a folder that may not exist yet. */
export function createImageFolders(images: Pick<ImageStore, 'unpack'>, storage: string): ImageFolders {
  const unpacked = new Map<string, Promise<string>>();
  const made: string[] = [];
  const unpack = async (image: StoredImage): Promise<string> => {
    await mkdir(storage, { recursive: true });
    const folder = await mkdtemp(join(storage, 'image-'));
    made.push(folder);
    await images.unpack(image, folder);
    return folder;
  };
  return {
    of: (image) => {
      const known = unpacked.get(image.digest);
      if (known !== undefined) return known;
      const folder = unpack(image);
      unpacked.set(image.digest, folder);
      // What could not be unpacked is tried again by the next task.
      folder.catch(() => unpacked.delete(image.digest));
      return folder;
    },
    close: async () => {
      await Promise.allSettled(unpacked.values());
      await Promise.all(made.map((folder) => rm(folder, { recursive: true, force: true })));
    },
  };
}
