/** What a disk may answer instead of a file, in words. */

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EISDIR: 'it is a folder',
  ENOTDIR: 'a part of its path is a file, not a folder',
  EACCES: 'this job may not read it',
  EPERM: 'this job may not read it',
  ELOOP: 'its links lead back to itself',
  ENAMETOOLONG: 'its path is too long',
  ERR_FS_FILE_TOO_LARGE: 'it is larger than 2 GB',
};

export interface DiskAnswer {
  readonly reason: string;
  /** The next thing to do; undefined where it depends on what the file is for. */
  readonly hint: string | undefined;
}

/** @returns undefined for an error that no disk gives. */
export function diskAnswer(error: unknown): DiskAnswer | undefined {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const reason = Object.hasOwn(reasons, code) ? reasons[code] : undefined;
  return reason === undefined ? undefined : { reason, hint: code === 'ENOENT' ? lookForIt : undefined };
}

const lookForIt =
  'Check the path, which is relative to the workspace, and that actions/checkout or another step before this one puts the file there.';

/** For a path that leads out of what belongs to the job. */
export const outside: DiskAnswer = {
  reason: 'it is neither in the workspace nor in the temporary folder of the runner',
  hint: 'Give a path inside the workspace; links that lead out of it are not followed.',
};
