/** What every rule of the judge is given: one run that ended, in the world that it ended in. */
import type { Ended } from '@slipway/rollout/phases';
import type { Diagram } from '../diagram.ts';
import type { Played } from '../play.ts';
import type { CallRecord, Change, RunRecord } from '../record.ts';

export interface Court {
  readonly played: Played;
  readonly run: RunRecord;
  /** Of the run, among all runs of the scene. */
  readonly index: number;
  /** The run itself, or for a post step the run of its job. */
  readonly job: RunRecord;
  readonly end: Ended;
  readonly diagram: Diagram;
}

/** Says what is wrong, in words; undefined when nothing is. */
export type JudgeRule = (court: Court) => string | undefined;

/** A call that changed the service. */
export type Touching = CallRecord & {
  readonly doneAt: number;
  readonly change: Exclude<Change, { kind: 'registered' }>;
};

export function touches({ calls }: RunRecord): readonly Touching[] {
  return calls.filter(
    (call): call is Touching => call.change !== undefined && call.change.kind !== 'registered',
  );
}

/**
 * The first update of a run starts it, unless it has joined a deployment that was there; what a post step asks for is
 * a way back.
 */
export function startOf(run: RunRecord): Touching | undefined {
  const plannedAnew = run.saved.findLastIndex(({ kind }) => kind === 'planning');
  const isAsked = run.saved.slice(plannedAnew + 1).some(({ kind }) => kind === 'updating');
  if (!isAsked || run.kind !== 'run') return undefined;
  return touches(run).find(({ change }) => change.kind === 'updated');
}

/** ARN of the deployment that a job has begun or joined, if it came to that. */
export function deploymentOf(job: RunRecord): string | undefined {
  const change = startOf(job)?.change;
  if (change !== undefined) return change.kind === 'updated' ? broughtBy(change) : undefined;
  const watched = job.saved.find(({ kind }) => kind === 'watching');
  return watched?.kind === 'watching' ? watched.started.deployment : job.end?.deployment;
}

/** To ask for the revision that a deployment in progress brings begins none: ECS answers with that one, which is joined. */
const broughtBy = ({ began, joined }: Extract<Change, { kind: 'updated' }>): string | undefined =>
  began ?? joined;

/**
 * Whether ECS has told a job what became of its update. Where it has not, the first deployment of that revision that
 * came since is all that there is to see: ECS does not tell who asked for it, nor that an update is still on its way.
 */
export const isTold = (job: RunRecord): boolean => startOf(job)?.told?.answer !== undefined;

export function givenBack(run: RunRecord): readonly Touching[] {
  const start = startOf(run);
  return touches(run).filter((call) => call !== start);
}

export const isUndisturbed = ({ played: { scene, record } }: Court): boolean =>
  scene.faults.length === 0 &&
  scene.denied.length === 0 &&
  scene.shortage === undefined &&
  record.deeds.length === scene.earlier.length;

export const nameOf = (arn: string | undefined): string => arn?.slice(arn.lastIndexOf('/') + 1) ?? 'nothing';
