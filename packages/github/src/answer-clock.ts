/** GitHub's clock at an answer: whatever is compared with a time that GitHub tells is measured by it, never by this machine. */
import type { Answer } from './api.ts';
import type { AnswerReader } from './reading.ts';

/** Milliseconds since the epoch, in whole seconds; undefined where the answer does not say. */
export function dateOf(answer: Answer): number | undefined {
  const date = answer.kind === 'answer' ? Date.parse(answer.headers.date ?? '') : Number.NaN;
  return Number.isFinite(date) ? date : undefined;
}

/** @param body of the answer. @throws Failure where it does not say. */
export function clockOf(answer: Answer, body: AnswerReader): number {
  const date = dateOf(answer);
  if (date === undefined) throw body.unreadable('the header `date`');
  return date;
}
