/**
 * A piece of a workflow, as pages show it, made whole: steps get a job, jobs an event, and what the piece only names
 * (the job that builds, the step that renders) is put there, with the outputs that are read of it. So an example can be
 * checked as strictly as a file.
 */
import { parse, stringify } from 'yaml';
import { jobsOf, record, stepsOf, type Node } from '../workflow-nodes.ts';

/** @returns undefined when the text is no piece of a workflow: a policy file, say. */
export function wholeWorkflow(text: string): string | undefined {
  const document: unknown = parse(text);
  const jobs = jobsIn(document);
  if (jobs === undefined) return undefined;
  const { on = { push: null }, ...rest } = isWorkflow(document) ? record(document) : {};
  const whole = Object.fromEntries([...jobs].map(([name, job]) => [name, wholeJob(job)]));
  return stringify({ ...rest, on, jobs: { ...missingJobs(jobs), ...whole } }, { lineWidth: 0 });
}

function jobsIn(document: unknown): ReadonlyMap<string, Node> | undefined {
  if (Array.isArray(document))
    return isSteps(document) ? new Map([['example', { steps: document }]]) : undefined;
  const node = record(document);
  if (node.jobs !== undefined) return jobsOf(node);
  if (isWorkflow(node)) return new Map([['example', { steps: [] }]]);
  if (isJob(node)) return new Map([['example', node]]);
  const jobs = Object.entries(node);
  return jobs.length > 0 && jobs.every(([, job]) => isJob(record(job)))
    ? new Map(jobs.map(([name, job]) => [name, record(job)]))
    : undefined;
}

/** Its events say so, or its jobs do. */
const isWorkflow = (document: unknown): boolean =>
  [record(document).on, record(document).jobs].some((part) => part !== undefined);

const isSteps = (list: readonly unknown[]): boolean =>
  list.length > 0 && list.map(record).every(({ uses, run }) => typeof (uses ?? run) === 'string');

const isJob = ({ steps, uses }: Node): boolean =>
  typeof uses === 'string' || (Array.isArray(steps) && isSteps(steps));

function wholeJob(job: Node): Node {
  if (job.uses !== undefined) return job;
  const steps = stepsOf(job);
  const known = steps.map(({ id }) => id);
  const missing = [...namesAfter('steps', job)].filter((id) => !known.includes(id));
  const needs = [...new Set([...needsOf(job), ...namesAfter('needs', job)])];
  return {
    'runs-on': 'ubuntu-latest',
    ...job,
    ...(needs.length === 0 ? {} : { needs }),
    steps: [
      ...missing.map((id) => ({ id, run: 'true' })),
      ...(steps.length === 0 ? [{ run: 'true' }] : steps),
    ],
  };
}

/** Jobs that are needed and not shown, with the outputs that are read of them. */
function missingJobs(jobs: ReadonlyMap<string, Node>): Readonly<Record<string, Node>> {
  const all = [...jobs.values()];
  const names = new Set(all.flatMap((job) => [...needsOf(job), ...namesAfter('needs', job)]));
  const missing = [...names].filter((name) => !jobs.has(name));
  return Object.fromEntries(
    missing.map((name) => [name, jobWith(all.flatMap((job) => outputsRead(name, job)))]),
  );
}

const jobWith = (outputs: readonly string[]): Node => ({
  'runs-on': 'ubuntu-latest',
  ...(outputs.length === 0 ? {} : { outputs: Object.fromEntries(outputs.map((output) => [output, 'x'])) }),
  steps: [{ run: 'true' }],
});

const needsOf = ({ needs }: Node): readonly string[] => [needs ?? []].flat().map(String);

function namesAfter(context: 'needs' | 'steps', job: Node): ReadonlySet<string> {
  const reads = JSON.stringify(job).matchAll(new RegExp(`\\b${context}\\.([\\w-]+)\\.`, 'g'));
  return new Set([...reads].map(([, name = '']) => name));
}

const outputsRead = (name: string, job: Node): readonly string[] =>
  [...JSON.stringify(job).matchAll(new RegExp(`\\bneeds\\.${name}\\.outputs\\.([\\w-]+)`, 'g'))].map(
    ([, output = '']) => output,
  );
