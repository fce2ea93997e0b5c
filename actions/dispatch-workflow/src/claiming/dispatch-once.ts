/**
 * Dispatches at most once for a key, across re-runs, concurrent runs and kills: by a claim that only one can make
 * (docs/decisions/0012). Whoever finds the key claimed looks what became of it, and takes over what came to nothing.
 */
import { newId } from '../finding/marker.ts';
import type { Dispatch, Target } from '../finding/ports.ts';
import { asFailure } from '@slipway/action-kit/failures';
import { dispatchUnder, type Held } from './dispatch-under.ts';
import { hold } from './hold.ts';
import { onceVariable } from './key.ts';
import type { ClaimingWorld, Once } from './ports.ts';
import { isPatienceOver, newClaim, tellOnce, type Step } from './step.ts';
import { unclear } from './unclear.ts';
import { watchClaim } from './watch-claim.ts';

/**
 * @param key as the input `only-once` has it.
 * @throws Failure when nothing was started by this step: the variable is none of ours, the token may not write it, or
 * GitHub refused the dispatch for good.
 */
export async function dispatchOnce(
  key: string,
  target: Target,
  world: ClaimingWorld,
  dispatch: Dispatch,
): Promise<Once> {
  const own = { lost: undefined, lostClaims: new Set<string>() };
  const memory = { since: world.clock.now(), sawPending: false, told: new Set<string>() };
  const step: Step = { ...world, key, target, dispatch, name: onceVariable(key), own, memory };
  for (let wasFree = false; ; wasFree = true) {
    const held = await claimAndDispatch(step);
    if (held?.kind === 'ended') return held.once;
    if (wasFree && held === undefined && isPatienceOver(step))
      return unclear(flickering(step), undefined, step);
    const once = await watched(step);
    if (once !== 'free') return once;
    tellOnce(`The key ${key} seems free again: claiming it`, step);
  }
}

const flickering = ({ name }: Step): string =>
  `GitHub says that ${name} exists when it is to be made, and shows nothing when it is read`;

/** Undefined when somebody else has claimed it. */
async function claimAndDispatch(step: Step): Promise<Held | undefined> {
  const value = newClaim(newId(step.random), step);
  const since = await hold(step.name, value, step);
  if (since === undefined) return undefined;
  return dispatchUnder({ since, main: value, claim: value.claim, holders: 1 }, step);
}

/** After a lost answer nothing is thrown: a failure would say that nothing was started. */
async function watched(step: Step): Promise<Once | 'free'> {
  try {
    const once = await watchClaim(step);
    const { lost } = step.own;
    return once === 'free' && lost !== undefined
      ? unclear(`${lost}; the claim was removed meanwhile`, undefined, step)
      : once;
  } catch (thrown) {
    const failure = asFailure(thrown);
    const { lost } = step.own;
    if (lost === undefined || failure.kind === 'defect') throw thrown;
    return unclear(`${lost}; ${failure.message}`, undefined, step);
  }
}
