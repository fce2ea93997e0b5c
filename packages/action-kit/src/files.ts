/** The real disk: the only place where bundled code touches node:fs. */
import { randomUUID } from 'node:crypto';
import {
  access,
  constants,
  mkdir,
  open,
  readFile,
  readlink,
  realpath,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { dirname, join, relative, resolve, sep } from 'node:path';
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
    checkWritable: (path) => checkWritable(absolute(path)),
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

/** A file that is there must be one and be ours to change; else the nearest folder above it must take another. */
async function checkWritable(path: string): Promise<void> {
  const found = await stat(path).catch(absent);
  if (found?.isDirectory() === true) throw diskError('EISDIR', path);
  if (found !== undefined) return access(path, constants.W_OK);
  let folder = dirname(path);
  for (;;) {
    const above = await stat(folder).catch(absent);
    if (above?.isDirectory() === false) throw diskError('ENOTDIR', folder);
    if (above !== undefined) return access(folder, constants.W_OK);
    folder = dirname(folder);
  }
}

function absent(error: NodeJS.ErrnoException): undefined {
  if (error.code === 'ENOENT') return undefined;
  throw error;
}

const diskError = (code: string, path: string): Error =>
  Object.assign(new Error(`${code}: ${path}`), { code });

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

/** @param workspace absolute: where relative paths start. */
export function realFileStreams(workspace: string): FileStreams {
  const absolute = (path: string): string => resolve(workspace, path);
  return {
    size: (path) =>
      stat(absolute(path)).then(
        (found) => (found.isFile() ? found.size : undefined),
        () => undefined,
      ),
    stream: (path, range) => pieces(absolute(path), range),
  };
}

/** Each piece costs a turn of the event loop. */
const pieceBytes = 256 * 1024;

/**
 * In two buffers that take turns. A buffer for each piece would be left to the garbage collector, which is in no
 * hurry: some hundred megabytes while large files are sent.
 */
async function* pieces(path: string, range?: ByteRange): AsyncGenerator<Uint8Array> {
  const { from, until } = range ?? { from: 0, until: Number.POSITIVE_INFINITY };
  const size = Math.min(pieceBytes, Math.max(0, until - from));
  const buffers = [Buffer.allocUnsafeSlow(size), Buffer.allocUnsafeSlow(size)] as const;
  const file = await open(path);
  try {
    let [buffer, other] = buffers;
    for (let at = from; at < until; [buffer, other] = [other, buffer]) {
      const { bytesRead } = await file.read(buffer, 0, Math.min(size, until - at), at);
      if (bytesRead === 0) return;
      at += bytesRead;
      yield buffer.subarray(0, bytesRead);
    }
  } finally {
    await file.close();
  }
}
