/** What the page of a workflow tells of its contract: inputs, secrets, outputs, permissions, and the least caller. */
import { cell, table } from '../readme-tables.ts';
import type { CallableWorkflow, WorkflowInput } from './callable-workflow.ts';
import { enumerated, permissionLines, type NeededPermission } from './needed-permissions.ts';

export function inputsPart({ inputs }: CallableWorkflow): string {
  const rows = inputs.map((input) => [
    `\`${input.name}\`${input.required ? ' *' : ''}`,
    input.type,
    input.default === '' ? '' : `\`${cell(input.default)}\``,
    cell(input.description),
  ]);
  const note = inputs.some(({ required }) => required) ? ['', '`*` required'] : [];
  return [...table(['input', 'type', 'default', 'meaning'], rows), ...note].join('\n');
}

export function secretsPart({ secrets }: CallableWorkflow): string {
  if (secrets.length === 0)
    return 'None: what it needs of AWS are roles, and `permissions` let it become them.';
  const rows = secrets.map(({ name, required, description }) => [
    `\`${name}\`${required ? ' *' : ''}`,
    cell(description),
  ]);
  const note = secrets.some(({ required }) => required) ? ['', '`*` required'] : [];
  return [...table(['secret', 'meaning'], rows), ...note].join('\n');
}

export function outputsPart({ outputs }: CallableWorkflow): string {
  if (outputs.length === 0) return 'None.';
  return table(
    ['output', 'meaning'],
    outputs.map(({ name, description }) => [`\`${name}\``, cell(description)]),
  ).join('\n');
}

export function permissionsPart(permissions: readonly NeededPermission[]): string {
  const rows = permissions.flatMap(({ scope, level, reasons }) =>
    reasons.map(({ reason, jobs }, index) => [
      index === 0 ? `\`${scope}: ${level}\`` : '',
      cell(reason),
      enumerated(jobs.map((job) => `\`${job}\``)),
    ]),
  );
  return table(['permission', 'for what', 'in'], rows).join('\n');
}

/** What stands in the example for an input without a default. */
const examples: Readonly<Record<string, string>> = {
  environment: 'production',
  'from-environment': 'staging',
  'to-environment': 'production',
  service: 'web',
  repository: '${{ needs.push.outputs.repository }}',
  digest: '${{ needs.push.outputs.digest }}',
  confirm: '${{ inputs.confirm }}',
};

/** @throws Error for a required input of which no example is known. */
export function callerPart(workflow: CallableWorkflow, permissions: readonly NeededPermission[]): string {
  const name = workflow.file.replace(/\.ya?ml$/, '');
  const passed = workflow.inputs
    .filter(({ required }) => required)
    .map((input) => passedLine(workflow, input));
  const secrets = workflow.secrets.map((secret) => `      ${secret.name}: \${{ secrets.${secret.name} }}`);
  return [
    '',
    '```yaml',
    ...askedLines(passed),
    ...(runsInOrder.includes(name) ? groupLines('release') : []),
    'permissions: {}',
    'jobs:',
    `  ${name}:`,
    ...neededLines(passed),
    ...(name === 'promote' ? groupLines('promote').map((line) => `    ${line}`) : []),
    ...given(
      '    permissions:',
      permissionLines(permissions).map((line) => `      ${line}`),
    ),
    `    uses: slipway-actions/slipway/.github/workflows/${workflow.file}@v1`,
    ...given('    with:', passed),
    ...given('    secrets:', secrets),
    '```',
    '',
  ].join('\n');
}

/** From the build to the deployment: a slow build must not put an older commit last. A promotion has none before it. */
const runsInOrder = ['release', 'deploy'];

const groupLines = (what: string): readonly string[] => [
  'concurrency:',
  `  group: ${what}-production`,
  '  cancel-in-progress: false',
  '  queue: max',
];

function passedLine({ file }: CallableWorkflow, { name }: WorkflowInput): string {
  const example = examples[name];
  if (example === undefined) throw new Error(`${file}: there is no example for the required input ${name}.`);
  return `      ${name}: ${example}`;
}

/** What a person types when the workflow is started. */
function askedLines(passed: readonly string[]): readonly string[] {
  const names = [...passed.join('\n').matchAll(/\$\{\{ inputs\.([\w-]+)/g)].map(([, name = '']) => name);
  if (names.length === 0) return [];
  const inputs = names.map((name) => `      ${name}: { type: string, required: true }`);
  return ['on:', '  workflow_dispatch:', '    inputs:', ...inputs];
}

/** The jobs of the caller whose outputs are passed on. */
function neededLines(passed: readonly string[]): readonly string[] {
  const names = new Set([...passed.join('\n').matchAll(/\bneeds\.([\w-]+)/g)].map(([, name = '']) => name));
  return names.size === 0 ? [] : [`    needs: ${[...names].join(', ')}`];
}

const given = (head: string, lines: readonly string[]): readonly string[] =>
  lines.length === 0 ? [] : [head, ...lines];
