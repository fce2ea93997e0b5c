/** Writes into a claim what became of it, and clears away the locks that are of no more use. */
import { asFailure, type Failure } from '@slipway/action-kit/failures';
import { readClaim, writeClaim, type ClaimValue } from './claim-value.ts';
import { takeOverVariable } from './key.ts';
import { claimLost } from './refusals.ts';
import type { Step } from './step.ts';

/**
 * Says that it was dispatched, nobody knows as which run. Sent once, while nobody else writes: later it could undo what
 * somebody who found the run has written. It spares who comes later a doubt, and nothing else depends on it.
 */
export async function recordStarted(value: ClaimValue, { claims, name }: Step): Promise<void> {
  try {
    await claims.update(name, writeClaim({ ...value, started: true }), AbortSignal.abort());
  } catch (thrown) {
    unlessDefect(thrown);
  }
}

/**
 * @param isFresh whether the claim is certain to be still the one that `value` says.
 * @returns why it could not be written. Never throws a Failure: something was started.
 */
export async function record(value: ClaimValue, isFresh: boolean, step: Step): Promise<Failure | undefined> {
  const { claims, name } = step;
  try {
    // GitHub writes over whatever is there.
    if (!isFresh && !(await isStill(value, step))) return claimLost(name);
    const answer = await claims.update(name, writeClaim(value));
    return answer === 'gone' ? claimLost(name) : undefined;
  } catch (thrown) {
    return unlessDefect(thrown);
  }
}

async function isStill({ claim }: ClaimValue, { claims, name }: Step): Promise<boolean> {
  const variable = await claims.read(name);
  return variable !== undefined && readClaim(variable.value)?.claim === claim;
}

/**
 * Sent once: a second one, after a lost answer, could meet what somebody made meanwhile.
 * @returns why it may still be there.
 */
export async function removeOnce(
  name: string,
  { claims }: Pick<Step, 'claims'>,
): Promise<Failure | undefined> {
  try {
    await claims.remove(name, AbortSignal.abort());
    return undefined;
  } catch (thrown) {
    return unlessDefect(thrown);
  }
}

/** The locks of a claim that is done, or gone. What is left of them harms nobody. */
export async function removeLocks(claim: string, holders: number, step: Step): Promise<void> {
  for (let n = 2; n <= holders; n += 1) await removeOnce(takeOverVariable(step.key, claim, n), step);
}

function unlessDefect(thrown: unknown): Failure {
  const failure = asFailure(thrown);
  if (failure.kind === 'defect') throw failure;
  return failure;
}
