/** The repository of somebody who uses Slipway: their app and a copy of the folder terraform. */
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { git as ownGit } from '@slipway/local-workflows/git';

export interface Consumer {
  readonly folder: string;
  write(path: string, content: string): Promise<void>;
  /** @throws Error when there is nothing to change */
  change(path: string, from: RegExp | string, to: string): Promise<void>;
  /** @returns the commit. */
  commit(message: string): Promise<string>;
  /** Goes to a branch, which is made when it is not there. */
  branch(name: string): Promise<void>;
}

/** What a checkout has beside its sources, and the workflows of the example, of which this repository has its own. */
const left = new Set(['node_modules', '.github', '.terraform', '.data', '.terraform.lock.hcl']);
const isSource = (path: string): boolean => !left.has(basename(path));

/** @param root of the checkout of Slipway. @param folder that is made. */
export async function makeConsumer(root: string, folder: string): Promise<Consumer> {
  await cp(join(root, 'example-app'), folder, { recursive: true, filter: isSource });
  await cp(join(root, 'terraform'), join(folder, 'terraform'), { recursive: true, filter: isSource });
  await init(folder);
  return consumerIn(folder);
}

/** Makes the folder where it is not there. */
export async function init(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await git(folder, 'init', '--quiet', '--initial-branch', 'main');
}

export function consumerIn(folder: string): Consumer {
  const write = async (path: string, content: string): Promise<void> => {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  };
  return {
    folder,
    write,
    change: async (path, from, to) => {
      const text = await readFile(join(folder, path), 'utf8');
      const changed = text.replace(from, to);
      if (changed === text) throw new Error(`${path} has nothing like ${String(from)} to change.`);
      await write(path, changed);
    },
    commit: async (message) => {
      await git(folder, 'add', '--all');
      await git(folder, 'commit', '--quiet', '--message', message);
      return (await git(folder, 'rev-parse', 'HEAD')).trim();
    },
    branch: async (name) => {
      const there = await git(folder, 'branch', '--list', name);
      await git(folder, 'switch', '--quiet', ...(there === '' ? ['--create'] : []), name);
    },
  };
}

const git = (folder: string, ...args: readonly string[]): Promise<string> =>
  ownGit(folder, '-c', 'user.name=ada', '-c', 'user.email=ada@example.invalid', ...args);
