/** Writes into a claim what became of it, and clears away the locks that are of no more use. */
import { asFailure, type Failure } from '@slipway/action-kit/failures';
import { readClaim, writeClaim, type ClaimValue } from './claim-value.ts';
import { takeOverVariable } from './key.ts';
import { claimLost } from './refusals.ts';
import type { Step } from './step.ts';

/**
 * Says that it was dispatched, nobody knows yet as which run: from then on nobody sends it again. Sent once: repeated
 * later, it could undo what somebody who found the run has written.
 * @param isFresh as for `record`.
 * @returns as `record`.
 */
export async function recordStarted(
  value: ClaimValue,
  isFresh: boolean,
  step: Step,
): Promise<Failure | undefined> {
  const { claims, name } = step;
  try {
    const there = isFresh ? value : await stillThere(value, step);
    if (there?.started === true) return undefined;
    if (there === undefined) return claimLost(name);
    const answer = await claims.update(name, writeClaim({ ...value, started: true }), AbortSignal.abort());
    return answer === 'gone' ? claimLost(name) : undefined;
  } catch (thrown) {
    return unlessDefect(thrown);
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
    if (!isFresh && (await stillThere(value, step)) === undefined) return claimLost(name);
    const answer = await claims.update(name, writeClaim(value));
    return answer === 'gone' ? claimLost(name) : undefined;
  } catch (thrown) {
    return unlessDefect(thrown);
  }
}

/** What the variable says, while it is the same claim. */
async function stillThere({ claim }: ClaimValue, { claims, name }: Step): Promise<ClaimValue | undefined> {
  const variable = await claims.read(name);
  const there = variable === undefined ? undefined : readClaim(variable.value);
  return there?.claim === claim ? there : undefined;
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
