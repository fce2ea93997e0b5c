/** The jobs of a run on its way, and their steps: each starts, does its work, and is completed once. */
import { RunEnded, type JobOptions, type PerformedJob } from '../handlers.ts';
import type { Attempting } from './attempting.ts';
import { latestJobs, type Job, type Step } from '../runs/runs.ts';

/** A job that ended red by its own word; nobody's error. */
export class JobRed extends Error {
  override readonly name = 'JobRed';
  /** What the run ends with for it. */
  readonly ofRun: string;

  constructor(conclusion: string) {
    super(`The job is ${conclusion}.`);
    this.ofRun = conclusion === 'cancelled' ? 'cancelled' : 'failure';
  }
}

const red: readonly string[] = ['failure', 'timed_out', 'cancelled', 'startup_failure', 'action_required'];

/** @throws what `body` throws; JobRed for a job that concludes red; RunEnded when the run is over. */
export async function performJob(
  attempting: Attempting,
  name: string,
  body: (job: PerformedJob) => Promise<void>,
  options: JobOptions,
): Promise<void> {
  if (attempting.over.aborted) throw new RunEnded();
  const job = newJob(attempting, name, options);
  if (attempting.kept.has(name)) {
    complete(job, 'success', attempting);
    return;
  }
  let concluded: string | undefined;
  const performed: PerformedJob = {
    step: (title, work) => performStep(attempting, job, title, work),
    sleep: (milliseconds) => attempting.sleep(milliseconds),
    conclude: (conclusion) => (concluded = conclusion),
  };
  const work = async (): Promise<void> => {
    await begin(job, attempting, options);
    await body(performed);
  };
  await finish(job, attempting, work, () => concluded);
  if (concluded !== undefined && red.includes(concluded)) throw new JobRed(concluded);
}

function newJob({ run, attempt, clock }: Attempting, name: string, { labels }: JobOptions): Job {
  const now = clock.now();
  const job: Job = {
    id: run.id * 100 + run.jobs.length + 1,
    name,
    attempt,
    status: 'queued',
    conclusion: null,
    createdAt: now,
    startedAt: now,
    completedAt: undefined,
    deployment: undefined,
    labels: labels ?? ['ubuntu-latest'],
    steps: [],
  };
  run.jobs.push(job);
  return job;
}

/** With an environment it waits for its approval first, then for a runner. */
async function begin(job: Job, attempting: Attempting, options: JobOptions): Promise<void> {
  const { environment, queued } = options;
  attempting.settle();
  if (environment !== undefined) await attempting.deploying.begin(attempting, job, options);
  if (queued !== undefined) await attempting.sleep(queued);
  job.status = 'in_progress';
  job.startedAt = attempting.clock.now();
  attempting.settle();
}

async function performStep(
  attempting: Attempting,
  job: Job,
  name: string,
  work: number | (() => Promise<void>),
): Promise<void> {
  if (attempting.over.aborted) throw new RunEnded();
  const step: Step = {
    name,
    number: job.steps.length + 1,
    status: 'in_progress',
    conclusion: null,
    startedAt: attempting.clock.now(),
    completedAt: undefined,
  };
  job.steps.push(step);
  await finish(step, attempting, typeof work === 'number' ? () => attempting.sleep(work) : work);
}

async function finish(
  part: Job | Step,
  attempting: Attempting,
  body: () => Promise<void>,
  concluded: () => string | undefined = () => undefined,
): Promise<void> {
  let conclusion = 'failure';
  try {
    await body();
    conclusion = 'success';
  } finally {
    // What is over was completed by whoever ended the run.
    if (part.status !== 'completed') complete(part, concluded() ?? conclusion, attempting);
  }
}

function complete(part: Job | Step, conclusion: string, { clock, settle, deploying }: Attempting): void {
  part.conclusion = conclusion;
  part.status = 'completed';
  part.completedAt = clock.now();
  if ('deployment' in part && part.deployment !== undefined) deploying.end(part);
  settle();
}

/** Whatever is still going on ends with the run. */
export function endJobs(attempting: Attempting, conclusion: string): void {
  for (const job of latestJobs(attempting.run)) {
    for (const part of [...job.steps, job])
      if (part.status !== 'completed') complete(part, conclusion, attempting);
  }
}
