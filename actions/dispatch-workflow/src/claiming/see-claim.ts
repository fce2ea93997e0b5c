/** One look at a key that somebody claimed: its variable first, then the runs, so that nothing is older than it seems. */
import { asFailure } from '@slipway/action-kit/failures';
import { isForGood } from '../finding/look.ts';
import type { FindingWorld, ListedRun, RunList, RunsSeen, StartedRun } from '../finding/ports.ts';
import { clockSlack } from '../finding/times.ts';
import { readClaimed, type Claimed, type ClaimPlace } from './claimed.ts';
import { judgeClaim, spansOf, type Judgement, type Span } from './judge-claim.ts';
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
  return { kind: 'judged', claimed, judgement: judgeClaim(claimed, await runsOf(claimed, place, timeUp)) };
}

/** A token that may not look at runs may still be told that the key is done. */
async function runsOf(
  claimed: Claimed,
  { runs }: Pick<FindingWorld, 'runs'>,
  timeUp: AbortSignal | undefined,
): Promise<RunsSeen> {
  try {
    return await seenWithin(spansOf(claimed), runs, timeUp);
  } catch (thrown) {
    if (!claimed.value.started || !isForGood(asFailure(thrown))) throw thrown;
    return { runs: [], now: claimed.now, isWhole: false };
  }
}

/** All of them, each once. */
async function seenWithin(
  spans: readonly Span[],
  runs: RunList,
  timeUp: AbortSignal | undefined,
): Promise<RunsSeen> {
  const found = new Map<number, ListedRun>();
  let [now, isWhole] = [0, true];
  for (const { since, until } of spans) {
    const seen = await runs.since(since - clockSlack, until, timeUp);
    for (const run of seen.runs) found.set(run.id, run);
    now = seen.now;
    isWhole &&= seen.isWhole;
  }
  return { runs: [...found.values()], now, isWhole };
}

const isRipe = ({ now, last }: Claimed): boolean => now >= last.createdAt + takeOverAfter;
