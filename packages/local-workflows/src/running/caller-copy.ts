/**
 * The caller's repository as a run sees it: its files as they stand, committed or not, on the commit that they are
 * based on; rewritten for act where needed. The repository itself is only read.
 */
import { cp, lstat, mkdir, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join, sep } from 'node:path';
import type { WorkflowFile } from '../checking/workflow-files.ts';
import { git } from '../git.ts';
import { runnableByAct, type RunnableFile } from '../rewriting/runnable-by-act.ts';

export interface CallerCopy {
  /** The repository's folder. */
  readonly from: string;
  readonly to: string;
  /** `owner/name`. */
  readonly repository: string;
  /** `refs/heads/main`. */
  readonly ref: string;
  /** Whether the callers of a workflow give it `id-token: write`; see `SourceFile`. */
  readonly isGrantedToken?:
    ((file: { readonly repository: string; readonly path: string }) => boolean) | undefined;
}

/** Workflows and actions: what act reads. */
const readByAct = /^\.github\/workflows\/[^/]+\.ya?ml$|(?:^|\/)action\.ya?ml$/;

/** @returns what act will read of it. */
export async function copyCaller({
  from,
  to,
  repository,
  ref,
  isGrantedToken,
}: CallerCopy): Promise<readonly RunnableFile[]> {
  await git(dirname(to), 'clone', '--quiet', '--shared', '--no-checkout', from, to);
  await pointAway(to, from, repository);
  const paths = await filesOf(from);
  for (const path of paths) await copyFile(join(from, path), join(to, path));
  const files = await Promise.all(
    paths
      .filter((path) => readByAct.test(path))
      .map(async (path) => {
        const text = await readFile(await inside(from, path), 'utf8');
        const file = runnableByAct({
          ...{ repository, path, text, ref },
          isGrantedToken: isGrantedToken?.({ repository, path }),
        });
        await writeInstead(join(to, path), file.text);
        return file;
      }),
  );
  await git(to, 'reset', '--quiet');
  await hideRewriting(to, files);
  return files;
}

/** Tracked, or new and not ignored; what is deleted is left out. */
export async function filesOf(folder: string): Promise<readonly string[]> {
  const list = async (...args: readonly string[]): Promise<readonly string[]> =>
    (await git(folder, 'ls-files', '-z', ...args)).split('\0').filter((path) => path !== '');
  const deleted = new Set(await list('--deleted'));
  const all = await list('--cached', '--others', '--exclude-standard');
  return [...new Set(all)].filter((path) => !deleted.has(path));
}

async function copyFile(from: string, to: string): Promise<void> {
  await mkdir(dirname(to), { recursive: true });
  await cp(from, to, {
    recursive: true,
    verbatimSymlinks: true,
    filter: (path) => basename(path) !== '.git',
  });
}

/** A job that asks git what is changed sees what the caller has changed, and not what was rewritten. */
async function hideRewriting(copy: string, files: readonly RunnableFile[]): Promise<void> {
  const tracked = new Set((await git(copy, 'ls-files', '-z')).split('\0'));
  const changed = files.filter(({ path, edits }) => edits.length > 0 && tracked.has(path));
  if (changed.length === 0) return;
  await git(copy, 'update-index', '--assume-unchanged', '--', ...changed.map(({ path }) => path));
}

/**
 * A clone has the person's folder as its origin, and a push of a job would write there. The address is GitHub's, so that
 * jobs read whose it is; what is fetched from it comes from the folder all the same, and what is pushed goes nowhere.
 */
async function pointAway(copy: string, from: string, repository: string): Promise<void> {
  const [address, nowhere] = [`https://github.com/${repository}`, 'https://local-runs-push-nothing.invalid/'];
  await git(copy, 'remote', 'set-url', 'origin', `${address}.git`);
  for (const [place, key, value] of [
    [from, 'insteadOf', `${address}.git`],
    [nowhere, 'pushInsteadOf', 'https://github.com/'],
    [nowhere, 'pushInsteadOf', from],
  ] as const)
    await git(copy, 'config', '--add', `url.${place}.${key}`, value);
}

/** @throws Error for a link that leads out of the repository: the commit would not hold what is there */
async function inside(folder: string, path: string): Promise<string> {
  const [top, place] = await Promise.all([realpath(folder), realpath(join(folder, path))]);
  if (place.startsWith(`${top}${sep}`)) return place;
  throw new Error(
    `${path} can't be run: it is a link to ${place}, outside of the repository, which GitHub would not have. Put the file itself there.`,
  );
}

/** Never through a link: what it leads to may be the person's own file. */
async function writeInstead(path: string, text: string): Promise<void> {
  if ((await lstat(path)).isSymbolicLink()) await rm(path);
  await writeFile(path, text);
}

/** The workflows of a repository, as they stand. */
export async function workflowFilesOf(folder: string, repository: string): Promise<readonly WorkflowFile[]> {
  const paths = (await filesOf(folder)).filter(
    (path) => readByAct.test(path) && path.startsWith('.github/workflows/'),
  );
  return Promise.all(
    paths.map(async (path) => ({
      ...{ repository, path },
      text: await readFile(await inside(folder, path), 'utf8'),
    })),
  );
}
