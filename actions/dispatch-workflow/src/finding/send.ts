/** The dispatch itself, with what must be noted before it so that its run can be told from others afterwards. */
import type { DispatchAnswer } from '../ports.ts';
import { markerOf } from './marker.ts';
import type { Dispatch, FindingWorld, Target } from './ports.ts';

export interface Sent {
  readonly answer: DispatchAnswer;
  readonly marker: string;
  /** By our own clock: just before it was sent, and when the answer was there. */
  readonly sentAt: number;
  readonly answeredAt: number;
  /** What the list said before; undefined where nobody looked, because this server tells. */
  readonly before: { readonly id: number; readonly now: number } | undefined;
}

/**
 * @param id as `newId` makes it.
 * @param timeUp as for `Dispatch`.
 * @throws Failure when nothing was started.
 */
export async function send(
  dispatch: Dispatch,
  id: string,
  target: Target,
  { runs, clock }: Pick<FindingWorld, 'runs' | 'clock'>,
  timeUp?: AbortSignal,
): Promise<Sent> {
  const marker = markerOf(id);
  // A title that is sure to show the marker needs no other trace.
  const before = target.tells || target.marking === 'shown' ? undefined : await runs.newest(timeUp);
  const sentAt = clock.now();
  const answer = await dispatch(marker, timeUp);
  return { answer, marker, sentAt, answeredAt: clock.now(), before };
}
