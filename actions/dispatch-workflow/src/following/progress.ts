/** What is new between two looks at a run, a line each, so that a log tells every change once. */
import type { WorkflowJob, WorkflowRun } from '../ports.ts';

/** One look. */
export interface Look {
  readonly run: WorkflowRun;
  readonly jobs: readonly WorkflowJob[];
}

export function newsBetween(before: Look | undefined, now: Look): readonly string[] {
  const run = before?.run.status === now.run.status ? [] : [`run ${now.run.id} ${statusInWords(now.run)}`];
  const known = new Map(before?.jobs.map((job) => [job.name, stateOf(job)]));
  const jobs = now.jobs
    .filter((job) => known.get(job.name) !== stateOf(job))
    .map((job) => `job ${job.name} ${stateOf(job)}`);
  return now.run.status === 'completed' ? [...jobs, ...run] : [...run, ...jobs];
}

/** `is waiting for an approval`, `is in_progress`, `ended with success`. */
export function statusInWords({ status, conclusion, url }: WorkflowRun): string {
  if (status === 'completed') return `ended with ${conclusion}`;
  if (status === 'waiting') return `is waiting for an approval: ${url}`;
  return `is ${status}`;
}

function stateOf({ status, conclusion }: WorkflowJob): string {
  return status === 'completed' ? `ended with ${conclusion}` : `is ${status}`;
}

/** `45s`, `1m05s`, `2h00m`. */
export function elapsed(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1000);
  const two = (value: number): string => String(value).padStart(2, '0');
  if (seconds < 60) return `${seconds}s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)}m${two(seconds % 60)}s`;
  return `${Math.floor(seconds / 3600)}h${two(Math.floor((seconds % 3600) / 60))}m`;
}
