/** The jobs of a run as act tells them, shown by the local GitHub as those of its run. */
import type { PerformedJob, PerformedRun } from '@slipway/local-github/workflows/handlers';
import type { ActRun, JobResult, LogLine } from './running/act-run.ts';

export interface Recording {
  line(line: LogLine): void;
  /** Resolves when all jobs are completed. */
  end(run: ActRun): Promise<void>;
}

export function recording(run: Pick<PerformedRun, 'job'>): Recording {
  const open = new Map<string, (result: JobResult) => void>();
  const jobs: Promise<void>[] = [];
  const begin = (path: string, environment?: string): void => {
    if (open.has(path)) return;
    const { promise, resolve } = Promise.withResolvers<JobResult>();
    open.set(path, resolve);
    const body = async (performed: PerformedJob): Promise<void> => {
      const result = await promise;
      if (result !== 'success') performed.conclude(result);
    };
    const job = run.job(path, body, environment === undefined ? {} : { environment, approval: 'skipped' });
    // A red job is the run's result, which act tells; and a run that is over needs no more of its jobs.
    jobs.push(job.catch(() => undefined));
  };
  return {
    line: ({ job, step, result, environment }) => {
      if (step === 'Set up job') begin(job, environment);
      if (result !== undefined) open.get(job)?.(result);
    },
    end: async ({ jobs: results }) => {
      for (const [path, result] of Object.entries(results)) {
        begin(path);
        open.get(path)?.(result);
      }
      await Promise.all(jobs);
    },
  };
}
