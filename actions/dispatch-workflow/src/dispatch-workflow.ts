/**
 * The order of things: what is asked, whether it is wanted, whether the target can take it, then one dispatch, and its
 * run followed where that is wanted. Whatever happens after the dispatch, the result still says which run it was.
 */
import type { Failure } from '@slipway/action-kit/failures';
import { targetOf, type Asked, type JobPlace } from './asking/asked.ts';
import { checkTarget, type Checked } from './asking/check-target.ts';
import type { WorkflowFiles } from './asking/ports.ts';
import type { Target } from './asking/target.ts';
import { begin, runOf, soughtRun, type Beginning } from './beginning.ts';
import { lookAtClaim } from './claiming/look-at-claim.ts';
import type { Claims, ClaimSeen } from './claiming/ports.ts';
import type { RunList } from './finding/ports.ts';
import type { CancelWorld } from './following/cancelling.ts';
import { follow, type Followed } from './following/follow.ts';
import type { Dispatches } from './ports.ts';
import { readableRuns } from './readable-runs.ts';

export type Result =
  /** `when` says no. */
  | { readonly kind: 'not-wanted'; readonly what: string; readonly repository: string }
  /** A dry run. */
  | {
      readonly kind: 'planned';
      readonly target: Target;
      readonly key: string | undefined;
      /** Of the key; undefined without one. */
      readonly claim: ClaimSeen | undefined;
    }
  | {
      readonly kind: 'begun';
      readonly target: Target;
      readonly key: string | undefined;
      readonly beginning: Beginning;
      readonly unrecorded: Failure | undefined;
      readonly wait: boolean;
      /** Milliseconds. */
      readonly timeout: number;
      /** Undefined without `wait`, or without a run to follow. */
      readonly followed: Followed | undefined;
    };

export type Begun = Extract<Result, { readonly kind: 'begun' }>;

export interface World extends CancelWorld {
  readonly dispatches: Dispatches;
  readonly files: WorkflowFiles;
  /** @param of a workflow by file name or id, or the event of a dispatch. */
  readonly runLists: (of: { readonly workflow: string } | 'repository_dispatch') => RunList;
  readonly claims: Claims;
  /** The page of this attempt of the job's run; undefined outside a job. */
  readonly by: string | undefined;
  /** Whether this server says which run the dispatch of a workflow started. */
  readonly tells: boolean;
}

/** @throws Failure only when nothing was started. */
export async function dispatchWorkflow(asked: Asked, place: JobPlace, world: World): Promise<Result> {
  if (asked.when !== true) {
    const what = asked.workflow ?? `the event ${asked.eventType ?? ''}`;
    return { kind: 'not-wanted', what, repository: place.repository };
  }
  const checked = await checkTarget(await targetOf(asked, place), world.files, asked.dryRun);
  if (checked.unchecked !== undefined) world.log.info(checked.unchecked);
  return asked.dryRun ? planned(checked, asked, world) : begun(checked, asked, world);
}

async function planned(
  checked: Checked,
  { onlyOnce: key, markerInput }: Asked,
  world: World,
): Promise<Result> {
  const { target } = checked;
  const { claims, tells } = world;
  const sought = soughtRun(checked, markerInput, tells);
  const place = { target: sought, claims, repository: target.repository };
  const claim = key === undefined ? undefined : await lookAtClaim({ ...place, key });
  return { kind: 'planned', target, key, claim };
}

async function begun(checked: Checked, asked: Asked, world: World): Promise<Result> {
  const { target } = checked;
  const { wait, timeout, onlyOnce: key } = asked;
  const runs = readableRuns(
    world.runLists(target.kind === 'workflow' ? { workflow: target.workflow } : 'repository_dispatch'),
    world.clock,
  );
  const { beginning, unrecorded } = await begin(checked, asked, {
    ...world,
    runs,
    repository: target.repository,
  });
  const run = runOf(beginning);
  const followed = wait && run !== undefined ? await follow(run, asked, world) : undefined;
  return { kind: 'begun', target, key, beginning, unrecorded, wait, timeout, followed };
}
