/**
 * Runs of workflows: what a dispatch starts and a registered handler performs. A handler is a function that
 * stands for the workflow file; it throws for a failure. Nothing here polls: a state changes when it changes.
 */

export interface DeclaredInput {
  readonly required?: boolean;
  /** Taken when the dispatch leaves the input out. */
  readonly default?: string;
}

/** Stands for a workflow file on the default branch. */
export interface WorkflowHandler {
  /** The `name:` of the workflow; its file name when it is not set. */
  readonly name?: string;
  /** Those under `on: workflow_dispatch: inputs:`. */
  readonly inputs: Readonly<Record<string, DeclaredInput>>;
  /** False for a workflow without the trigger `workflow_dispatch`; true when it is not set. */
  readonly dispatchable?: boolean;
  readonly disabled?: boolean;
  /** Ends in success when it resolves, in failure when it throws; see also PerformedRun.conclude. */
  readonly perform: (run: PerformedRun) => Promise<void>;
}

export interface PerformedRun {
  readonly id: number;
  readonly ref: string;
  /** Those given, completed by defaults. */
  readonly inputs: Readonly<Record<string, string>>;
  /** A job; it fails, and throws on, when `body` throws. */
  job(name: string, body: (job: PerformedJob) => Promise<void>): Promise<void>;
  /** Waits for a person, as a protected environment does, until `approval` resolves. */
  waiting(approval: Promise<void>): Promise<void>;
  /** Ends the run with this conclusion instead, once `perform` has ended: cancelled, neutral, stale … */
  conclude(conclusion: string): void;
}

export interface PerformedJob {
  step(name: string, body: () => Promise<void>): Promise<void>;
}

export interface Step {
  readonly name: string;
  readonly number: number;
  status: 'in_progress' | 'completed';
  conclusion: string | null;
}

export interface Job {
  readonly id: number;
  readonly name: string;
  status: 'queued' | 'in_progress' | 'waiting' | 'completed';
  conclusion: string | null;
  readonly steps: Step[];
}

export interface Run {
  readonly id: number;
  /** File name. */
  readonly workflow: string;
  readonly name: string;
  readonly ref: string;
  readonly inputs: Readonly<Record<string, string>>;
  status: 'queued' | 'in_progress' | 'waiting' | 'completed';
  conclusion: string | null;
  readonly jobs: Job[];
  /** What the handler threw. */
  error: unknown;
  /** Resolves when the run is completed. */
  ended: Promise<void>;
}

/** Starts to perform `run`; the first state after queued comes in a later turn, as with a real runner. */
export function perform(run: Run, handler: WorkflowHandler): void {
  let concluded: string | undefined;
  const performed: PerformedRun = {
    id: run.id,
    ref: run.ref,
    inputs: run.inputs,
    job: (name, body) => performJob(run, name, body),
    waiting: async (approval) => {
      run.status = 'waiting';
      await approval;
      run.status = 'in_progress';
    },
    conclude: (conclusion) => (concluded = conclusion),
  };
  const work = async (): Promise<void> => {
    await new Promise((resolve) => setImmediate(resolve));
    run.status = 'in_progress';
    const conclusion = await ending(() => handler.perform(performed), run);
    run.conclusion = concluded ?? conclusion;
    run.status = 'completed';
  };
  run.ended = work();
}

async function performJob(run: Run, name: string, body: (job: PerformedJob) => Promise<void>): Promise<void> {
  const id = run.id * 100 + run.jobs.length + 1;
  const job: Job = { id, name, status: 'in_progress', conclusion: null, steps: [] };
  run.jobs.push(job);
  const performed: PerformedJob = { step: (title, act) => performStep(job, title, act) };
  await finish(job, () => body(performed));
}

async function performStep(job: Job, name: string, body: () => Promise<void>): Promise<void> {
  const step: Step = { name, number: job.steps.length + 1, status: 'in_progress', conclusion: null };
  job.steps.push(step);
  await finish(step, body);
}

async function finish(part: Job | Step, body: () => Promise<void>): Promise<void> {
  let conclusion = 'failure';
  try {
    await body();
    conclusion = 'success';
  } finally {
    part.conclusion = conclusion;
    part.status = 'completed';
  }
}

async function ending(body: () => Promise<void>, run: Run): Promise<'success' | 'failure'> {
  try {
    await body();
    return 'success';
  } catch (error) {
    run.error = error;
    return 'failure';
  }
}
