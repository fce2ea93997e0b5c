/** What is new between two looks at a run, a line each, so that a log tells every change once. */
import type { WorkflowJob, WorkflowRun } from '../ports.ts';
import { approvalsInWords } from './approval-words.ts';
import { isRed } from './failed-parts.ts';
import type { Look } from './look.ts';

export function newsBetween(before: Look | undefined, now: Look): readonly string[] {
  const run = newsOfRun(before?.run, now);
  const jobs = newsOfJobs(before?.jobs ?? [], now.jobs);
  const approvals = newsOfApprovals(before, now);
  return now.run.status === 'completed' ? [...jobs, ...run] : [...run, ...jobs, ...approvals];
}

function newsOfRun(before: WorkflowRun | undefined, now: Look): readonly string[] {
  const { id, status, attempt } = now.run;
  const isAgain = before !== undefined && attempt > before.attempt;
  const again = isAgain ? [`run ${String(id)} was started again: attempt ${String(attempt)}`] : [];
  if (before?.status === status && !isAgain) return [];
  // For whom it waits is said in a line of its own, where it is known.
  return status === 'waiting' && now.approvals.length > 0
    ? again
    : [...again, `run ${String(id)} ${statusInWords(now)}`];
}

/** More at one look are counted, so that a large matrix does not bury the rest of the log. */
const mostJobsTold = 20;

/** By id: several jobs may have one name, and a new attempt has jobs of its own. */
function newsOfJobs(before: readonly WorkflowJob[], now: readonly WorkflowJob[]): readonly string[] {
  const known = new Map(before.map((job) => [job.id, stateOf(job)]));
  const changed = now.filter((job) => known.get(job.id) !== stateOf(job));
  if (changed.length <= mostJobsTold) return changed.map(jobInWords);
  const red = changed.filter(isRed).slice(0, mostJobsTold);
  const rest = Map.groupBy(
    changed.filter((job) => !red.includes(job)),
    stateOf,
  );
  return [
    ...red.map(jobInWords),
    ...Array.from(rest, ([state, jobs]) => `${String(jobs.length)} jobs: each ${state}`),
  ];
}

const jobInWords = (job: WorkflowJob): string => `job ${job.name} ${stateOf(job)}`;

function newsOfApprovals(before: Look | undefined, now: Look): readonly string[] {
  const words = approvalsInWords(now.approvals);
  if (words === '' || words === approvalsInWords(before?.approvals ?? [])) return [];
  return [`run ${String(now.run.id)} waits ${words}: ${now.run.url}`];
}

/** `is in_progress`, `ended with success`, `is waiting for an approval … by ada: https://…` */
export function statusInWords({ run, approvals }: Look): string {
  const words = approvalsInWords(approvals);
  if (run.status === 'completed') return stateOf(run);
  if (words !== '') return `is waiting ${words}: ${run.url}`;
  if (run.status === 'pending') return 'is pending, behind another run of its `concurrency` group';
  return run.status === 'waiting' ? `is waiting for an approval: ${run.url}` : stateOf(run);
}

function stateOf({ status, conclusion }: { readonly status: string; readonly conclusion: string }): string {
  return status === 'completed' ? `ended with ${conclusion}` : `is ${status}`;
}
