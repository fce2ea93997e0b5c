/**
 * Whether the run of a key is history to this step: it had ended before the step began, so that its end is told and not
 * judged. All of it by GitHub's clock; what cannot be told is judged, so that nobody is green after a red end.
 */
import { asFailure } from '@slipway/action-kit/failures';
import type { Clock, Log } from '@slipway/action-kit/ports';
import type { Beginning } from './beginning.ts';
import { clockSlack } from './finding/times.ts';
import { verdictOn } from './following/conclusions.ts';
import type { Followed } from './following/follow.ts';

/** The workflow run that this step belongs to. */
export interface OwnRun {
  /** Whether this is not its first attempt. */
  readonly isRerun: boolean;
  /** When its first attempt began, by GitHub's clock in milliseconds since the epoch; undefined where nobody says. */
  createdAt(): Promise<number | undefined>;
}

export interface HistoryWorld {
  readonly clock: Pick<Clock, 'now'>;
  readonly log: Pick<Log, 'info'>;
  readonly ownRun: OwnRun;
}

/** @param began when this step did, by our own clock in milliseconds. */
export async function isHistory(
  beginning: Beginning,
  followed: Followed | undefined,
  began: number,
  world: HistoryWorld,
): Promise<boolean> {
  // A claim that was pending was somebody's who was at it, or this step's to find out: it waited for that run.
  if (!isOfOthers(beginning) || followed?.ending.kind !== 'completed') return false;
  const { run, jobsAt } = followed.ending.look;
  const { updatedAt, seenAt } = run;
  if (updatedAt === undefined || seenAt === undefined) return false;
  if (!isBefore(updatedAt, seenAt - (jobsAt - began))) return false;
  if (!world.ownRun.isRerun || verdictOn(run.conclusion).kind === 'green') return true;
  // An earlier attempt of this very step may have waited for it, and been red for it.
  const firstBegan = await createdAt(world.ownRun);
  if (firstBegan === undefined)
    world.log.info(
      'When this workflow run began its first attempt cannot be read, which may have waited for that run: its end is judged.',
    );
  return firstBegan !== undefined && isBefore(updatedAt, firstBegan);
}

/** Done by another workflow run, and written down when this step saw it first. */
export function isOfOthers(beginning: Beginning): boolean {
  return beginning.kind === 'already' && !beginning.byThisRun && !beginning.wasPending;
}

const isBefore = (end: number, moment: number): boolean => end + clockSlack <= moment;

async function createdAt(ownRun: OwnRun): Promise<number | undefined> {
  try {
    return await ownRun.createdAt();
  } catch (thrown) {
    const failure = asFailure(thrown);
    if (failure.kind === 'defect') throw failure;
    return undefined;
  }
}
