/** The real folders. Apart from files.ts, because one action only looks into any, and the others need not bring it. */
import { readdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Folders } from './ports.ts';

/** @param workspace absolute: where relative paths start. */
export function realFolders(workspace: string): Folders {
  return {
    namesIn: async (folder) => {
      const entries = await readdir(resolve(workspace, folder), { withFileTypes: true });
      return entries.filter((entry) => entry.isFile()).map(({ name }) => name);
    },
  };
}
