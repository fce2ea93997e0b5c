/** A disk in memory for layouts, as the port describes it; `writeLayout`'s output is loaded into it from the real one. */
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { LayoutFiles } from '../src/layout-store.ts';

export interface MemoryFiles extends LayoutFiles {
  readonly contents: Map<string, Uint8Array>;
}

export function memoryFiles(contents = new Map<string, Uint8Array>()): MemoryFiles {
  const get = (path: string): Uint8Array => {
    const found = contents.get(path);
    if (found === undefined) throw Object.assign(new Error(`no such file: ${path}`), { code: 'ENOENT' });
    return found;
  };
  return {
    contents,
    exists: async (path) =>
      contents.has(path) || [...contents.keys()].some((key) => key.startsWith(`${path}/`)),
    size: async (path) => contents.get(path)?.byteLength,
    stream: async function* (path, range) {
      yield get(path).subarray(range?.from, range?.until);
    },
  };
}

/** Every file below `folder`, under `name/…`. */
export async function loadFolder(folder: string, name: string): Promise<MemoryFiles> {
  const contents = new Map<string, Uint8Array>();
  for (const path of await readdir(folder, { recursive: true })) {
    if ((await stat(join(folder, path))).isFile()) {
      contents.set(`${name}/${path}`, await readFile(join(folder, path)));
    }
  }
  return memoryFiles(contents);
}
