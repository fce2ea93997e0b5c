/**
 * Takes a claim over that came to nothing: by a lock that only one can make, and only if what was seen before still
 * holds once it is made.
 */
import { lookFor } from '../finding/look.ts';
import { newId } from '../finding/marker.ts';
import type { Claimed } from './claimed.ts';
import { dispatchUnder, type Held } from './dispatch-under.ts';
import { hold } from './hold.ts';
import { takeOverVariable } from './key.ts';
import { removeOnce } from './record.ts';
import { seeClaim, type Sight } from './see-claim.ts';
import { newClaim, type Step } from './step.ts';
import { tellBlind } from './tell.ts';
import { oneLook, variableLag } from './times.ts';

/** @returns undefined when it is not taken over: somebody else does, or something became of the claim. */
export async function takeOver({ value: main, holders }: Claimed, step: Step): Promise<Held | undefined> {
  const { log, clock, random, cancelled, key } = step;
  const n = holders.length + 1;
  const lock = takeOverVariable(key, main.claim, n);
  const claim = newId(random);
  const since = await unlessBlind(step, () => hold(lock, newClaim(claim, step), step));
  if (since === undefined) return undefined;
  log.info(`Nothing was dispatched by that claim within its time: taking it over (${lock})`);
  // What was written before the lock was made can be read by then.
  await clock.sleep(variableLag, cancelled);
  const sight = await unlessBlind(step, (timeUp) => seeClaim(step, timeUp, holders.length));
  if (sight === undefined) return undefined;
  if (isOver(sight, main.claim)) await removeOnce(lock, step);
  // A lock is never taken away while the claim stands: the next one counts on it.
  else if (!cancelled.aborted && isStillNothing(sight))
    return dispatchUnder({ since, main, claim, holders: n }, step);
  return undefined;
}

/**
 * Undefined while GitHub does not answer: then it is looked on, and a lock that was made counts as one more who might
 * have dispatched.
 */
async function unlessBlind<T>(
  step: Step,
  ask: (timeUp: AbortSignal) => Promise<T | undefined>,
): Promise<T | undefined> {
  const looked = await lookFor(oneLook, step.clock, ask);
  if (looked.kind === 'refused') throw looked.failure;
  tellBlind(looked, step);
  return looked.kind === 'seen' ? looked.seen : undefined;
}

/** The claim is done, or gone, and its locks with it. */
function isOver(sight: Sight, claim: string): boolean {
  return sight.kind !== 'judged' || sight.claimed.value.claim !== claim;
}

const isStillNothing = (sight: Sight): boolean =>
  sight.kind === 'judged' && sight.judgement.kind === 'take-over';
