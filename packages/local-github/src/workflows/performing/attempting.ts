/** An attempt at a run, as its performance, its jobs and their steps share it: its time, its state, and whether it is over. */
import type { CloudClock } from '@slipway/local-aws/ports';
import { RunEnded, type JobOptions } from '../handlers.ts';
import { latestJobs, type Job, type Run, type RunStatus } from '../runs/runs.ts';

export interface Attempting {
  readonly run: Run;
  readonly attempt: number;
  readonly clock: CloudClock;
  /** Aborted when the attempt is over. */
  readonly over: AbortSignal;
  /** Jobs that a re-run of the failed ones does not repeat. */
  readonly kept: ReadonlySet<string>;
  readonly sleep: (milliseconds: number) => Promise<void>;
  /** Gives the run the state that follows from those of its jobs. */
  readonly settle: () => void;
  readonly deploying: Deploying;
  /** Gives the run its state. */
  readonly become: (status: RunStatus) => void;
}

/** What is done for a job that names an environment. */
export interface Deploying {
  /** Resolves when it may go on. */
  readonly begin: (attempting: Attempting, job: Job, options: JobOptions) => Promise<void>;
  /** Once, when it is completed. */
  readonly end: (job: Job) => void;
}

/** Waiting is a run of which nothing else goes on. */
function statusByJobs(run: Run): RunStatus {
  const states = latestJobs(run).map(({ status }) => status);
  const goesOn = states.includes('in_progress') || states.includes('queued');
  return !goesOn && states.includes('waiting') ? 'waiting' : 'in_progress';
}

export function attemptOf(
  run: Run,
  over: AbortSignal,
  parts: Pick<Attempting, 'clock' | 'kept' | 'deploying'>,
): Attempting {
  const { clock } = parts;
  const become = (status: RunStatus): void => {
    run.status = status;
    run.updatedAt = clock.now();
  };
  return {
    ...{ ...parts, run, attempt: run.attempt, over, become },
    sleep: (milliseconds) => sleep(clock, milliseconds, over),
    settle: () => {
      if (!over.aborted) become(statusByJobs(run));
    },
  };
}

/** @throws RunEnded when it is over before. */
function sleep(clock: CloudClock, milliseconds: number, over: AbortSignal): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<undefined>();
  if (over.aborted) return Promise.reject(new RunEnded());
  const forget = clock.after(milliseconds, () => {
    over.removeEventListener('abort', stop);
    resolve(undefined);
  });
  const stop = (): void => {
    forget();
    reject(new RunEnded());
  };
  over.addEventListener('abort', stop, { once: true });
  return promise;
}
