/** What a claim without a run comes to, given the runs that were seen: rules alone, without looking. */
import { markerOf } from '../finding/marker.ts';
import type { ListedRun, RunsSeen } from '../finding/ports.ts';
import { whichRun, type Trace } from '../finding/which-run.ts';
import type { Claimed, Holder } from './claimed.ts';
import { recordWithin, runCreatedWithin, takeOverAfter } from './times.ts';

export type Judgement =
  /** `certain`: by the marker, or because it is known that there is one. */
  | { readonly kind: 'recovered'; readonly run: ListedRun; readonly certain: boolean }
  /** Whoever claimed it may still dispatch, or record its run. */
  | { readonly kind: 'wait' }
  /** Nobody dispatched, and nobody can by this claim any more. */
  | { readonly kind: 'take-over' }
  /** Dispatched, and nobody will find out as which run. */
  | { readonly kind: 'started-somewhere' }
  | { readonly kind: 'several'; readonly runs: readonly ListedRun[] }
  /** GitHub did not show all the runs that may be it. */
  | { readonly kind: 'unseen' };

/** From when to when the runs of a claim were created, by GitHub's clock, in milliseconds since the epoch. */
export const spanOf = ({
  holders: [first],
  last,
}: Claimed): { readonly since: number; readonly until: number } => ({
  since: first.createdAt,
  until: last.createdAt + runCreatedWithin,
});

/** @param seen the runs of `spanOf`, looked for after the claim was. */
export function judgeClaim(claimed: Claimed, seen: RunsSeen): Judgement {
  const fit = whichRun(seen, claimed.holders.map(traceOf));
  const age = claimed.now - claimed.last.createdAt;
  // Until then who claimed it may be about to record it: two who write at once may undo each other's word.
  if (age < takeOverAfter) return { kind: 'wait' };
  if (fit.kind === 'certain') return { kind: 'recovered', run: fit.run, certain: true };
  const { started } = claimed.value;
  if (fit.kind === 'only') return { kind: 'recovered', run: fit.run, certain: started };
  if (fit.kind === 'none' && !started) return { kind: 'take-over' };
  if (age < recordWithin) return { kind: 'wait' };
  if (started) return { kind: 'started-somewhere' };
  return fit.kind === 'several' ? { kind: 'several', runs: fit.runs } : { kind: 'unseen' };
}

function traceOf({ claim, ref, marking, createdAt }: Holder): Trace {
  const until = createdAt + runCreatedWithin;
  return { marker: markerOf(claim), marking, ref, after: 0, since: createdAt, until };
}
