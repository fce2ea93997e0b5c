/**
 * A workflow that others call, as its page tells it. The text is read with its comments, because the reason of a
 * permission stands behind it; whatever lacks its words is refused here, so that no page has an empty cell.
 */
import { isMap, isScalar, parseDocument } from 'yaml';
import { jobsOf, record, stepsOf, type Node } from '../workflow-nodes.ts';
import { variablesIn, type ReadVariable } from './read-variables.ts';

export interface CallableWorkflow {
  /** Its name in .github/workflows, `release.yml`. */
  readonly file: string;
  readonly inputs: readonly WorkflowInput[];
  readonly secrets: readonly WorkflowSecret[];
  readonly outputs: readonly { readonly name: string; readonly description: string }[];
  readonly jobs: readonly WorkflowJob[];
}

export interface WorkflowSecret {
  readonly name: string;
  readonly description: string;
  readonly required: boolean;
}

export interface WorkflowInput extends WorkflowSecret {
  readonly type: string;
  /** `''` where there is none. */
  readonly default: string;
}

export interface WorkflowJob {
  readonly name: string;
  /** As GitHub shows it. */
  readonly title: string;
  readonly needs: readonly string[];
  readonly uses: string | undefined;
  /** What it passes to the workflow that it calls. */
  readonly passes: Readonly<Record<string, string>>;
  readonly minutes: number | undefined;
  readonly environment: { readonly name: string; readonly isRecorded: boolean } | undefined;
  readonly permissions: readonly GivenPermission[];
  readonly variables: readonly ReadVariable[];
  readonly steps: readonly Node[];
}

export interface GivenPermission {
  readonly scope: string;
  readonly level: string;
  readonly reason: string;
}

/** @returns undefined when the workflow can't be called. @throws Error that names what lacks its words. */
export function readCallable(file: string, content: string): CallableWorkflow | undefined {
  const document = parseDocument(content);
  const workflow = document.toJS() as unknown;
  const call = record(record(workflow).on).workflow_call;
  if (call === undefined) return undefined;
  const { inputs, secrets, outputs } = record(call);
  const described = (kind: string, entries: unknown): readonly Described[] =>
    Object.entries(record(entries)).map(([name, value]) => describe(file, kind, name, record(value)));
  return {
    file,
    inputs: described('input', inputs).map((input) => ({
      ...input,
      type: wanted(input.node.type, `${file}: the input ${input.name} has no type.`),
      default: textOf(input.node.default),
    })),
    secrets: described('secret', secrets).map((secret) => nameable(file, secret)),
    outputs: described('output', outputs),
    jobs: [...jobsOf(workflow)].map(([name, job]) =>
      readJob(name, job, permissionsOf(file, name, document.getIn(['jobs', name, 'permissions']))),
    ),
  };
}

interface Described extends WorkflowSecret {
  readonly node: Node;
}

const describe = (file: string, kind: string, name: string, node: Node): Described => ({
  name,
  description: wanted(node.description, `${file}: the ${kind} ${name} has no description.`),
  required: node.required === true,
  node,
});

/** Where a job names an environment, that one's secret of the same name wins over the one of the caller. */
function nameable(file: string, secret: Described): Described {
  const { name } = secret;
  if (/^[A-Z_][A-Z0-9_]*$/.test(name)) return secret;
  const better = name.toUpperCase().replaceAll('-', '_');
  throw new Error(
    `${file}: no environment can have a secret of the name ${name}, so that its own would never win: name it ${better}.`,
  );
}

function readJob(name: string, job: Node, permissions: readonly GivenPermission[]): WorkflowJob {
  const { environment, uses } = job;
  return {
    name,
    title: typeof job.name === 'string' ? job.name : name,
    needs: [job.needs ?? []].flat().map(String),
    uses: typeof uses === 'string' ? uses : undefined,
    passes: Object.fromEntries(Object.entries(record(job.with)).map(([key, value]) => [key, textOf(value)])),
    minutes: typeof job['timeout-minutes'] === 'number' ? job['timeout-minutes'] : undefined,
    environment:
      environment === undefined
        ? undefined
        : {
            name: typeof environment === 'string' ? environment : textOf(record(environment).name),
            isRecorded: record(environment).deployment !== false,
          },
    permissions,
    variables: variablesIn(job),
    steps: stepsOf(job),
  };
}

function permissionsOf(file: string, job: string, node: unknown): readonly GivenPermission[] {
  if (!isMap(node)) throw new Error(`${file}: job ${job} has no permissions of its own.`);
  return node.items.map(({ key, value }) => {
    const scope = String(key);
    const reason = isScalar(value) ? value.comment?.trim() : undefined;
    const missing = `${file}: the permission ${scope} of job ${job} has no reason behind it: write \`# to …\`.`;
    return { scope, level: textOf(isScalar(value) ? value.value : value), reason: wanted(reason, missing) };
  });
}

function wanted(value: unknown, message: string): string {
  const text = textOf(value).trim();
  if (text === '') throw new Error(message);
  return text;
}

const textOf = (value: unknown): string =>
  typeof value === 'string' ? value : value === undefined || value === null ? '' : JSON.stringify(value);
