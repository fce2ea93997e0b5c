/** The end of a run as far as it was seen, and what it means. */
import { oneLine } from '@slipway/action-kit/untrusted';
import { isOfOthers } from '../history.ts';
import { verdictOn, type Verdict } from '../following/conclusions.ts';
import { lastLook, type Followed } from '../following/follow.ts';
import type { Look } from '../following/look.ts';
import type { Begun } from '../result.ts';

/** Undefined when it was not seen to end. */
export function endLook(followed: Followed | undefined): Look | undefined {
  const look = followed === undefined ? undefined : lastLook(followed);
  return look?.run.status === 'completed' ? look : undefined;
}

/** In GitHub's words; '' when its end was not seen. */
export const conclusionOf = ({ followed }: Begun): string =>
  oneLine(endLook(followed)?.run.conclusion ?? '', 60);

export const verdictOf = (look: Look): Verdict => verdictOn(look.run.conclusion);

/** Whether others started the run before, and it is not there any more: nobody will ever see its end. */
export function isGone({ beginning, followed }: Begun): boolean {
  const { ending } = followed ?? {};
  return isOfOthers(beginning) && ending?.kind === 'unseen' && ending.failure.code === 'run-not-found';
}
