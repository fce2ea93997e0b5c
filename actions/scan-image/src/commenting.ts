/** The comment on the pull request that this run is of. A gate never depends on it: what can't be written is a warning. */
import { asFailure } from '@slipway/action-kit/failures';
import type { Inputs } from './inputs.ts';
import type { JudgedImage } from './judged-image.ts';
import { commentOf, type CommentSource } from './reporting/comment.ts';
import type { WrittenFiles } from './reporting/written-files.ts';

export interface Commenting {
  readonly source: CommentSource;
  /** Its number; undefined in a run of none. */
  readonly pullRequest: () => Promise<number | undefined>;
  readonly comments: {
    /** @param marker the first line of `body`, by which it is found again. */
    put(number: number, marker: string, body: string): Promise<'created' | 'updated' | 'unchanged'>;
  };
}

type Told = Pick<WrittenFiles, 'remarks' | 'annotations'>;

/** @returns the files, and what is to be said of the comment. */
export async function withComment(
  files: WrittenFiles,
  judged: JudgedImage,
  inputs: Pick<Inputs, 'comment' | 'githubToken'>,
  commenting: Commenting,
): Promise<WrittenFiles> {
  if (!inputs.comment || judged.dryRun) return files;
  const told = await comment(judged, inputs, commenting);
  return {
    ...files,
    remarks: [...files.remarks, ...told.remarks],
    annotations: [...files.annotations, ...told.annotations],
  };
}

async function comment(
  judged: JudgedImage,
  { githubToken }: Pick<Inputs, 'githubToken'>,
  { source, pullRequest, comments }: Commenting,
): Promise<Told> {
  const number = await pullRequest();
  if (number === undefined) return remark('No comment: this run is of no pull request.');
  if (githubToken === undefined)
    return notWritten('`github-token` is empty. Leave it out, or set it to a token that may comment.');
  try {
    const { marker, body } = commentOf(judged, source);
    const put = await comments.put(number, marker, body);
    return remark(`The comment on pull request ${String(number)} was ${putWords[put]}.`);
  } catch (thrown) {
    return notWritten(asFailure(thrown).message);
  }
}

const putWords = { created: 'written', updated: 'brought up to date', unchanged: 'left as it is' } as const;

const remark = (words: string): Told => ({ remarks: [words], annotations: [] });

const notWritten = (why: string): Told => ({
  remarks: [],
  annotations: [
    { level: 'warning', title: 'scan-image: no comment', message: `${why} The verdict stands without it.` },
  ],
});
