/**
 * A copy of the repository as a commit of everything would hold it, in a repository of its own with that one commit:
 * what act runs may change it, and nothing of the history of the person's is touched.
 */
import { copyFile, lstat, mkdir, readlink, rm, symlink } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { git } from '@slipway/local-workflows/git';
import { filesOf, type Repository } from './facts.ts';
import { isWorkflow, linkElsewhere, staysIn } from './inside.ts';

/** Where a push goes to instead: git starts a program of this name, see `writePrograms`, which refuses. */
export const refusingTransport = 'slipway-refuses';

/** @param into a folder that does not exist yet. @returns how many files there are */
export async function copyRepository({ folder, name, branch }: Repository, into: string): Promise<number> {
  const files = (await filesOf(folder)).filter((path) => !isLeftOut(path));
  await mkdir(into, { recursive: true });
  const links: string[] = [];
  let copied = 0;
  for (const path of files) copied += await copy(join(folder, path), join(into, path), links);
  // Only now that all are there it is known where they lead.
  for (const link of links) if (!(await staysIn(into, link))) await leaveOut(into, link);
  await git(into, 'init', '--quiet', '--initial-branch', branch);
  const origin = `https://github.com/${name}.git`;
  await git(into, 'remote', 'add', 'origin', origin);
  await git(into, 'remote', 'set-url', '--push', 'origin', `${refusingTransport}::${origin}`);
  return copied;
}

/** @throws Failure of kind input for a workflow: it would be missed */
async function leaveOut(folder: string, link: string): Promise<void> {
  const path = relative(folder, link);
  if (isWorkflow(path)) throw linkElsewhere(path);
  await rm(link);
}

/** What is there by now is the one commit. */
export async function commitAll(folder: string): Promise<void> {
  await git(folder, 'add', '--all', '--force');
  await git(
    folder,
    ...asNobody,
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
async function copy(from: string, to: string, links: string[]): Promise<number> {
  const found = await lstat(from).catch(() => undefined);
  if (found === undefined || found.isDirectory()) return 0;
  await mkdir(dirname(to), { recursive: true });
  if (found.isSymbolicLink()) {
    await symlink(await readlink(from), to);
    links.push(to);
  } else await copyFile(from, to);
  return 1;
}

const asNobody = [
  'user.name=slipway',
  'user.email=slipway@example.invalid',
  'commit.gpgsign=false',
  'core.hooksPath=/dev/null',
].flatMap((setting) => ['-c', setting]);
