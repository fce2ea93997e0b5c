/** The use case: read the template, complete the images, change the document, check it, compare it, and write it last. */
import type { Annotation } from '@slipway/action-kit/annotation';
import { inputFailure } from '@slipway/action-kit/failures';
import type { JsonObject } from '@slipway/documents/value';
import { requireContainer } from '@slipway/task-definition/changing/containers';
import { check } from '@slipway/task-definition/checking/check';
import type { Known } from '@slipway/task-definition/checking/finding';
import { annotationOf, invalid } from '@slipway/task-definition/checking/refusal';
import { problemOf, type Problem } from '@slipway/task-definition/checking/words';
import { differences, type Difference } from '@slipway/task-definition/comparing/compare';
import type { TaskDefinitionDocument } from '@slipway/task-definition/document';
import { readTemplate, type Template } from '@slipway/task-definition/reading/read';
import { documentOf } from '@slipway/task-definition/registered';
import { renderDocument } from '@slipway/task-definition/render';
import { changeTemplate } from './change-template.ts';
import { comparedWith, type Compared } from './compared-with.ts';
import { completeImages, imagesByContainer } from './complete-images.ts';
import { chosenContainers } from './container-choice.ts';
import { isError, waived, withoutUnknown } from './judgement.ts';
import { outputPath } from './output-path.ts';
import { platformFacts } from './platform-facts.ts';
import type { Ports } from './ports.ts';
import type { Request } from './request.ts';
import type { TemplateSource } from './template-source.ts';

export interface Rendered {
  /** The template as people know it: a path or an ARN. */
  readonly template: string;
  /** Inputs that name another template, and the one that was read instead. */
  readonly unread: readonly { readonly input: string; readonly instead: string }[];
  /** Read-only members that were left out of a file. */
  readonly stripped: readonly string[];
  readonly family: string;
  /** Container → image, of those that were set. */
  readonly images: ReadonlyMap<string, string>;
  /** What the differences are from, in words; undefined when it was compared with nothing. */
  readonly comparedWith: string | undefined;
  readonly differences: readonly Difference[];
  /** What is legal and unwise, and what `strict: false` lets pass: at its line. */
  readonly warnings: readonly Annotation[];
  /** What could not be checked: a sentence each. */
  readonly gaps: readonly string[];
  /** Absolute; undefined in a dry run. */
  readonly path: string | undefined;
}

/** @throws Failure before anything is written. */
export async function renderTaskDefinition(request: Request, ports: Ports): Promise<Rendered> {
  const path = await outputPath(request.outputFile, ports.files);
  const template = await templateOf(request.template.source, ports);
  const compared = await comparedWith(request.compareWith, template, ports);
  const { images, platforms, gaps } = await imagesOf(request, template.document, ports);
  const changed = changeTemplate(template.document, request, images);
  const known: Known = { platforms, isExecEnabled: compared.isExecEnabled };
  const { document, warnings } = checked(changed, template, known, request.strict);
  if (!request.dryRun) await write(document, path, ports);
  return {
    template: template.name,
    unread: request.template.unread.map((input) => ({ input, instead: request.template.input })),
    stripped: template.stripped,
    family: document.family ?? '',
    images,
    comparedWith: compared.name,
    differences: differencesFrom(compared, document),
    warnings,
    gaps,
    path: request.dryRun ? undefined : path,
  };
}

async function templateOf(source: TemplateSource, { files, templates }: Ports): Promise<Template> {
  if (source.kind === 'file') return readTemplate(source.path, files);
  const { arn, taskDefinition, tags } = await templates().read(source.reference);
  // Every registered revision has read-only members, so there is nothing to tell.
  return { name: arn, document: documentOf(taskDefinition, tags), stripped: [] };
}

async function imagesOf({ image, images, containers }: Request, template: JsonObject, ports: Ports) {
  const chosen = image === undefined ? [] : chosenContainers(containers, template);
  const wanted = imagesByContainer(image, chosen, images);
  for (const { container } of wanted) requireContainer(template, container);
  const completed = await completeImages(wanted, ports.registry);
  return { images: completed, ...(await platformFacts(wanted, completed, ports.platforms)) };
}

const hintFor = (errors: readonly Problem[]): string =>
  errors.every(({ breaks }) => breaks !== 'registration')
    ? 'Correct what is named. Nothing was written.'
    : 'Correct what is named, or set `strict: false` to let ECS decide about the rules. Nothing was written.';

function checked(
  document: JsonObject,
  template: Template,
  known: Known,
  strict: boolean,
): { readonly document: TaskDefinitionDocument; readonly warnings: readonly Annotation[] } {
  const findings = check(document, known);
  const problems = findings.map((finding) => problemOf(finding, document, template.source));
  const errors = problems.filter((problem) => isError(problem, strict));
  const others = problems.filter((problem) => !isError(problem, strict));
  if (errors.length > 0) throw invalid(errors, template, hintFor(errors), others);
  return {
    // What has no mistake of form has what the type says.
    document: withoutUnknown(document, findings) as TaskDefinitionDocument,
    warnings: others.map((problem) => annotationOf(waived(problem), template, 'warning')),
  };
}

const differencesFrom = ({ document }: Compared, rendered: TaskDefinitionDocument): readonly Difference[] =>
  document === undefined ? [] : differences(document, rendered);

async function write(document: TaskDefinitionDocument, path: string, { files }: Ports): Promise<void> {
  try {
    await files.write(path, renderDocument(document));
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw inputFailure({
      code: 'output-file-not-written',
      what: `The document could not be written to ${path}`,
      why,
      hint: 'Set `output-file` to a path of a file that this job may write.',
      cause,
    });
  }
}
