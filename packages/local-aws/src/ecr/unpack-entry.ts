/**
 * One entry of a layer on disk. Nothing is ever written outside the root: `..` is refused, a link in the way is
 * followed only while it stays inside, and links themselves are made to mean what they mean inside the image.
 */
import { createWriteStream } from 'node:fs';
import { chmod, link, lstat, mkdir, readdir, rm, symlink } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Header } from 'tar-stream';
import { folderInside, partsOf } from './inside-root.ts';

export interface LayerTarget {
  /** Absolute. */
  readonly root: string;
  /** What this layer has put there: a whiteout only hides what lower layers did. */
  readonly written: Set<string>;
  /** What the image says of each symbolic link that any layer made, by its absolute path. */
  readonly links: Map<string, string>;
}

const whiteout = '.wh.';
const opaque = '.wh..wh..opq';

export async function applyEntry(
  header: Header,
  content: AsyncIterable<Uint8Array>,
  target: LayerTarget,
): Promise<void> {
  const parts = partsOf(header.name);
  const name = parts.at(-1);
  // The root itself.
  if (name === undefined) return;
  const folder = await folderInside(target.root, parts.slice(0, -1), 'replace');
  if (name === opaque) return hideBelow(folder, target);
  if (name.startsWith(whiteout)) return hide(join(folder, hiddenName(name)), target);
  const path = join(folder, name);
  target.written.add(path);
  await make(header, content, path, target);
}

function hiddenName(name: string): string {
  const [hidden] = partsOf(name.slice(whiteout.length));
  if (hidden === undefined) throw new Error(`The image hides a file without a name: ${name}`);
  return hidden;
}

async function make(
  header: Header,
  content: AsyncIterable<Uint8Array>,
  path: string,
  target: LayerTarget,
): Promise<void> {
  switch (header.type) {
    case 'directory':
      return makeFolder(path, header.mode);
    case 'symlink':
      return makeLink(path, header.linkname, target);
    case 'link':
      return makeHardLink(path, header.linkname, target);
    case 'file':
    case 'contiguous-file':
      return makeFile(path, content, header.mode);
    default:
      // Devices and pipes need root and are of no use to a process of this machine.
      return;
  }
}

async function makeFolder(path: string, mode = 0o755): Promise<void> {
  const found = await lstat(path).catch(() => undefined);
  if (found?.isDirectory() !== true) {
    await rm(path, { force: true });
    await mkdir(path);
  }
  // Always writable by its owner, or it could not be filled and removed.
  await chmod(path, (mode & 0o777) | 0o700);
}

async function makeFile(path: string, content: AsyncIterable<Uint8Array>, mode = 0o644): Promise<void> {
  await rm(path, { recursive: true, force: true });
  await pipeline(content, createWriteStream(path, { flags: 'wx' }));
  await chmod(path, mode & 0o777);
}

async function makeLink(path: string, linkname: string, { root, links }: LayerTarget): Promise<void> {
  await rm(path, { recursive: true, force: true });
  links.set(path, linkname);
  await symlink(linkTarget(linkname, path, root), path);
}

async function makeHardLink(path: string, linkname: string, target: LayerTarget): Promise<void> {
  const source = await existingPath(linkname, target.root);
  const found = await lstat(source);
  // The relative target that was made for the one place would lead out of the root from another.
  if (found.isSymbolicLink()) return makeLink(path, meaningOf(source, target), target);
  await rm(path, { recursive: true, force: true });
  await link(source, path);
}

function meaningOf(source: string, { links }: LayerTarget): string {
  const linkname = links.get(source);
  if (linkname === undefined) throw new Error(`The image has a link that none of its layers made: ${source}`);
  return linkname;
}

/** A relative target that reaches what the link means inside the image, `/` being the root. */
function linkTarget(target: string, path: string, root: string): string {
  const from = target.startsWith('/') ? [] : relative(root, dirname(path)).split('/');
  const reached: string[] = [];
  for (const part of [...from, ...target.split('/')]) {
    // Above the root is the root, as in a container.
    if (part === '..') reached.pop();
    else if (part !== '' && part !== '.') reached.push(part);
  }
  return relative(dirname(path), join(root, ...reached)) || '.';
}

async function existingPath(name: string, root: string): Promise<string> {
  const parts = partsOf(name);
  return join(await folderInside(root, parts.slice(0, -1), 'refuse'), parts.at(-1) ?? '');
}

/** Removes what lower layers put there; what this layer has put below it stays. */
async function hide(path: string, target: LayerTarget): Promise<void> {
  const isOwn = target.written.has(path) || [...target.written].some((each) => each.startsWith(`${path}/`));
  if (!isOwn) return rm(path, { recursive: true, force: true });
  if ((await lstat(path)).isDirectory()) await hideBelow(path, target);
}

async function hideBelow(folder: string, target: LayerTarget): Promise<void> {
  for (const name of await readdir(folder)) await hide(join(folder, name), target);
}
