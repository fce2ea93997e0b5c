/** How a run went in the end: what act told, and what follows for the jobs that it told nothing of. Pure. */
import { shownLine, type ActRun, type Told } from './act-run.ts';
import type { JobPaths } from './job-paths.ts';
import { skippedJobs } from './skipped.ts';

export interface End {
  /** Of `owner/name/.github/workflows/x.yml`. */
  readonly textOf: (workflow: string) => string;
  readonly exitCode: number;
  /** What act wrote beside its lines. */
  readonly complaints: readonly string[];
  readonly isCancelled: boolean;
}

export function endOfRun(
  told: Told,
  paths: JobPaths,
  { textOf, exitCode, complaints, isCancelled }: End,
): ActRun {
  const called = paths.entered.map(({ path }) => path);
  const started = new Set([...Object.keys(told.jobs), ...told.log.map(({ job }) => job), ...called]);
  const open = openJobs(started, new Set(Object.keys(told.jobs)), paths);
  // act calls a run green in which it has left a job out, for the label of its machine.
  const isGreen = exitCode === 0 && open.length === 0;
  const rest = (jobs: readonly string[], result: ActRun['jobs'][string]) =>
    jobs.map((job) => [job, result] as const);
  return {
    ...told,
    result: isCancelled ? 'cancelled' : isGreen ? 'success' : 'failure',
    jobs: {
      ...told.jobs,
      ...Object.fromEntries(rest(open, isCancelled ? 'cancelled' : 'failure')),
      ...Object.fromEntries(rest(skippedJobs(paths.entered, started, textOf), 'skipped')),
    },
    log: [...told.log.map(shownLine), ...complaints].join('\n').trimEnd(),
  };
}

/** @returns paths of jobs that act told something of, and no end: it was killed, or has left them out. */
export const openJobs = (
  started: ReadonlySet<string>,
  ended: ReadonlySet<string>,
  { entered }: Pick<JobPaths, 'entered'>,
): readonly string[] =>
  [...started].filter((job) => job !== '' && !ended.has(job) && !entered.some(({ path }) => path === job));
