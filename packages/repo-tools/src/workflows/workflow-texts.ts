/**
 * Every text of this repository that is a workflow: those that run or are called, the starters that people copy, and the
 * examples in pages. It stands apart because each contract is held over all of them: a new file is covered by itself.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { blocksOf } from '../markdown-blocks.ts';
import { filesBelow, root } from '../repository.ts';
import { wholeWorkflow } from './whole-workflow.ts';

export interface WorkflowText {
  /** From the root of the repository; of an example, with the line of its opening fence. */
  readonly path: string;
  readonly kind: 'workflow' | 'starter' | 'example';
  readonly content: string;
}

/** Under which name others use what this repository publishes. */
export const published = 'slipway-actions/slipway';

export const workflowTexts = (repository = root): readonly WorkflowText[] => [
  ...textsBelow('.github/workflows', 'workflow', repository),
  ...textsBelow('workflows-templates', 'starter', repository),
  ...textsBelow('example-app/.github/workflows', 'starter', repository),
  ...pagesOf(repository).flatMap((page) => examplesOf(page, repository)),
];

/** Composite actions that our workflows are made of. */
export const internalActions = (repository = root): readonly string[] =>
  filesBelow(join(repository, '.github/actions'))
    .filter((file) => /\/action\.ya?ml$/.test(file))
    .map((file) => `.github/actions/${file}`);

function textsBelow(folder: string, kind: WorkflowText['kind'], repository: string): readonly WorkflowText[] {
  return filesBelow(join(repository, folder))
    .filter((file) => /\.ya?ml$/.test(file))
    .map((file) => ({
      path: `${folder}/${file}`,
      kind,
      content: readFileSync(join(repository, folder, file), 'utf8'),
    }));
}

/** @returns every page in Markdown that people read. */
export const pagesOf = (repository = root): readonly string[] => [
  'README.md',
  'CONTRIBUTING.md',
  ...['.github', 'actions', 'docs', 'packages', 'example-app', 'terraform', 'workflows-templates'].flatMap(
    (folder) =>
      filesBelow(join(repository, folder))
        .filter((file) => file.endsWith('.md'))
        .map((file) => `${folder}/${file}`),
  ),
];

/** The blocks of a page that are a workflow or a piece of one, each made whole. */
function examplesOf(page: string, repository: string): readonly WorkflowText[] {
  return blocksOf(readFileSync(join(repository, page), 'utf8'), 'yaml').flatMap(({ line, content }) => {
    const whole = wholeWorkflow(content);
    return whole === undefined ? [] : [{ path: `${page}:${line}`, kind: 'example', content: whole }];
  });
}
