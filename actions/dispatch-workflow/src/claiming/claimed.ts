/** A claim as it stands: its variable, and the locks of those who took over. */
import type { Target } from '../finding/ports.ts';
import { readClaim, type ClaimValue } from './claim-value.ts';
import { onceVariable, takeOverVariable } from './key.ts';
import type { Claims, ClaimVariable } from './ports.ts';
import { claimOfAnother, claimUnreadable } from './refusals.ts';
import { takeOverAfter } from './times.ts';

/** One who may dispatch, or might have: the claim is the first, each take-over one more. */
export interface Holder extends Pick<ClaimValue, 'claim' | 'ref' | 'marking' | 'by'> {
  /** By GitHub's clock, in milliseconds since the epoch. */
  readonly createdAt: number;
}

export interface Claimed {
  readonly value: ClaimValue;
  readonly holders: readonly [Holder, ...Holder[]];
  readonly last: Holder;
  /** GitHub's clock, before anything else was looked at. */
  readonly now: number;
}

export interface ClaimPlace {
  readonly key: string;
  readonly target: Target;
  readonly claims: Claims;
  /** `owner/name` of where the variable is. */
  readonly repository: string;
}

/**
 * @param most how many holders are looked at.
 * @returns undefined when the key is not claimed.
 * @throws Failure when the variable is no claim, or one for something else.
 */
export async function readClaimed(
  place: ClaimPlace,
  timeUp?: AbortSignal,
  most = Number.POSITIVE_INFINITY,
): Promise<Claimed | undefined> {
  const { key, target, claims, repository } = place;
  const name = onceVariable(key);
  const variable = await claims.read(name, timeUp);
  if (variable === undefined) return undefined;
  const value = readClaim(variable.value);
  if (value === undefined) throw claimUnreadable(name, repository);
  if (value.kind !== target.kind || value.target !== target.workflow)
    throw claimOfAnother({ key, name, repository, value, target });
  const { now } = variable;
  const first = holderOf(variable, value);
  // Nobody took over a claim that is done, or young.
  const later =
    value.run !== undefined || now < first.createdAt + takeOverAfter
      ? []
      : await takeOvers(place, value.claim, most, timeUp);
  return { value, holders: [first, ...later], last: later.at(-1) ?? first, now };
}

async function takeOvers(
  { key, claims }: ClaimPlace,
  claim: string,
  most: number,
  timeUp: AbortSignal | undefined,
): Promise<readonly Holder[]> {
  const found: Holder[] = [];
  for (let n = 2; n <= most; n += 1) {
    const variable = await claims.read(takeOverVariable(key, claim, n), timeUp);
    if (variable === undefined) break;
    found.push(holderOf(variable, readClaim(variable.value)));
  }
  return found;
}

/** What cannot be read excludes no run. */
function holderOf({ createdAt }: ClaimVariable, value: ClaimValue | undefined): Holder {
  if (value === undefined) return { claim: '', ref: undefined, marking: 'none', by: '', createdAt };
  const { claim, ref, marking, by } = value;
  return { claim, ref, marking, by, createdAt };
}
