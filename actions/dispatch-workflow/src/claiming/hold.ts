/**
 * Makes a variable that only one can make: the lock of everything here. Whoever made it may dispatch for a minute, by a
 * clock that began before GitHub's did.
 */
import { writeClaim, type ClaimValue } from './claim-value.ts';
import type { ClaimingWorld } from './ports.ts';
import { promptly } from './times.ts';

/**
 * @returns since when it is ours by our own clock, in milliseconds: never later than it was made; undefined when it is
 * somebody else's.
 * @throws Failure when GitHub refuses, or does not answer: nobody knows then whether it was made, and nobody dispatches by it.
 */
export async function hold(
  name: string,
  value: ClaimValue,
  { claims, clock }: Pick<ClaimingWorld, 'claims' | 'clock'>,
): Promise<number | undefined> {
  const askedAt = clock.now();
  const text = writeClaim(value);
  const { kind } = await claims.create(name, text);
  if (kind === 'created' && clock.now() - askedAt <= promptly) return askedAt;
  // It exists: made by us when an answer was lost on the way. And after long waits its age is not known.
  const readAt = clock.now();
  const variable = await claims.read(name);
  // All of it, the attempt of the job included: two machines may throw the same dice.
  if (variable?.value !== text) return undefined;
  const wholeSecond = 1000;
  return readAt - (variable.now - variable.createdAt) - wholeSecond;
}
