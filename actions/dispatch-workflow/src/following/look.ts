/**
 * One look at a run: how it stands, its jobs, and whom it waits for. The run decides; jobs and approvals explain, so
 * they are asked for less often, and what can't be read of them stays as it was seen last.
 */
import { asFailure } from '@slipway/action-kit/failures';
import type { Clock } from '@slipway/action-kit/ports';
import type { PendingApproval, Runs, WorkflowJob, WorkflowRun } from '../ports.ts';
import { jobsStayFor } from './pace.ts';

export interface Look {
  readonly run: WorkflowRun;
  readonly jobs: readonly WorkflowJob[];
  readonly approvals: readonly PendingApproval[];
  /** When the jobs were asked for, in milliseconds since the epoch. */
  readonly jobsAt: number;
}

export interface LookWorld {
  readonly runs: Runs;
  readonly clock: Pick<Clock, 'now'>;
  /** When the following began, in milliseconds since the epoch. */
  readonly start: number;
  readonly timeUp: AbortSignal;
}

/** @throws Failure when the run itself can't be seen. */
export async function lookAt(id: number, before: Look | undefined, world: LookWorld): Promise<Look> {
  const { runs, clock, timeUp } = world;
  const run = await runs.run(id, timeUp);
  if (before !== undefined && !isDue(run, before, world)) return { ...before, run };
  const jobsAt = clock.now();
  const jobs = await unlessUnseen(() => runs.jobs(id, timeUp), before?.jobs ?? []);
  const isWaiting = run.status === 'waiting' || jobs.some(({ status }) => status === 'waiting');
  const approvals =
    isWaiting && run.status !== 'completed'
      ? await unlessUnseen(() => runs.approvals(id, timeUp), before?.approvals ?? [])
      : [];
  return { run, jobs, approvals, jobsAt };
}

function isDue(run: WorkflowRun, { run: last, jobs, jobsAt }: Look, { clock, start }: LookWorld): boolean {
  if (run.status !== last.status || run.attempt !== last.attempt) return true;
  return clock.now() - jobsAt >= jobsStayFor(clock.now() - start, jobs.length);
}

async function unlessUnseen<T>(ask: () => Promise<T>, known: T): Promise<T> {
  try {
    return await ask();
  } catch (thrown) {
    const failure = asFailure(thrown);
    if (failure.kind === 'defect' || failure.code === 'cancelled') throw failure;
    return known;
  }
}
