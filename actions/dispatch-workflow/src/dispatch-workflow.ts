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
import { headline } from './reporting/headline.ts';
import type { Begun, Result } from './result.ts';
import { TimedDispatches } from './timed-dispatches.ts';

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
  const { when } = asked;
  if (when !== 'yes') {
    const what = asked.workflow ?? `The event ${asked.eventType ?? ''}`;
    return { kind: 'not-wanted', what, repository: place.repository, when };
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
  /** When GitHub had taken this step's dispatch, by the same clock; undefined where none was sent. */
  readonly answeredAt?: number | undefined;
}

async function begun(checked: Checked, asked: Asked, world: BegunWorld): Promise<Result> {
  const { target } = checked;
  const runs = readableRuns(
    world.runLists(target.kind === 'workflow' ? { workflow: target.workflow } : 'repository_dispatch'),
    world.clock,
  );
  const dispatches = new TimedDispatches(world.dispatches, world.clock);
  const lookFor = asked.wait ? asked.timeout : undefined;
  const start = await begin(checked, asked, {
    ...world,
    dispatches,
    runs,
    lookFor,
    repository: target.repository,
  });
  const { answeredAt } = dispatches;
  return followed({ ...start, outdated: undefined }, target, asked, { ...world, answeredAt });
}

async function followed(
  start: Pick<Begun, 'beginning' | 'unrecorded' | 'outdated'>,
  target: Target,
  asked: Asked,
  world: BegunWorld,
): Promise<Begun> {
  const { wait, timeout, onlyOnce: key } = asked;
  const begun = { kind: 'begun', ...start, target, key, wait, timeout } as const;
  const run = runOf(start.beginning);
  if (!wait || run === undefined) return { ...begun, followed: undefined, isHistory: false };
  world.log.info(headline({ ...begun, followed: undefined, isHistory: false }));
  const wishes = { ...asked, timeout: leftOf(timeout, world) };
  const seen = await follow(run, wishes, world);
  return {
    ...begun,
    followed: seen,
    isHistory: await isHistory(start.beginning, seen, world.began, world),
  };
}

/** Looking for the run was waiting too. */
function leftOf(timeout: number, { answeredAt, clock }: BegunWorld): number {
  return answeredAt === undefined ? timeout : Math.max(0, timeout - (clock.now() - answeredAt));
}
