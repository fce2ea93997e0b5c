/** The use case: read the template, complete the images, change the document, compare, and write it last. */
import { inputFailure } from '@slipway/action-kit/failures';
import { requireContainer } from '@slipway/task-definition/changing/containers';
import { differences, type Difference } from '@slipway/task-definition/comparing/compare';
import { check } from '@slipway/task-definition/checking/check';
import type { Known } from '@slipway/task-definition/checking/finding';
import { invalid } from '@slipway/task-definition/checking/refusal';
import { problemOf, type Problem } from '@slipway/task-definition/checking/words';
import type { TaskDefinitionDocument } from '@slipway/task-definition/document';
import { readTemplate, type Template } from '@slipway/task-definition/reading/read';
import { documentOf } from '@slipway/task-definition/registered';
import { renderDocument } from '@slipway/task-definition/render';
import { changeTemplate } from './change-template.ts';
import { completeImages, imagesByContainer } from './complete-images.ts';
import { chosenContainers } from './container-choice.ts';
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
  readonly differences: readonly Difference[];
  /** What is legal and unwise. */
  readonly warnings: readonly Problem[];
  /** Absolute; undefined in a dry run. */
  readonly path: string | undefined;
}

/** @throws Failure before anything is written. */
export async function renderTaskDefinition(request: Request, ports: Ports): Promise<Rendered> {
  const read = await templateOf(request.template.source, ports);
  const { name, stripped } = read;
  const template = read.document as TaskDefinitionDocument;
  const containers = request.image === undefined ? [] : chosenContainers(request.containers, template);
  const wanted = imagesByContainer(request.image, containers, request.images);
  for (const { container } of wanted) requireContainer(template, container);
  const images = await completeImages(wanted, ports.registry);
  const document = changeTemplate(template, request, images) as TaskDefinitionDocument;
  const problems = problemsOf(document, read, {});
  const broken = problems.filter(({ breaks }) => breaks !== 'nothing');
  if (broken.length > 0) throw invalid(broken, read, 'Correct what is named. Nothing was written.');
  return {
    warnings: problems,
    template: name,
    unread: request.template.unread.map((input) => ({ input, instead: request.template.input })),
    stripped,
    family: familyOf(document, name),
    images,
    differences: differences(template, document),
    path: request.dryRun ? undefined : await write(document, request.outputFile, ports),
  };
}

async function templateOf(source: TemplateSource, { files, templates }: Ports): Promise<Template> {
  if (source.kind === 'file') return readTemplate(source.path, files);
  const { arn, taskDefinition, tags } = await templates().read(source.reference);
  // Every registered revision has read-only members, so there is nothing to tell.
  return { name: arn, document: documentOf(taskDefinition, tags), stripped: [] };
}

const problemsOf = (document: TaskDefinitionDocument, template: Template, known: Known): readonly Problem[] =>
  check(document, known).map((finding) => problemOf(finding, document, template.source));

function familyOf({ family }: TaskDefinitionDocument, template: string): string {
  if (family !== undefined && family !== '') return family;
  throw inputFailure({
    code: 'family-missing',
    what: `The task definition ${template} has no family`,
    hint: 'Set the input `family`, or write `"family"` into the file.',
  });
}

async function write(
  document: TaskDefinitionDocument,
  outputFile: string | undefined,
  { files }: Ports,
): Promise<string> {
  const path = files.resolve(outputFile ?? files.temporary('task-definition.json'));
  await files.write(path, renderDocument(document));
  return path;
}
