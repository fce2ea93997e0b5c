/**
 * The files of a repository as a commit of everything would hold them: tracked, or new and not ignored, as they stand.
 * The repository is only read.
 */
import { existsSync } from 'node:fs';
import { lstat, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { WorkflowFile } from '../checking/workflow-files.ts';
import { git } from '../git.ts';
import { staysIn } from './links.ts';
import { leadsNowhere } from './unusable-file.ts';

export interface StandingFile {
  /** Below the folder. */
  readonly path: string;
  readonly isLink: boolean;
}

/** @returns also those of submodules, where they are checked out; nothing of what is deleted. */
export async function filesOf(top: string): Promise<readonly StandingFile[]> {
  const tracked = await list(top, '--cached');
  const others = await list(top, '--others', '--exclude-standard');
  // Who has no .gitignore has not meant to commit what is installed.
  const all = [...tracked, ...others.filter((path) => !/(?:^|\/)node_modules(?:\/|$)/.test(path))];
  const isBelow = belowFolders(top);
  const found: StandingFile[] = [];
  for (const path of all) if (await isBelow(dirname(path))) found.push(...(await standing(top, path)));
  return found;
}

const list = async (folder: string, ...args: readonly string[]): Promise<readonly string[]> => [
  ...new Set((await git(folder, 'ls-files', '-z', ...args)).split('\0').filter((path) => path !== '')),
];

/** What git knows as a folder may have become a link by now, behind which lies what is none of its files. */
function belowFolders(top: string): (parent: string) => Promise<boolean> {
  const known = new Map([['.', Promise.resolve(true)]]);
  const look = async (path: string): Promise<boolean> =>
    (await isFolder(dirname(path))) &&
    !(await lstat(join(top, path)).catch(() => undefined))?.isSymbolicLink();
  const isFolder = (path: string): Promise<boolean> => {
    const answer = known.get(path) ?? look(path);
    known.set(path, answer);
    return answer;
  };
  return isFolder;
}

async function standing(top: string, path: string): Promise<readonly StandingFile[]> {
  const found = await lstat(join(top, path)).catch(() => undefined);
  if (found === undefined) return [];
  if (!found.isDirectory()) return [{ path, isLink: found.isSymbolicLink() }];
  // With a slash behind it, it is the repository of somebody else that nobody has added.
  if (path.endsWith('/') || !existsSync(join(top, path, '.git'))) return [];
  return (await filesOf(join(top, path))).map((file) => ({ ...file, path: join(path, file.path) }));
}

export const isWorkflow = (path: string): boolean => /^\.github\/workflows\/[^/]+\.ya?ml$/.test(path);

/**
 * The workflows of a repository, as they stand.
 * @throws UnusableFile for one that is a link to what is not in it
 */
export async function workflowFilesOf(folder: string, repository: string): Promise<readonly WorkflowFile[]> {
  const those = (await filesOf(folder)).filter(({ path }) => isWorkflow(path));
  return Promise.all(
    those.map(async ({ path, isLink }) => {
      if (isLink && !(await staysIn(folder, join(folder, path)))) throw await leadsNowhere(folder, path);
      return { repository, path, text: await readFile(join(folder, path), 'utf8') };
    }),
  );
}
