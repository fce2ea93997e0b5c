/** What is known of a key without touching anything: for a dry run. */
import { readClaimed, type ClaimPlace } from './claimed.ts';
import type { ClaimSeen } from './ports.ts';

/** @throws Failure when the variable is no claim, or one for something else, or the token may not read it. */
export async function lookAtClaim(place: ClaimPlace): Promise<ClaimSeen> {
  const claimed = await readClaimed(place);
  if (claimed === undefined) return { kind: 'free' };
  const { value, last, now } = claimed;
  if (value.started) return { kind: 'done', run: value.run, by: value.by };
  return { kind: 'pending', by: last.by, age: now - last.createdAt };
}
