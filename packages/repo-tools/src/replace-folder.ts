/**
 * Puts one folder in the place of another, so that who reads it meanwhile finds the old one or the new one whole.
 * A folder can't be renamed over a full one, so two renames are the least: between them there is none.
 */
import { existsSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';

/** What it does to the disk, in words that a test can listen to. */
export interface Disk {
  readonly exists: (path: string) => boolean;
  readonly rename: (from: string, to: string) => Promise<void>;
  readonly remove: (path: string) => Promise<void>;
}

const realDisk: Disk = {
  exists: existsSync,
  rename: (from, to) => rename(from, to),
  remove: (path) => rm(path, { recursive: true, force: true }),
};

/** @throws Error when `fresh` can't be moved; the old folder then stands where it stood. */
export async function replaceFolder(into: string, fresh: string, disk: Disk = realDisk): Promise<void> {
  const old = `${into}.old`;
  // Left by a build that was killed between the renames.
  await disk.remove(old);
  const replaces = disk.exists(into);
  if (replaces) await disk.rename(into, old);
  try {
    await disk.rename(fresh, into);
  } catch (error) {
    if (replaces) await disk.rename(old, into);
    throw error;
  }
  await disk.remove(old);
}
