/** Where files are to be written, refused before anything else is done when they can't be there. */
import { wrongInputs } from '@slipway/action-kit/inputs';
import type { Files } from '@slipway/action-kit/ports';
import type { Inputs } from './inputs.ts';

export type TargetFiles = Pick<Files, 'isOwn' | 'checkWritable' | 'resolve'>;

type Targets = Pick<Inputs, 'sarifFile' | 'reportFile'>;

const reasons: Readonly<Record<string, string>> = {
  EISDIR: 'it is a folder',
  ENOTDIR: 'a part of its path is a file, not a folder',
  EACCES: 'this job may not write there',
  EPERM: 'this job may not write there',
  EROFS: 'nothing can be written there',
  ENAMETOOLONG: 'its path is too long',
};

/** @throws Failure of kind input where a file that is read would be written over. */
export function checkApart(
  { sarifFile, reportFile }: Targets,
  read: readonly string[],
  files: Pick<Files, 'resolve'>,
): void {
  const isRead = (path: string | undefined): boolean =>
    path !== undefined && read.some((each) => files.resolve(each) === files.resolve(path));
  const over = (input: string, path: string | undefined): string =>
    `\`${input}\` must be another file than those that are read, but was \`${path ?? ''}\``;
  const problems = [
    ...(isRead(sarifFile) ? [over('sarif-file', sarifFile)] : []),
    ...(isRead(reportFile) ? [over('report-file', reportFile)] : []),
  ];
  if (problems.length > 0) throw wrongInputs(problems);
}

/** @throws Failure of kind input that names each path that is wrong. */
export async function checkTargets({ sarifFile, reportFile }: Targets, files: TargetFiles): Promise<void> {
  const problems = [
    await problemOf('sarif-file', sarifFile, files),
    await problemOf('report-file', reportFile, files),
    ...(sarifFile !== undefined &&
    reportFile !== undefined &&
    files.resolve(sarifFile) === files.resolve(reportFile)
      ? ['`sarif-file` and `report-file` must be two files, but are the same']
      : []),
  ].filter((problem) => problem !== undefined);
  if (problems.length > 0) throw wrongInputs(problems);
}

async function problemOf(
  input: string,
  path: string | undefined,
  files: TargetFiles,
): Promise<string | undefined> {
  if (path === undefined) return undefined;
  if (!(await files.isOwn(path)))
    return `\`${input}\` must be in the workspace or in the temporary folder of the runner, but was \`${path}\``;
  try {
    await files.checkWritable(path);
    return undefined;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    const reason = Object.hasOwn(reasons, code) ? reasons[code] : undefined;
    if (reason === undefined) throw error;
    return `\`${input}\` must be a file that can be written, but was \`${path}\` (${reason})`;
  }
}
