/**
 * The git of this machine in one folder, and in that one alone. Inside of a hook git tells every program which
 * repository and which index are meant (GIT_DIR, GIT_INDEX_FILE …), and that would win over the folder: a commit in a
 * copy would be one on the branch of the person. So none of git's variables are handed on.
 */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

type Environment = Readonly<Record<string, string | undefined>>;

/** @returns what is not git's of an environment. */
export const withoutGit = (environment: Environment): Environment =>
  Object.fromEntries(Object.entries(environment).filter(([name]) => !/^GIT_/i.test(name)));

/** @returns the branch that is checked out; `main` where none is, on which a run has to be all the same. */
export const branchOf = async (folder: string): Promise<string> => {
  const said = git(folder, 'symbolic-ref', '--quiet', '--short', 'HEAD').catch(() => '');
  return (await said).trim() || 'main';
};

/** @returns what it wrote. @throws Error when it fails */
export const git = (folder: string, ...args: readonly string[]): Promise<string> =>
  gitWith({}, folder, ...args);

/** @param own variables that git is to have all the same. */
export async function gitWith(own: Environment, folder: string, ...args: readonly string[]): Promise<string> {
  const options = { cwd: folder, env: { ...withoutGit(process.env), ...own }, maxBuffer: 1 << 28 };
  const { stdout } = await promisify(execFile)('git', args, options);
  return stdout;
}
