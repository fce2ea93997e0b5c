/** A refusal of GitHub's and what a person is told of it: by such rows each table of failures is tested. */
import type { Answer, Operation } from '../src/api.ts';
import { githubFailure } from '../src/failures.ts';
import { callOf } from './scripted-api.ts';

export type Refusal = [
  code: string,
  kind: string,
  operation: Operation,
  about: string,
  answer: Answer,
  sentence: string,
];

/** The body of an answer that has nothing but words. */
export const message = (text: string): object => ({ message: text });

/** @param advice what the caller would have done. */
export function toldOf([, , operation, about, answer]: Refusal, advice?: string): object {
  const call = { ...callOf(operation, about), ...(advice === undefined ? {} : { advice }) };
  const { code, kind, message: sentence } = githubFailure(answer, call);
  return { code, kind, sentence };
}

export const expected = ([code, kind, , , , sentence]: Refusal): object => ({ code, kind, sentence });
