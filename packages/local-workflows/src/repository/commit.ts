/**
 * The history of a copy: that of the repository, and where something stands there that is not committed, one commit on
 * top. So jobs find what they would after a push of everything: a clean tree, the commits before, and a commit that is
 * of these very files, by which images are told apart. The same files come to the same commit.
 */
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { branchOf, git, gitWith } from '../git.ts';

/**
 * Nothing of the person's settings is started by what is done in the copy, no hook and no watcher of files, and none
 * makes it refuse, or write an index that act can't read.
 */
const own = [
  ...['core.hooksPath=/dev/null', 'core.fsmonitor=false', 'core.safecrlf=false', 'clone.rejectShallow=false'],
  ...['log.showSignature=false', 'index.version=2', 'index.skipHash=false', 'core.splitIndex=false'],
].flatMap((setting) => ['-c', setting]);
const inCopy = (copy: string, ...args: readonly string[]): Promise<string> => git(copy, ...own, ...args);

/** Shares what is committed with the repository, has no files yet, and is on its branch. @param to is made */
export async function cloneWithoutFiles(from: string, to: string): Promise<void> {
  const flags = ['--quiet', '--shared', '--no-checkout', '--template=', '--origin', 'origin'];
  await git(dirname(to), ...own, 'clone', ...flags, from, to);
  const head = await commitOf(from);
  const branch = `refs/heads/${await branchOf(from)}`;
  await inCopy(to, 'symbolic-ref', 'HEAD', branch);
  if (head === undefined) return;
  await inCopy(to, 'update-ref', branch, head);
  await inCopy(to, 'read-tree', head);
  await makeFoldersOfSubmodules(to);
}

/** As a checkout leaves them: without its folder, a submodule would be deleted. */
async function makeFoldersOfSubmodules(copy: string): Promise<void> {
  const entries = (await inCopy(copy, 'ls-files', '-z', '--stage')).split('\0');
  const paths = entries.flatMap((entry) => /^160000 [^\t]*\t([^]+)$/.exec(entry)?.[1] ?? []);
  for (const path of paths) await mkdir(join(copy, path), { recursive: true });
}

/** Of files that are not there, or that stand otherwise, git is told that they are as committed. */
export async function hide(copy: string, paths: readonly string[]): Promise<void> {
  const tracked = new Set((await inCopy(copy, 'ls-files', '-z')).split('\0'));
  const those = paths.filter((path) => tracked.has(path));
  if (those.length > 0) await inCopy(copy, 'update-index', '--assume-unchanged', '--', ...those);
}

export async function commitAsItStands(copy: string): Promise<void> {
  await inCopy(copy, 'add', '--all', '--force');
  const tree = (await inCopy(copy, 'write-tree')).trim();
  const head = await commitOf(copy);
  if (head !== undefined && (await inCopy(copy, 'rev-parse', `${head}^{tree}`)).trim() === tree) return;
  const date = head === undefined ? '946684800' : await inCopy(copy, 'show', '-s', '--format=%ct', head);
  const parents = head === undefined ? [] : ['-p', head];
  const words = ['commit-tree', ...parents, '-m', message, tree];
  const commit = (await gitWith(asNobody(`${date.trim()} +0000`), copy, ...own, ...words)).trim();
  await inCopy(copy, 'update-ref', 'HEAD', commit);
}

const message = 'As it stands, with what is not committed yet';

const asNobody = (date: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    ['AUTHOR', 'COMMITTER'].flatMap((who) => [
      [`GIT_${who}_NAME`, 'slipway'],
      [`GIT_${who}_EMAIL`, 'slipway@example.invalid'],
      [`GIT_${who}_DATE`, date],
    ]),
  );

/** undefined where there is none yet. */
const commitOf = async (folder: string): Promise<string | undefined> =>
  (await git(folder, 'rev-parse', '--quiet', '--verify', 'HEAD').catch(() => '')).trim() || undefined;

/** @param settings key and value. */
export async function configure(
  copy: string,
  settings: readonly (readonly [string, string])[],
): Promise<void> {
  for (const setting of settings) await inCopy(copy, 'config', ...setting);
}
