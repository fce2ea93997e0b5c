/** What a claim without a run comes to, given the runs that were seen: rules alone, without looking. */
import { markerOf } from '../finding/marker.ts';
import type { ListedRun, RunsSeen } from '../finding/ports.ts';
import { whichRun, type Trace } from '../finding/which-run.ts';
import type { Claimed, Holder } from './claimed.ts';
import { foundWithin, recordWithin, runCreatedWithin, startedWithin, takeOverAfter } from './times.ts';

export type Judgement =
  /** `certain`: by the marker, and by nothing else. */
  | { readonly kind: 'recovered'; readonly run: ListedRun; readonly certain: boolean }
  /** Whoever claimed it may still dispatch, or record its run. */
  | { readonly kind: 'wait' }
  /** Nobody dispatched, and nobody can by this claim any more. */
  | { readonly kind: 'take-over' }
  /** Dispatched, and nobody will find out as which run. */
  | { readonly kind: 'started-somewhere' }
  /** They fit, and nothing tells which it is; one alone, for an event, which may have started none. */
  | { readonly kind: 'several'; readonly runs: readonly ListedRun[] }
  /** GitHub did not show all the runs that may be it. */
  | { readonly kind: 'unseen' };

/** By GitHub's clock, in milliseconds since the epoch. */
export interface Span {
  readonly since: number;
  readonly until: number;
}

/**
 * From when to when the runs of a claim were created: one span for each holder, because months may lie between two, and
 * GitHub shows so many runs of one question only. Spans that meet are one.
 */
export function spansOf({ holders }: Pick<Claimed, 'holders'>): readonly Span[] {
  const spans: Span[] = [];
  for (const { createdAt: since } of holders) {
    const until = since + runCreatedWithin;
    const before = spans.at(-1);
    if (before === undefined || since > before.until) spans.push({ since, until });
    else spans.splice(-1, 1, { since: before.since, until });
  }
  return spans;
}

/** @param seen the runs of `spansOf`, looked for after the claim was. */
export function judgeClaim(claimed: Claimed, seen: RunsSeen): Judgement {
  const { started, kind } = claimed.value;
  const fit = whichRun(
    seen,
    claimed.holders.map((holder) => traceOf(holder, started)),
  );
  const age = claimed.now - claimed.last.createdAt;
  // Until then who claimed it may be about to record it: two who write at once may undo each other's word.
  if (age < takeOverAfter) return { kind: 'wait' };
  if (fit.kind === 'certain') return { kind: 'recovered', run: fit.run, certain: true };
  // The list of an event holds the runs of every other event too, and an event need not start any.
  if (fit.kind === 'only' && kind === 'workflow') return { kind: 'recovered', run: fit.run, certain: false };
  if (fit.kind === 'none' && !started) return { kind: 'take-over' };
  if (age < (started ? foundWithin : recordWithin)) return { kind: 'wait' };
  if (started) return { kind: 'started-somewhere' };
  if (fit.kind === 'only') return { kind: 'several', runs: [fit.run] };
  return fit.kind === 'several' ? { kind: 'several', runs: fit.runs } : { kind: 'unseen' };
}

function traceOf({ claim, ref, marking, createdAt }: Holder, started: boolean): Trace {
  const until = createdAt + (started ? startedWithin : runCreatedWithin);
  return { marker: markerOf(claim), marking, ref, after: 0, since: createdAt, until };
}
