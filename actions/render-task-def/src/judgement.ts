/** Which of the problems of a document fail the step, and what is left of the document when none does. */
import type { JsonObject } from '@slipway/documents/value';
import type { Finding } from '@slipway/task-definition/checking/finding';
import type { Problem } from '@slipway/task-definition/checking/words';
import { withoutParts } from '@slipway/task-definition/changing/without';

const unknownMember = 'unknown-member';

/** A value of a wrong type can't be sent at all, so nothing makes a warning of it. */
export function isError({ breaks, rule }: Pick<Problem, 'breaks' | 'rule'>, strict: boolean): boolean {
  if (strict) return breaks !== 'nothing';
  return breaks === 'form' && rule !== unknownMember;
}

/** What of it would reach ECS: the SDK leaves out what it does not know, so the file does not pretend to have it. */
export function withoutUnknown(document: JsonObject, findings: readonly Finding[]): JsonObject {
  const paths = findings.filter(({ rule }) => rule === unknownMember).map(({ path }) => path);
  return withoutParts(document, paths);
}

/** A problem that only `strict: false` lets pass says so, and what becomes of it. */
export function waived(problem: Problem): Problem {
  if (!isError(problem, true)) return problem;
  const end = problem.rule === unknownMember ? ' It was left out' : ' It was let pass';
  return { ...problem, sentence: `${problem.sentence}${end}, because \`strict\` is false.` };
}
