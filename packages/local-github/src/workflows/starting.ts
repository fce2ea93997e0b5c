/** From an event to a run: its record, and the start of its performance. */
import type { WorkflowHandler, WorkflowText } from './handlers.ts';
import { perform } from './performing.ts';
import { latestJobs, type Run } from './runs.ts';
import { titleOf } from './run-title.ts';
import type { WorkflowWorld } from './world.ts';

export interface StartedBy {
  /** File name. */
  readonly workflow: string;
  readonly handler: WorkflowHandler;
  /** What its file says at the ref. */
  readonly text: WorkflowText;
  readonly event: 'workflow_dispatch' | 'repository_dispatch';
  /** Branch or tag, short. */
  readonly ref: string;
  readonly inputs: Readonly<Record<string, string>>;
  readonly payload: Readonly<Record<string, unknown>>;
  /** Login. */
  readonly actor: string;
}

export function start(world: WorkflowWorld, by: StartedBy): Run {
  const run = newRun(world, by);
  world.runs.push(run);
  perform(world.clock, run, by.handler);
  return run;
}

/** The same run once more. @param failedOnly whether jobs that succeeded are taken over as they are. */
export function startAgain(
  world: WorkflowWorld,
  run: Run,
  handler: WorkflowHandler,
  { triggeredBy, failedOnly }: { readonly triggeredBy: string; readonly failedOnly: boolean },
): void {
  const kept = failedOnly ? latestJobs(run).filter(({ conclusion }) => conclusion === 'success') : [];
  const { attempt, status, conclusion, startedAt, updatedAt } = run;
  run.past.push({ attempt, status, conclusion, startedAt, updatedAt, triggeredBy: run.triggeredBy });
  const now = world.clock.now();
  Object.assign(run, { attempt: attempt + 1, status: 'queued', conclusion: null, error: undefined });
  Object.assign(run, { startedAt: now, updatedAt: now, triggeredBy });
  perform(world.clock, run, handler, new Set(kept.map(({ name }) => name)));
}

function newRun(
  world: WorkflowWorld,
  { workflow, text, event, ref, inputs, payload, actor }: StartedBy,
): Run {
  const now = world.clock.now();
  const name = text.name ?? `.github/workflows/${workflow}`;
  return {
    id: world.nextRunId(),
    number:
      1 + Math.max(0, ...world.runs.filter((run) => run.workflow === workflow).map((run) => run.number)),
    ...{ workflow, name, event, ref, inputs, payload, actor },
    title: titleOf(text.runName ?? name, { inputs, payload, ref, actor }),
    sha: world.shaOf(ref),
    createdAt: now,
    attempt: 1,
    status: 'queued',
    conclusion: null,
    startedAt: now,
    updatedAt: now,
    triggeredBy: actor,
    past: [],
    jobs: [],
    error: undefined,
    ended: Promise.resolve(),
    control: undefined,
  };
}
