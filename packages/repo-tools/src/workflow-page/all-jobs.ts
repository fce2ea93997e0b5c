/**
 * All jobs that a call brings about: those of the workflow, and in place of a job that calls another workflow the jobs of
 * that one. What they say of inputs is put into the words of the outermost workflow, which are those of its caller.
 */
import { targetOf } from '../workflow-nodes.ts';
import type { CallableWorkflow, WorkflowJob } from './callable-workflow.ts';

export type Callables = ReadonlyMap<string, CallableWorkflow>;

export interface PlacedJob {
  /** As GitHub shows it, `deploy / gate`. */
  readonly path: string;
  /** Paths of the jobs that it waits for. */
  readonly needs: readonly string[];
  readonly job: WorkflowJob;
}

/** @throws Error when a workflow of ours that is called can't be, or does not exist. */
export function allJobs(workflow: CallableWorkflow, callables: Callables): readonly PlacedJob[] {
  const groups = new Map(workflow.jobs.map((job) => [job.name, placed(job, callables)]));
  const ends = (name: string): readonly string[] => lastOf(groups.get(name) ?? []);
  return workflow.jobs.flatMap((job) =>
    (groups.get(job.name) ?? []).map((each) =>
      // The first jobs of a called workflow wait for what the calling job waits for.
      each.needs.length === 0 ? { ...each, needs: job.needs.flatMap(ends) } : each,
    ),
  );
}

function placed(job: WorkflowJob, callables: Callables): readonly PlacedJob[] {
  const called = job.uses === undefined ? undefined : calledBy(job.uses, callables);
  if (called === undefined) return [{ path: job.title, needs: [], job }];
  return allJobs(called, callables).map((inner) => ({
    path: `${job.title} / ${inner.path}`,
    needs: inner.needs.map((path) => `${job.title} / ${path}`),
    job: inTheWordsOf(job, inner.job),
  }));
}

function calledBy(uses: string, callables: Callables): CallableWorkflow {
  const target = targetOf(uses);
  const called = target?.kind === 'workflow' ? callables.get(target.name) : undefined;
  if (called === undefined) throw new Error(`${uses} is no callable workflow of this repository.`);
  return called;
}

const lastOf = (group: readonly PlacedJob[]): readonly string[] =>
  group.map(({ path }) => path).filter((path) => !group.some(({ needs }) => needs.includes(path)));

function inTheWordsOf({ passes }: WorkflowJob, inner: WorkflowJob): WorkflowJob {
  const { environment } = inner;
  return {
    ...inner,
    environment:
      environment === undefined ? undefined : { ...environment, name: translated(environment.name, passes) },
    variables: inner.variables.map((variable) => ({
      ...variable,
      unless: variable.unless === undefined ? undefined : inputIn(passes[variable.unless]),
    })),
  };
}

/** The one input that a value is taken from. */
const inputIn = (value = ''): string | undefined => /^\$\{\{ inputs\.([\w-]+) \}\}$/.exec(value)?.[1];

const translated = (text: string, passes: Readonly<Record<string, string>>): string =>
  text.replace(/inputs\.([\w-]+)/g, (_, name: string) => {
    const value = passes[name] ?? '';
    return /^\$\{\{ (.*) \}\}$/.exec(value)?.[1] ?? `'${value}'`;
  });
