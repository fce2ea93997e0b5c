/**
 * The copy of a repository that a run sees: its files as they stand, on its history, with workflows and actions as act
 * reads them. The repository is only read, and nothing that a job does in the copy, or pushes from it, reaches it.
 */
import { constants } from 'node:fs';
import { copyFile, mkdir, readlink, realpath, rm, symlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { RunnableFile } from '../rewriting/runnable-by-act.ts';
import { cloneWithoutFiles, commitAsItStands, configure, hide } from './commit.ts';
import { filesOf, isWorkflow, type StandingFile } from './files.ts';
import { staysIn } from './links.ts';
import { refusals, refusingTransport } from './refused-pushes.ts';
import { rewriteFiles, type RewrittenFor } from './rewrite-files.ts';
import { leadsNowhere } from './unusable-file.ts';

export interface CopyOptions extends RewrittenFor {
  /** The repository's folder. */
  readonly from: string;
  /** A folder that does not exist yet. */
  readonly to: string;
}

export interface RepositoryCopy {
  /** How many files are in it. */
  readonly count: number;
  /** What act will read of it. */
  readonly files: readonly RunnableFile[];
}

/** @throws UnusableFile for a workflow that is no YAML, or a link to what is not in the repository */
export async function copyRepository(options: CopyOptions): Promise<RepositoryCopy> {
  const { to, repository } = options;
  const from = await realpath(options.from);
  await cloneWithoutFiles(from, to);
  await pointAway(to, from, repository);
  // act would read its flags from there once more, and they may hold secrets.
  const files = (await filesOf(from)).filter(({ path }) => path !== '.actrc');
  const gone = await copyFiles(files, from, to);
  await hide(to, [...gone, '.actrc']);
  await commitAsItStands(to);
  const left = files.map(({ path }) => path).filter((path) => !gone.includes(path));
  const rewritten = await rewriteFiles(to, left, options);
  // A job that asks git what is changed does not see what was rewritten.
  await hide(
    to,
    rewritten.filter(({ edits }) => edits.length > 0).map(({ path }) => path),
  );
  return { count: left.length, files: rewritten };
}

/** @returns the links among them that are not there, because they lead out. */
async function copyFiles(
  files: readonly StandingFile[],
  from: string,
  to: string,
): Promise<readonly string[]> {
  const links = files.filter(({ isLink }) => isLink).map(({ path }) => path);
  for (const { path, isLink } of files)
    if (!isLink) {
      await mkdir(dirname(join(to, path)), { recursive: true });
      await copyFile(join(from, path), join(to, path), constants.COPYFILE_FICLONE);
    }
  // Behind the files, so that nothing is written through one.
  for (const path of links) {
    await mkdir(dirname(join(to, path)), { recursive: true });
    await symlink(await readlink(join(from, path)), join(to, path));
  }
  const gone: string[] = [];
  // Only now that all are there it is known where they lead.
  for (const path of links) if (!(await staysIn(to, join(to, path)))) gone.push(path);
  for (const path of gone) {
    if (isWorkflow(path)) throw await leadsNowhere(to, path);
    await rm(join(to, path));
  }
  return gone;
}

/**
 * A clone has the person's folder as its origin, and a push of a job would write there. The address is GitHub's, so that
 * jobs read whose it is; what is fetched from it comes from the folder all the same, and what is pushed is refused.
 */
async function pointAway(copy: string, from: string, repository: string): Promise<void> {
  const origin = `https://github.com/${repository}.git`;
  await configure(copy, [
    ['remote.origin.url', origin],
    ['remote.origin.pushurl', `${refusingTransport}::${origin}`],
    [`url.${from}.insteadOf`, origin],
    ...refusals([from, `file://${from}`]),
  ]);
}
