/** From an event to a run: its record, and the start of its performance. */
import type { WorkflowHandler, WorkflowText } from '../handlers.ts';
import { textAt } from '../catalog/catalog.ts';
import { enter } from './concurrency.ts';
import { deployingOf } from '../deploying/deploying.ts';
import { perform, type PerformingParts } from './performing.ts';
import { latestJobs, type Run } from '../runs/runs.ts';
import { titleOf } from '../dispatching/run-title.ts';
import type { WorkflowSite } from '../world.ts';

export interface StartedBy {
  /** File name. */
  readonly workflow: string;
  readonly handler: WorkflowHandler;
  /** What its file says at the ref. */
  readonly text: WorkflowText;
  /** `workflow_dispatch`, `push` … */
  readonly event: string;
  /** Branch or tag, short; `7/merge` of a pull request. */
  readonly ref: string;
  readonly inputs: Readonly<Record<string, string>>;
  readonly payload: Readonly<Record<string, unknown>>;
  /** Login. */
  readonly actor: string;
  /** The title where the file has no `run-name`; the name of the workflow when left out. */
  readonly usualTitle?: string;
}

export function start(site: WorkflowSite, by: StartedBy): Run {
  const run = newRun(site, by);
  site.runs.push(run);
  perform(run, by.handler, partsOf(site, run, by.text));
  return run;
}

/** The same run once more. @param failedOnly whether jobs that succeeded are taken over as they are. */
export function startAgain(
  site: WorkflowSite,
  run: Run,
  handler: WorkflowHandler,
  { triggeredBy, failedOnly }: { readonly triggeredBy: string; readonly failedOnly: boolean },
): void {
  const kept = failedOnly ? latestJobs(run).filter(({ conclusion }) => conclusion === 'success') : [];
  const { attempt, status, conclusion, startedAt, updatedAt } = run;
  run.past.push({ attempt, status, conclusion, startedAt, updatedAt, triggeredBy: run.triggeredBy });
  const now = site.clock.now();
  Object.assign(run, { attempt: attempt + 1, status: 'queued', conclusion: null, error: undefined });
  Object.assign(run, { startedAt: now, updatedAt: now, triggeredBy });
  const parts = partsOf(site, run, textAt(handler, run.ref) ?? handler);
  perform(run, handler, { ...parts, kept: new Set(kept.map(({ name }) => name)) });
}

function partsOf(site: WorkflowSite, run: Run, { concurrency }: WorkflowText): PerformingParts {
  const { clock, groups } = site;
  const parts: PerformingParts = { clock, deploying: deployingOf(site) };
  if (concurrency === undefined) return parts;
  const group = titleOf(concurrency.group, run);
  const cancels = concurrency.cancelInProgress === true;
  return { ...parts, admitted: (attempting) => enter(groups, group, attempting, cancels) };
}

function newRun(site: WorkflowSite, by: StartedBy): Run {
  const { workflow, text, event, ref, inputs, payload, actor } = by;
  const now = site.clock.now();
  const name = text.name ?? `.github/workflows/${workflow}`;
  const title = text.runName === undefined ? (by.usualTitle ?? name) : titleOf(text.runName, by);
  const numbers = site.runs.filter((run) => run.workflow === workflow).map(({ number }) => number);
  return {
    id: site.nextRunId(),
    number: 1 + Math.max(0, ...numbers),
    ...{ workflow, name, title, event, ref, inputs, payload, actor },
    sha: site.shaOf(ref),
    ...{ createdAt: now, startedAt: now, updatedAt: now },
    ...{ attempt: 1, status: 'queued', conclusion: null, triggeredBy: actor },
    past: [],
    jobs: [],
    pending: [],
    approvals: [],
    error: undefined,
    ended: Promise.resolve(),
    control: undefined,
  };
}
