/** What render-task-def tells of a rendered document. */
import type { Annotation } from '@slipway/action-kit/annotation';
import type { OutputName } from '@slipway/action-kit/inputs';
import {
  code,
  heading,
  join,
  list,
  message as withCode,
  paragraph,
  sentence,
  table,
  type Markdown,
} from '@slipway/action-kit/markdown';
import type { Report } from '@slipway/action-kit/report';
import {
  hidden,
  looksSecret,
  redacted,
  type ShownDifference,
} from '@slipway/task-definition/comparing/redact';
import type { contract } from './contract.ts';
import { changeLine, changeRow, countInWords } from './difference-words.ts';
import type { Rendered } from './render-task-definition.ts';

/** What was rendered, with everything hidden that must not be seen: nothing is told but from this. */
interface Told extends Omit<Rendered, 'differences'> {
  readonly differences: readonly ShownDifference[];
}

export function reportOf(rendered: Rendered): Report<OutputName<typeof contract>> {
  const told: Told = {
    ...rendered,
    differences: redacted(rendered.differences),
    images: new Map([...rendered.images].map(([container, image]) => [container, shownImage(image)])),
  };
  return {
    lines: linesOf(told),
    annotations: [...unread(told), ...told.gaps.map(gap), ...told.warnings],
    summary: summaryOf(told),
    outputs: {
      'task-definition': told.path ?? '',
      // Compared with nothing, it is neither true nor false.
      changed: told.comparedWith === undefined ? '' : String(told.differences.length > 0),
      diff: JSON.stringify(told.differences),
    },
  };
}

/** With `strict: false` nothing keeps a login out of the name of an image. */
const shownImage = (image: string): string => (looksSecret(image) ? hidden : image);

function linesOf(told: Told): readonly string[] {
  const { template, stripped, family, images, comparedWith, differences } = told;
  const leftOut =
    stripped.length === 0 ? [] : [`Left out, because it is nothing to register: ${stripped.join(', ')}.`];
  const compared = comparedWith === undefined ? [] : [countInWords(differences.length, comparedWith)];
  return [
    `Template: ${template}`,
    ...leftOut,
    `Family: ${family}`,
    ...[...images].map(([container, image]) => `Image of ${container}: ${image}`),
    ...compared,
    ...differences.map((difference) => `  ${changeLine(difference)}`),
    written(told),
  ];
}

const written = ({ path }: Told): string =>
  path === undefined ? 'Dry run: nothing was written.' : `Written to ${path}`;

const gap = (message: string): Annotation => ({
  level: 'notice',
  title: 'render-task-def: not checked',
  message,
});

function unread({ unread: inputs }: Told): readonly Annotation[] {
  return inputs.map(({ input, instead }) => ({
    level: 'warning',
    title: 'render-task-def: an input is not read',
    message: `\`${input}\` is not read, because \`${instead}\` names the template. Leave one of them out.`,
  }));
}

function summaryOf(told: Told): Markdown {
  const { template, family, warnings, gaps } = told;
  const remarks = [...warnings.map(({ message }) => message), ...gaps];
  return join(
    heading(sentence('📄 Task definition ', code(family))),
    paragraph('Template: ', code(template)),
    ...comparison(told),
    ...(remarks.length === 0 ? [] : [heading('Worth a look', 3), list(remarks.map(withCode))]),
    paragraph(written(told)),
  );
}

function comparison({ comparedWith, differences }: Told): readonly Markdown[] {
  if (comparedWith === undefined) return [];
  const count = paragraph(countInWords(differences.length, comparedWith));
  return differences.length === 0
    ? [count]
    : [count, table(['', 'What', 'Before', 'After'], differences.map(changeRow))];
}
