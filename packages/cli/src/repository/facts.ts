/** What is known of the repository a person stands in: where it is, what it is called, what is checked out. */
import { basename } from 'node:path';
import { inputFailure } from '@slipway/action-kit/failures';
import { branchOf, git } from '@slipway/local-workflows/git';
import { filesOf, isWorkflow } from '@slipway/local-workflows/repository/files';

export interface Repository {
  /** Its top folder, absolute. */
  readonly folder: string;
  /** `owner/name` of its origin, or one made up of the folder's name. */
  readonly name: string;
  /** The branch that is checked out; `main` when it is none. */
  readonly branch: string;
  /** That pull requests are for, as far as this repository tells. */
  readonly defaultBranch: string;
  readonly hasCommit: boolean;
  readonly hasWorkflows: boolean;
}

/** @throws Failure of kind input outside of a repository */
export async function repositoryAt(folder: string): Promise<Repository> {
  const top = await said(folder, 'rev-parse', '--show-toplevel');
  if (top === undefined)
    throw inputFailure({
      code: 'no-repository',
      what: `${folder} can't be run`,
      why: 'it is in no repository of git, which says what belongs to it',
      hint: 'Go to your repository, or type `git init` here.',
    });
  const remote = await said(folder, 'remote', 'get-url', 'origin');
  const branch = await branchOf(folder);
  const files = await filesOf(top);
  return {
    ...{ folder: top, name: nameIn(remote) ?? `local/${slug(basename(top))}`, branch },
    defaultBranch: await defaultBranchOf(top, branch),
    hasCommit: (await said(top, 'rev-parse', '--quiet', '--verify', 'HEAD')) !== undefined,
    hasWorkflows: files.some(({ path }) => isWorkflow(path)),
  };
}

/** GitHub's own is known by a clone; else the one that git is told to begin with, where there is such a branch. */
async function defaultBranchOf(folder: string, branch: string): Promise<string> {
  const cloned = await said(folder, 'symbolic-ref', '--quiet', '--short', 'refs/remotes/origin/HEAD');
  if (cloned !== undefined) return cloned.replace(/^origin\//, '');
  const usual = [await said(folder, 'config', 'init.defaultBranch'), 'main', 'master'];
  for (const name of usual)
    if (name !== undefined && (await said(folder, 'branch', '--list', name)) !== undefined) return name;
  return branch;
}

/** @returns `owner/name` of a URL such as `git@github.com:owner/name.git`. */
export const nameIn = (url: string | undefined): string | undefined =>
  /[/:]([\w.-]+\/[\w.-]+?)(?:\.git)?\/?$/.exec(url ?? '')?.[1];

const slug = (name: string): string => name.replace(/[^\w.-]+/g, '-');

/** undefined when it fails or says nothing. */
async function said(folder: string, ...args: readonly string[]): Promise<string | undefined> {
  try {
    return (await git(folder, ...args)).trim() || undefined;
  } catch {
    return undefined;
  }
}
