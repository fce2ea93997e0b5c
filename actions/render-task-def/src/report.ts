/** What render-task-def tells of a rendered document. */
import type { Annotation } from '@slipway/action-kit/annotation';
import { code, heading, join, paragraph, sentence, table, type Markdown } from '@slipway/action-kit/markdown';
import type { OutputName } from '@slipway/action-kit/inputs';
import type { Report } from '@slipway/action-kit/report';
import { oneLine } from '@slipway/action-kit/untrusted';
import type { Difference } from '@slipway/task-definition/comparing/compare';
import type { Json } from '@slipway/task-definition/document';
import { hidden, hiddenChange, redacted } from '@slipway/task-definition/comparing/redact';
import type { contract } from './contract.ts';
import { isPinned } from './image-source.ts';
import type { Rendered } from './render-task-definition.ts';

export function reportOf(rendered: Rendered): Report<OutputName<typeof contract>> {
  const shown = redacted(rendered.differences);
  return {
    lines: linesOf(rendered, shown),
    annotations: [...unread(rendered), ...unpinned(rendered)],
    summary: summaryOf(rendered, shown),
    outputs: {
      'task-definition': rendered.path ?? '',
      changed: String(rendered.differences.length > 0),
      diff: JSON.stringify(shown),
    },
  };
}

function linesOf(rendered: Rendered, shown: readonly Difference[]): readonly string[] {
  const { template, stripped, family, path } = rendered;
  const leftOut =
    stripped.length === 0 ? [] : [`Left out, because it is nothing to register: ${stripped.join(', ')}.`];
  return [
    `Template: ${template}`,
    ...leftOut,
    `Family: ${family}`,
    ...[...rendered.images].map(([container, image]) => `Image of ${container}: ${image}`),
    counted(shown.length),
    ...shown.map((each) => `  ${each.path}: ${inWords(each)}`),
    path === undefined ? 'Dry run: nothing was written.' : `Written to ${path}`,
  ];
}

function unread({ unread: inputs }: Rendered): readonly Annotation[] {
  return inputs.map(({ input, instead }) => ({
    level: 'warning',
    title: 'render-task-def: an input is not read',
    message: `\`${input}\` is not read, because \`${instead}\` names the template. Leave one of them out.`,
  }));
}

function unpinned({ images }: Rendered): readonly Annotation[] {
  return [...images]
    .filter(([, image]) => !isPinned(image))
    .map(([container, image]) => ({
      level: 'notice',
      title: 'render-task-def: an image is not pinned',
      message: `The image of ${container}, ${image}, is named without a digest: what it is can change after this run. Give \`repository\` and \`digest\` to pin it.`,
    }));
}

function summaryOf({ template, family, path }: Rendered, shown: readonly Difference[]): Markdown {
  const rows = shown.map((each) => [
    code(each.path),
    cell(each.before),
    hiddenWords(each) ?? cell(each.after),
  ]);
  return join(
    heading(sentence('📄 Task definition ', code(family))),
    paragraph('Template: ', code(template)),
    rows.length === 0 ? paragraph(counted(0)) : table(['What', 'Template', 'Now'], rows),
    path === undefined ? paragraph('Dry run: nothing was written.') : paragraph('Written to ', code(path)),
  );
}

function counted(count: number): string {
  if (count === 0) return 'Nothing differs from the template.';
  return count === 1 ? '1 difference from the template:' : `${String(count)} differences from the template:`;
}

const inWords = (difference: Difference): string =>
  hiddenWords(difference) ?? `${value(difference.before)} → ${value(difference.after)}`;

function hiddenWords(difference: Difference): string | undefined {
  const change = hiddenChange(difference);
  return change === undefined ? undefined : `${change} ${hidden}`;
}

const cell = (json: Json): string | Markdown => (json === null ? 'none' : code(value(json)));

function value(json: Json): string {
  if (json === null) return 'none';
  return oneLine(typeof json === 'string' ? json : JSON.stringify(json), 300);
}
