/** The text of a workflow file, written from what its handler declares; JSON is YAML, so every scalar is safe. */
import type { DeclaredInput, WorkflowText } from '../handlers.ts';

export function fileText(text: WorkflowText): string {
  if (text.file !== undefined) return text.file;
  const { name, runName, concurrency } = text;
  const lines = [
    ...(name === undefined ? [] : [`name: ${JSON.stringify(name)}`]),
    ...(runName === undefined ? [] : [`run-name: ${JSON.stringify(runName)}`]),
    ...triggers(text),
    ...(concurrency === undefined ? [] : concurrencyLines(concurrency)),
    'jobs:',
    '  perform:',
    '    runs-on: ubuntu-latest',
    '    steps:',
    '      - run: "true"',
  ];
  return `${lines.join('\n')}\n`;
}

function triggers({ dispatchable, inputs = {}, events }: WorkflowText): readonly string[] {
  const lines = [
    ...(dispatchable === false ? [] : ['  workflow_dispatch:', ...inputLines(inputs)]),
    ...(events === undefined ? [] : ['  repository_dispatch:']),
    ...(Array.isArray(events) ? [`    types: ${JSON.stringify(events)}`] : []),
  ];
  return lines.length > 0 ? ['on:', ...lines] : ['on: push'];
}

function inputLines(inputs: Readonly<Record<string, DeclaredInput>>): readonly string[] {
  const lines = Object.entries(inputs).flatMap(([name, input]) => [
    `      ${JSON.stringify(name)}:`,
    ...members(input).map(([member, value]) => `        ${member}: ${value}`),
  ]);
  return lines.length > 0 ? ['    inputs:', ...lines] : [];
}

function members({
  description,
  required,
  type,
  options,
  default: usual,
}: DeclaredInput): readonly (readonly [string, string])[] {
  const isBare = type === 'boolean' || type === 'number';
  const all: readonly (readonly [string, string | undefined])[] = [
    ['description', JSON.stringify(description)],
    ['required', JSON.stringify(required)],
    ['type', type],
    ['options', JSON.stringify(options)],
    ['default', isBare ? usual : JSON.stringify(usual)],
  ];
  return all.flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]));
}

const concurrencyLines = ({
  group,
  cancelInProgress = false,
}: NonNullable<WorkflowText['concurrency']>): readonly string[] => [
  'concurrency:',
  `  group: ${JSON.stringify(group)}`,
  `  cancel-in-progress: ${String(cancelInProgress)}`,
];
