/** The tables of inputs and outputs in an action's README, between markers; the rest of the page is by hand. */
import type { ActionYaml, YamlInput, YamlOutput } from './action-yaml.ts';

/**
 * @param file names it in errors.
 * @returns the README with both tables as action.yml has them.
 * @throws Error when a marker is missing, doubled or out of order.
 */
export function withTables(file: string, readme: string, action: ActionYaml): string {
  const withInputs = replaceBetween(file, readme, 'inputs', inputsTable(action.inputs));
  return replaceBetween(file, withInputs, 'outputs', outputsTable(action.outputs));
}

function inputsTable(inputs: readonly YamlInput[]): string {
  const followed = inputs.filter((input) => !isOnlyAnswered(input));
  const answered = inputs.filter(isOnlyAnswered);
  const rows = followed.map((input) => [
    `\`${input.name}\`${input.required ? ' *' : ''}`,
    defaultCell(input),
    cell(input.description),
  ]);
  const note = inputs.some((input) => input.required) ? ['', '`*` required'] : [];
  return [...table(['input', 'default', 'meaning'], rows), ...note, ...answeredTable(answered)].join('\n');
}

/** Declared in order to say what to write instead: below the others, where they crowd nobody's view. */
const isOnlyAnswered = ({ description }: YamlInput): boolean => /^Not supported\b/.test(description);

function answeredTable(inputs: readonly YamlInput[]): readonly string[] {
  if (inputs.length === 0) return [];
  const rows = inputs.map(({ name, description }) => [`\`${name}\``, cell(description)]);
  return [
    '',
    '<details><summary>Inputs of the aws-actions that are answered, not followed</summary>',
    '',
    ...table(['input', 'answer'], rows),
    '',
    '</details>',
  ];
}

function defaultCell(input: YamlInput): string {
  return input.default === undefined || input.default === '' ? '' : `\`${cell(input.default)}\``;
}

function outputsTable(outputs: readonly YamlOutput[]): string {
  return table(
    ['output', 'meaning'],
    outputs.map((output) => [`\`${output.name}\``, cell(output.description)]),
  ).join('\n');
}

/** A table in Markdown, as lines; what stands in cells is Markdown already. */
export function table(header: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  const line = (cells: readonly string[]): string =>
    `| ${cells.join(' | ')} |`.replace(/\| {2}(?=\|)/g, '| ');
  return [line(header), `|${header.map(() => '---|').join('')}`, ...rows.map(line)];
}

/** Text for one cell. */
export function cell(text: string): string {
  return text
    .trim()
    .replace(/\s*\n\s*/g, ' ')
    .replaceAll('|', '\\|');
}

/** @throws Error when a marker is missing, doubled or out of order. */
export function replaceBetween(file: string, text: string, marker: string, body: string): string {
  const open = `<!-- ${marker} -->`;
  const close = `<!-- /${marker} -->`;
  for (const each of [open, close]) {
    const count = text.split(each).length - 1;
    if (count !== 1)
      throw new Error(
        `${file}: the marker ${each} must stand there once, but stands there ${String(count)} times.`,
      );
  }
  const from = text.indexOf(open) + open.length;
  const to = text.indexOf(close);
  if (to < from) throw new Error(`${file}: ${close} stands before ${open}.`);
  return `${text.slice(0, from)}\n${body}\n${text.slice(to)}`;
}
