/**
 * A copy of the repository as a commit of everything would hold it, in a repository of its own with that one commit:
 * what act runs may change it, and nothing of the history of the person's is touched.
 */
import { execFile } from 'node:child_process';
import { copyFile, lstat, mkdir, readlink, symlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { filesOf, type Repository } from './facts.ts';

/** @param into a folder that does not exist yet. @returns how many files there are */
export async function copyRepository({ folder, name, branch }: Repository, into: string): Promise<number> {
  const files = (await filesOf(folder)).filter((path) => !isLeftOut(path));
  await mkdir(into, { recursive: true });
  let copied = 0;
  for (const path of files) copied += await copy(join(folder, path), join(into, path));
  await git(into, 'init', '--quiet', '--initial-branch', branch);
  await git(into, 'remote', 'add', 'origin', `https://github.com/${name}.git`);
  return copied;
}

/** What is there by now is the one commit. */
export async function commitAll(folder: string): Promise<void> {
  await git(folder, 'add', '--all', '--force');
  await git(
    folder,
    'commit',
    '--quiet',
    '--allow-empty',
    '--no-verify',
    '--message',
    'As it stands, with what is not committed yet',
  );
}

/** Installed packages belong to nobody's commit; the flags of .actrc are read where they stand. */
const isLeftOut = (path: string): boolean => /(?:^|\/)node_modules\//.test(path) || path === '.actrc';

/** @returns 0 for what is deleted since the last commit, and for the repositories of others (submodules). */
async function copy(from: string, to: string): Promise<number> {
  const found = await lstat(from).catch(() => undefined);
  if (found === undefined || found.isDirectory()) return 0;
  await mkdir(dirname(to), { recursive: true });
  if (found.isSymbolicLink()) await symlink(await readlink(from), to);
  else await copyFile(from, to);
  return 1;
}

async function git(folder: string, ...args: readonly string[]): Promise<void> {
  const own = [
    '-c',
    'user.name=slipway',
    '-c',
    'user.email=slipway@example.invalid',
    '-c',
    'commit.gpgsign=false',
    '-c',
    'core.hooksPath=/dev/null',
  ];
  await promisify(execFile)('git', [...own, ...args], { cwd: folder });
}
