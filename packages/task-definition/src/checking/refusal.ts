/** Problems as what a person gets: annotations at the lines of the file, and the failure of a document that has some. */
import type { Annotation } from '@slipway/action-kit/annotation';
import { inputFailure, type Failure } from '@slipway/action-kit/failures';
import { oneLine } from '@slipway/action-kit/untrusted';
import type { Template } from '../reading/read.ts';
import type { Problem } from './words.ts';

/** A template that is a file is annotated at the lines of that file, others without a place. */
export function annotationOf(
  { rule, position, sentence }: Problem,
  { name, source }: Pick<Template, 'name' | 'source'>,
  level: Annotation['level'],
): Annotation {
  const place = source === undefined || position === undefined ? {} : { file: name, line: position.line };
  return { level, title: rule, message: sentence, ...place };
}

/**
 * @param problems at least one; the failure carries each as an annotation.
 * @param hint what to do about them.
 * @param besides what is legal and unwise: not counted, and shown after the problems.
 */
export function invalid(
  problems: readonly Problem[],
  template: Pick<Template, 'name' | 'source'>,
  hint: string,
  besides: readonly Problem[] = [],
): Failure {
  const [first] = problems;
  const why = first?.sentence.replace(/\.$/, '') ?? '';
  const others = problems.length - 1;
  return inputFailure({
    code: 'task-definition-invalid',
    what: `The task definition ${oneLine(template.name, 300)} has ${others === 0 ? 'a mistake' : `${String(problems.length)} mistakes`}`,
    why: others === 0 ? why : `${why}; and ${String(others)} more`,
    hint,
    details: [
      ...problems.map((problem) => annotationOf(problem, template, 'error')),
      ...besides.map((problem) => annotationOf(problem, template, 'warning')),
    ],
  });
}
