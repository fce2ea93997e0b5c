/** The end of a run as far as it was seen, and whether it decides: an earlier run of others does not. */
import { oneLine } from '@slipway/action-kit/untrusted';
import { verdictOn, type Verdict } from '../following/conclusions.ts';
import { lastLook, type Followed } from '../following/follow.ts';
import type { Look } from '../following/look.ts';
import type { Begun } from '../dispatch-workflow.ts';

/** Undefined when it was not seen to end. */
export function endLook(followed: Followed | undefined): Look | undefined {
  const look = followed === undefined ? undefined : lastLook(followed);
  return look?.run.status === 'completed' ? look : undefined;
}

/** In GitHub's words; '' when its end was not seen. */
export const conclusionOf = ({ followed }: Begun): string =>
  oneLine(endLook(followed)?.run.conclusion ?? '', 60);

export const verdictOf = (look: Look): Verdict => verdictOn(look.run.conclusion);

/**
 * Whether the run had ended before this step, and was another workflow run's: then its end is history, told and not
 * judged. A re-run of the job that started it is never green after a red end.
 */
export function isHistory({ beginning, followed }: Begun): boolean {
  const isOfOthers = (beginning.kind === 'already' || beginning.kind === 'recovered') && !beginning.byThisRun;
  return isOfOthers && followed?.ending.kind === 'completed' && followed.ending.atOnce;
}
