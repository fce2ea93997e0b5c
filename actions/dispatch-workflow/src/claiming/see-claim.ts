/** One look at a key that somebody claimed: its variable first, then the runs, so that nothing is older than it seems. */
import type { FindingWorld, StartedRun } from '../finding/ports.ts';
import { clockSlack } from '../finding/times.ts';
import { readClaimed, type Claimed, type ClaimPlace } from './claimed.ts';
import { judgeClaim, spanOf, type Judgement } from './judge-claim.ts';
import { takeOverAfter } from './times.ts';

export type Sight =
  | { readonly kind: 'free' }
  /** Its run is recorded. */
  | { readonly kind: 'done'; readonly claimed: Claimed; readonly run: StartedRun }
  | { readonly kind: 'judged'; readonly claimed: Claimed; readonly judgement: Judgement };

/** @param most how many holders are looked at. @throws Failure as `readClaimed`, or when GitHub does not answer. */
export async function seeClaim(
  place: ClaimPlace & Pick<FindingWorld, 'runs'>,
  timeUp?: AbortSignal,
  most?: number,
): Promise<Sight> {
  const claimed = await readClaimed(place, timeUp, most);
  if (claimed === undefined) return { kind: 'free' };
  const { run } = claimed.value;
  if (run !== undefined) return { kind: 'done', claimed, run };
  // Nothing is decided before everything is there: the list need not be asked for.
  if (!isRipe(claimed)) return { kind: 'judged', claimed, judgement: { kind: 'wait' } };
  const { since, until } = spanOf(claimed);
  const seen = await place.runs.since(since - clockSlack, until, timeUp);
  return { kind: 'judged', claimed, judgement: judgeClaim(claimed, seen) };
}

const isRipe = ({ now, last }: Claimed): boolean => now >= last.createdAt + takeOverAfter;
