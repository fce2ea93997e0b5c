/** A run followed to its end, and cancelled when it does not end in time or the job itself is cancelled, if that is wanted. */
import { cancelAndFollow, cancelAtOnce, type Cancellation, type CancelWorld } from './cancelling.ts';
import { followRun, type Ending } from './follow-run.ts';
import type { Look } from './look.ts';
import { paceInWords } from './pace.ts';
import { elapsed } from './time-words.ts';

export interface FollowWishes {
  /** Milliseconds from now. */
  readonly timeout: number;
  readonly cancelOnTimeout: boolean;
  readonly cancelOnCancel: boolean;
}

export interface Followed {
  readonly ending: Ending;
  /** Undefined when nothing was to be cancelled. */
  readonly cancellation: Cancellation | undefined;
}

export async function follow(
  { id }: { readonly id: number },
  wishes: FollowWishes,
  world: CancelWorld,
): Promise<Followed> {
  const start = world.clock.now();
  const opening = `Following run ${String(id)} for up to ${elapsed(wishes.timeout)}, ${paceInWords(wishes.timeout)}`;
  const ending = await followRun(id, { timeout: wishes.timeout, opening }, world);
  if (ending.kind === 'timed-out' && wishes.cancelOnTimeout) {
    const known = { look: ending.look, start };
    return { ending, cancellation: await cancelAndFollow(id, known, world) };
  }
  if (ending.kind === 'cancelled' && wishes.cancelOnCancel)
    return { ending, cancellation: await cancelAtOnce(id, world) };
  return { ending, cancellation: undefined };
}

/** What was seen last. */
export const lastLook = ({ ending, cancellation }: Followed): Look | undefined =>
  (cancellation !== undefined && 'look' in cancellation ? cancellation.look : undefined) ?? ending.look;
