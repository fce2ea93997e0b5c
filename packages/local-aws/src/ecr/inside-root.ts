/** Paths of an archive, walked part by part below a root that they can't leave, links included. */
import { lstat, mkdir, realpath, rm } from 'node:fs/promises';
import { join, sep } from 'node:path';

/** @throws Error for a path with `..` */
export function partsOf(name: string): readonly string[] {
  const parts = name.split('/').filter((part) => part !== '' && part !== '.');
  if (parts.includes('..')) throw new Error(`The image has an entry outside its root: ${name}`);
  return parts;
}

/** Whether a file that stands where a folder is wanted gives way: it does when a higher layer replaces it. */
export type FileInTheWay = 'replace' | 'refuse';

/**
 * The folder at `parts` below `root`, made where it is missing, with every link resolved.
 * @throws Error for a link that leaves the root, and for a file in the way that is not to be replaced.
 */
export async function folderInside(
  root: string,
  parts: readonly string[],
  inTheWay: FileInTheWay,
): Promise<string> {
  const top = await realpath(root);
  let folder = top;
  for (const part of parts) folder = await step(top, join(folder, part), inTheWay);
  return folder;
}

async function step(top: string, path: string, inTheWay: FileInTheWay): Promise<string> {
  const found = await lstat(path).catch(() => undefined);
  if (found?.isDirectory() === true) return path;
  if (found?.isSymbolicLink() === true) return followed(top, path);
  if (found !== undefined && inTheWay === 'refuse') {
    throw new Error(`The image has a file where a folder is wanted: ${path}`);
  }
  await rm(path, { force: true });
  await mkdir(path);
  return path;
}

async function followed(top: string, path: string): Promise<string> {
  const real = await realpath(path).catch(() => undefined);
  if (real === undefined) throw new Error(`The image has a link that leads nowhere: ${path}`);
  if (real === top || real.startsWith(top + sep)) return real;
  throw new Error(`The image has a link that leaves its root: ${path}`);
}
