/**
 * The order of things: what is asked, whether it is wanted, whether the target can take it, then one dispatch, and its
 * run followed where that is wanted. Whatever happens after the dispatch, the result still says which run it was.
 */
import { asFailure, type Failure } from '@slipway/action-kit/failures';
import { targetOf, type Asked, type JobPlace } from './asking/asked.ts';
import { checkTarget, type Checked } from './asking/check-target.ts';
import type { WorkflowFiles } from './asking/ports.ts';
import type { Target } from './asking/target.ts';
import { begin, runOf, soughtRun } from './beginning.ts';
import { lookAtClaim } from './claiming/look-at-claim.ts';
import type { Claims } from './claiming/ports.ts';
import { doneBefore, type Already } from './done-before.ts';
import type { RunList } from './finding/ports.ts';
import type { CancelWorld } from './following/cancelling.ts';
import { follow } from './following/follow.ts';
import { isHistory, type OwnRun } from './history.ts';
import type { Dispatches } from './ports.ts';
import { readableRuns } from './readable-runs.ts';
import type { Begun, Result } from './result.ts';

export interface World extends CancelWorld {
  readonly dispatches: Dispatches;
  readonly files: WorkflowFiles;
  /** @param of a workflow by file name or id, or the event of a dispatch. */
  readonly runLists: (of: { readonly workflow: string } | 'repository_dispatch') => RunList;
  readonly claims: Claims;
  /** The page of this attempt of the job's run; undefined outside a job. */
  readonly by: string | undefined;
  readonly ownRun: OwnRun;
  /** Whether this server says which run the dispatch of a workflow started. */
  readonly tells: boolean;
}

/** @throws Failure only when nothing was started. */
export async function dispatchWorkflow(asked: Asked, place: JobPlace, world: World): Promise<Result> {
  const began = world.clock.now();
  if (asked.when !== true) {
    const what = asked.workflow ?? `the event ${asked.eventType ?? ''}`;
    return { kind: 'not-wanted', what, repository: place.repository };
  }
  const target = await targetOf(asked, place);
  const looked = await lookAtTarget(target, asked, world);
  if (looked.kind === 'done') return done(looked, target, asked, { ...world, began });
  const { checked } = looked;
  if (checked.unchecked !== undefined) world.log.info(checked.unchecked);
  return asked.dryRun ? planned(checked, asked, world) : begun(checked, asked, { ...world, began });
}

type LookedAt =
  | { readonly kind: 'checked'; readonly checked: Checked }
  | { readonly kind: 'done'; readonly already: Already; readonly outdated: Failure };

/** What is wrong with a target does not matter when it was started for this key before: it may be gone by now. */
async function lookAtTarget(
  target: Target,
  { dryRun: thorough, onlyOnce: key, markerInput }: Asked,
  world: World,
): Promise<LookedAt> {
  try {
    const checking = { thorough, needsFile: key !== undefined, markerInput };
    return { kind: 'checked', checked: await checkTarget(target, world.files, checking) };
  } catch (thrown) {
    const outdated = asFailure(thrown);
    const isWrong = outdated.kind === 'input' || outdated.kind === 'setup';
    const already = isWrong && key !== undefined ? await doneBefore(target, key, world) : undefined;
    if (already === undefined) throw thrown;
    return { kind: 'done', already, outdated };
  }
}

async function done(
  { already, outdated }: Extract<LookedAt, { kind: 'done' }>,
  target: Target,
  asked: Asked,
  world: BegunWorld,
): Promise<Result> {
  const { run, by } = already;
  if (!asked.dryRun)
    return followed({ beginning: already, unrecorded: undefined, outdated }, target, asked, world);
  return { kind: 'planned', target, key: asked.onlyOnce, claim: { kind: 'done', run, by }, outdated };
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
  return { kind: 'planned', target, key, claim, outdated: undefined };
}

interface BegunWorld extends World {
  /** When this step did, by our own clock in milliseconds. */
  readonly began: number;
}

async function begun(checked: Checked, asked: Asked, world: BegunWorld): Promise<Result> {
  const { target } = checked;
  const runs = readableRuns(
    world.runLists(target.kind === 'workflow' ? { workflow: target.workflow } : 'repository_dispatch'),
    world.clock,
  );
  const start = await begin(checked, asked, { ...world, runs, repository: target.repository });
  return followed({ ...start, outdated: undefined }, target, asked, world);
}

async function followed(
  start: Pick<Begun, 'beginning' | 'unrecorded' | 'outdated'>,
  target: Target,
  asked: Asked,
  world: BegunWorld,
): Promise<Begun> {
  const { wait, timeout, onlyOnce: key } = asked;
  const run = runOf(start.beginning);
  const seen = wait && run !== undefined ? await follow(run, asked, world) : undefined;
  const isOver = await isHistory(start.beginning, seen, world.began, world);
  return { kind: 'begun', ...start, target, key, wait, timeout, followed: seen, isHistory: isOver };
}
