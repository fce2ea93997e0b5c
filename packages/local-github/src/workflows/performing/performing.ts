/**
 * A run on its way: it arrives, its handler performs it, and it ends once, by the handler or by whoever cancels it.
 * States change when the clock says so; nothing polls.
 */
import type { CloudClock } from '@slipway/local-aws/ports';
import { RunEnded, type PerformedRun, type WorkflowHandler } from '../handlers.ts';
import { attemptOf, type Attempting, type Deploying } from './attempting.ts';
import { endJobs, JobRed, performJob } from './performing-jobs.ts';
import type { Run } from '../runs/runs.ts';

export interface PerformingParts {
  readonly deploying: Deploying;
  readonly clock: CloudClock;
  /** Names of jobs that are not performed again. */
  readonly kept?: ReadonlySet<string>;
  /** Resolves when its concurrency group lets the run be in progress. */
  readonly admitted?: (attempting: Attempting) => Promise<void>;
}

export function perform(run: Run, handler: WorkflowHandler, parts: PerformingParts): void {
  const over = new AbortController();
  const cancelled = new AbortController();
  const ended = Promise.withResolvers<undefined>();
  run.ended = ended.promise;
  const attempting = attemptOf(run, over.signal, { kept: new Set(), ...parts });
  const end = (conclusion: string): void => {
    if (over.signal.aborted) return;
    over.abort();
    endJobs(attempting, conclusion);
    run.conclusion = conclusion;
    run.control = undefined;
    attempting.become('completed');
    ended.resolve(undefined);
  };
  run.control = { cancel: () => cancelled.abort(), end };
  void performed(attempting, handler, parts, cancelled.signal).then(end);
}

/** @returns the conclusion; never rejects. */
async function performed(
  attempting: Attempting,
  handler: WorkflowHandler,
  { admitted }: PerformingParts,
  cancelled: AbortSignal,
): Promise<string> {
  let concluded: string | undefined;
  const shown = performedRun(attempting, cancelled, (conclusion) => (concluded = conclusion));
  try {
    await arrive(attempting, handler);
    await admitted?.(attempting);
    attempting.become('in_progress');
    await handler.perform(shown);
    return concluded ?? 'success';
  } catch (error) {
    const isOurs = error instanceof JobRed || error instanceof RunEnded;
    if (!isOurs && !attempting.over.aborted) attempting.run.error = error;
    return concluded ?? (error instanceof JobRed ? error.ofRun : 'failure');
  }
}

/** As with a real runner, what comes after the first state comes in a later turn. */
async function arrive(attempting: Attempting, { arrival = [] }: WorkflowHandler): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
  for (const { status, for: milliseconds } of arrival) {
    attempting.become(status);
    await attempting.sleep(milliseconds);
  }
}

function performedRun(
  attempting: Attempting,
  cancelled: AbortSignal,
  conclude: (conclusion: string) => void,
): PerformedRun {
  const { id, number, attempt, ref, sha, event, actor, inputs, payload } = attempting.run;
  return {
    ...{ id, number, attempt, ref, sha, event, actor, inputs, payload, cancelled, conclude },
    sleep: (milliseconds) => attempting.sleep(milliseconds),
    job: (name, body, options = {}) => performJob(attempting, name, body, options),
    waiting: async (approval) => {
      attempting.become('waiting');
      await approval;
      if (attempting.over.aborted) throw new RunEnded();
      attempting.become('in_progress');
    },
  };
}
