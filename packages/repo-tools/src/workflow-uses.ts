/**
 * Whether a workflow file, or a piece of one in a page, calls our actions and our reusable workflows as they are
 * declared: every required input, no other than declared ones. GitHub says so only when the workflow runs.
 */
import { parse } from 'yaml';
import { record, targetOf } from './workflow-nodes.ts';

/** What can be called, by name of the action, or by file name of the workflow. */
export interface Callables {
  readonly actions: ReadonlyMap<string, readonly DeclaredInput[]>;
  readonly workflows: ReadonlyMap<string, readonly DeclaredInput[]>;
}

export interface DeclaredInput {
  readonly name: string;
  /** Without a default, and demanded. */
  readonly required: boolean;
}

interface Use {
  readonly where: string;
  readonly uses: string;
  readonly given: readonly string[];
}

/** @returns sentences, none when every use fits. */
export function usageProblems(path: string, content: string, callables: Callables): readonly string[] {
  return usesIn(parse(content)).flatMap((use) =>
    problemsOfUse(use, callables).map((problem) => `${path}: ${use.where} ${problem}`),
  );
}

/** How many uses of ours a workflow has: a check that finds none checks nothing. */
export function countOfUses(content: string): number {
  return usesIn(parse(content)).filter(({ uses }) => targetOf(uses) !== undefined).length;
}

/** The inputs under `on.workflow_call` of a reusable workflow; undefined when it can't be called. */
export function callableInputs(content: string): readonly DeclaredInput[] | undefined {
  const call = record(record(parse(content)).on).workflow_call;
  if (call === undefined) return undefined;
  return Object.entries(record(record(call).inputs)).map(([name, input]) => ({
    name,
    required: record(input).required === true && record(input).default === undefined,
  }));
}

/** @param document a workflow; or a piece of one: jobs by name, a job, or a list of steps. */
function usesIn(document: unknown): readonly Use[] {
  if (Array.isArray(document)) return usesInSteps('', document);
  const { jobs, steps, uses } = record(document);
  if (jobs === undefined && (steps !== undefined || uses !== undefined))
    return usesInJob('the job', document);
  return Object.entries(record(jobs ?? document)).flatMap(([name, job]) => usesInJob(`job ${name}`, job));
}

function usesInJob(where: string, job: unknown): readonly Use[] {
  const { steps } = record(job);
  return [...useOf(where, job), ...usesInSteps(`${where}, `, Array.isArray(steps) ? steps : [])];
}

const usesInSteps = (where: string, steps: readonly unknown[]): readonly Use[] =>
  steps.flatMap((step) => useOf(`${where}step ${stepName(step)}`, step));

function useOf(where: string, node: unknown): readonly Use[] {
  const { uses } = record(node);
  return typeof uses === 'string' ? [{ where, uses, given: Object.keys(record(record(node).with)) }] : [];
}

function stepName(step: unknown): string {
  const { name, id, uses } = record(step);
  return [name, id, uses].find((text) => typeof text === 'string') ?? 'without a name';
}

function problemsOfUse({ uses, given }: Use, callables: Callables): readonly string[] {
  const target = targetOf(uses);
  if (target === undefined) return [];
  const declared = (target.kind === 'action' ? callables.actions : callables.workflows).get(target.name);
  if (declared === undefined) return [`uses ${uses}, which does not exist.`];
  const names = declared.map(({ name }) => name);
  return [
    ...given
      .filter((name) => !names.includes(name))
      .map((name) => `passes ${name}, which ${target.name} does not declare.`),
    ...declared
      .filter(({ name, required }) => required && !given.includes(name))
      .map(({ name }) => `lacks ${name}, which ${target.name} requires.`),
  ];
}
