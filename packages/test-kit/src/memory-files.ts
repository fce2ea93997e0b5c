/** A disk in memory that behaves as the real one does where it matters: missing files, folders, removal. */
import { posix } from 'node:path';
import type { Files } from '@slipway/action-kit/ports';

export interface MemoryFiles extends Files {
  /** Absolute path → content, as text. */
  readonly contents: ReadonlyMap<string, string>;
}

/** @param initial path → content; relative paths start at the workspace, which is `/workspace`. */
export function memoryFiles(initial: Readonly<Record<string, string | Uint8Array>> = {}): MemoryFiles {
  const resolve = (path: string): string => posix.resolve('/workspace', path);
  const bytes = (content: string | Uint8Array | Iterable<string>): Uint8Array =>
    ArrayBuffer.isView(content)
      ? content
      : new TextEncoder().encode(typeof content === 'string' ? content : [...content].join(''));
  const files = new Map(Object.entries(initial).map(([path, content]) => [resolve(path), bytes(content)]));
  const isFolder = (path: string): boolean => [...files.keys()].some((each) => each.startsWith(`${path}/`));
  let temporaries = 0;
  const write = async (path: string, content: string | Uint8Array | Iterable<string>): Promise<void> => {
    if (isFolder(resolve(path))) throw diskError('EISDIR', path);
    files.set(resolve(path), bytes(content));
  };
  return {
    resolve,
    read: async (path) => {
      const found = files.get(resolve(path));
      if (found !== undefined) return found;
      throw isFolder(resolve(path)) ? diskError('EISDIR', path) : diskError('ENOENT', path);
    },
    write,
    writePrivate: write,
    checkWritable: async (path) => {
      if (isFolder(resolve(path))) throw diskError('EISDIR', path);
    },
    // Enough to see that one was made: nothing is read through it.
    linkFolder: (path, target) => write(path, `-> ${resolve(target)}`),
    exists: async (path) => files.has(resolve(path)) || isFolder(resolve(path)),
    temporary: (name) => {
      temporaries += 1;
      return `/temporary/${String(temporaries)}/${name}`;
    },
    isOwn: async (path) => /^\/(?:workspace|temporary)(?:\/|$)/.test(resolve(path)),
    remove: async (path) => {
      const gone = resolve(path);
      for (const each of files.keys()) if (each === gone || each.startsWith(`${gone}/`)) files.delete(each);
    },
    get contents() {
      return new Map([...files].map(([path, content]) => [path, new TextDecoder().decode(content)]));
    },
  };
}

const words = { ENOENT: 'no such file or directory', EISDIR: 'illegal operation on a directory' } as const;

function diskError(code: keyof typeof words, path: string): Error {
  return Object.assign(new Error(`${code}: ${words[code]}, open '${path}'`), { code });
}
