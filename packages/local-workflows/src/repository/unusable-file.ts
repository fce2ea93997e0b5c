/** A workflow or an action of a repository that can't be run, in words for the person. */
import { readlink } from 'node:fs/promises';
import { join } from 'node:path';

export class UnusableFile extends Error {
  override name = 'UnusableFile';
  /** Below the repository. */
  readonly path: string;
  readonly why: string;
  /** What to type, or to do. */
  readonly hint: string;

  constructor(path: string, { why, hint, ...options }: { why: string; hint: string } & ErrorOptions) {
    super(`${path} can't be run: ${why}. ${hint}`, options);
    this.path = path;
    this.why = why;
    this.hint = hint;
  }
}

/** One that would be missed. */
export const leadsNowhere = async (folder: string, path: string): Promise<UnusableFile> =>
  new UnusableFile(path, {
    why: `it is a symbolic link to ${await readlink(join(folder, path))}, which GitHub would not have`,
    hint: 'Put the file itself there.',
  });

export const unreadable = (path: string, cause: unknown): UnusableFile =>
  new UnusableFile(path, {
    why: (cause instanceof Error ? cause.message : String(cause)).trim().replace(/\.$/, ''),
    hint: 'Correct it, then type the same again.',
    cause,
  });
