/** From a path to a document that ECS can be asked to register, which has the last word on its own rules. */
import type { Files } from '@slipway/action-kit/ports';
import { check } from './checking/check.ts';
import { invalid } from './checking/refusal.ts';
import { problemOf, type Problem } from './checking/words.ts';
import type { TaskDefinitionDocument } from './document.ts';
import { readTemplate, type Template } from './reading/read.ts';

export interface Usable extends Pick<Template, 'name' | 'source' | 'stripped'> {
  readonly document: TaskDefinitionDocument;
  /** What ECS would refuse by what is known here; what is only unwise is the business of render-task-def. */
  readonly doubts: readonly Problem[];
}

const correct =
  'Correct it, because it would not reach ECS as it stands; what ECS has learned since this version of Slipway needs a newer one. Nothing was changed.';

/**
 * @param path relative to the workspace, or absolute and inside it or the runner's temporary folder.
 * @throws Failure of kind input when there is no file, or its form is not that of a task definition: a part of it
 *   would not reach ECS.
 */
export async function readUsable(path: string, files: Pick<Files, 'read' | 'isOwn'>): Promise<Usable> {
  const template = await readTemplate(path, files);
  const problems = check(template.document).map((finding) =>
    problemOf(finding, template.document, template.source),
  );
  const malformed = problems.filter(({ breaks }) => breaks === 'form');
  if (malformed.length > 0) throw invalid(malformed, template, correct);
  // What has the form has what the type says.
  return {
    ...template,
    document: template.document as TaskDefinitionDocument,
    doubts: problems.filter(({ breaks }) => breaks !== 'nothing'),
  };
}
