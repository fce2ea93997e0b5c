/** The real disk: the only place where bundled code touches node:fs. */
import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { access, mkdir, readFile, readlink, realpath, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { Readable } from 'node:stream';
import type { ByteRange, Files, FileStreams } from './ports.ts';

/** @param folders absolute paths: where relative paths start, and where temporary files go. */
export function realFiles(folders: { readonly workspace: string; readonly temporary: string }): Files {
  const absolute = (path: string): string => resolve(folders.workspace, path);
  return {
    resolve: absolute,
    read: (path) => readFile(absolute(path)),
    write: async (path, content) => {
      await mkdir(dirname(absolute(path)), { recursive: true });
      await writeFile(absolute(path), content);
    },
    writePrivate: async (path, content) => {
      await mkdir(dirname(absolute(path)), { recursive: true, mode: 0o700 });
      await writeFile(absolute(path), content, { mode: 0o600 });
    },
    // A junction, where the system knows them: a link proper is a privilege there.
    linkFolder: (path, target) => symlink(absolute(target), absolute(path), 'junction'),
    exists: (path) =>
      access(absolute(path)).then(
        () => true,
        () => false,
      ),
    temporary: (name) => join(folders.temporary, `slipway-${randomUUID()}`, name),
    isOwn: async (path) => {
      const real = await realPath(absolute(path));
      const own = await Promise.all(
        [folders.workspace, folders.temporary].map((folder) => realPath(resolve(folder))),
      );
      return own.some((folder) => isInside(folder, real));
    },
    remove: (path) => rm(absolute(path), { recursive: true, force: true }),
  };
}

/** As many as Linux follows. */
const mostLinks = 40;

/** With links followed, also those to what does not exist yet, which stands where the nearest folder above it really is. */
async function realPath(path: string, links = mostLinks): Promise<string> {
  try {
    return await realpath(path);
  } catch {
    const above = dirname(path);
    if (above === path) return path;
    const here = join(await realPath(above, links), relative(above, path));
    const target = links === 0 ? undefined : await readlink(here).catch(() => undefined);
    return target === undefined ? here : realPath(resolve(dirname(here), target), links - 1);
  }
}

const isInside = (folder: string, path: string): boolean =>
  path === folder || path.startsWith(folder.endsWith(sep) ? folder : `${folder}${sep}`);

/** Fewer and larger pieces than a stream's own 64 KiB: each costs a turn of the event loop. */
const pieceBytes = 256 * 1024;

/** What createReadStream calls a range: its end is included, so an empty one can't be said. */
const partOf = (range: ByteRange | undefined): { readonly start?: number; readonly end?: number } =>
  range === undefined ? {} : { start: range.from, end: range.until - 1 };

/** @param workspace absolute: where relative paths start. */
export function realFileStreams(workspace: string): FileStreams {
  const absolute = (path: string): string => resolve(workspace, path);
  return {
    size: (path) =>
      stat(absolute(path)).then(
        (found) => (found.isFile() ? found.size : undefined),
        () => undefined,
      ),
    stream: (path, range) => {
      if (range !== undefined && range.until <= range.from) return Readable.from([]);
      return createReadStream(absolute(path), { highWaterMark: pieceBytes, ...partOf(range) });
    },
  };
}
