/** Which of the runs that were seen a dispatch may have started: rules alone, without looking. */
import { showsMarker } from './marker.ts';
import type { ListedRun, Marking, RunsSeen } from './ports.ts';
import { clockSlack } from './times.ts';

/** What is known of a dispatch. Times are GitHub's, in milliseconds since the epoch. */
export interface Trace {
  readonly marker: string;
  readonly marking: Marking;
  /** Undefined for an event: it says nothing of the run's branch. */
  readonly ref: string | undefined;
  /** The highest id before it; 0 when nobody looked. */
  readonly after: number;
  /** It was not sent before. */
  readonly since: number;
  /** Its run was not created later; undefined when it may have been at any time. */
  readonly until?: number | undefined;
}

export type Fit =
  /** Its title shows the marker. */
  | { readonly kind: 'certain'; readonly run: ListedRun }
  /** Nothing but it fits: it is the one, if there is one. */
  | { readonly kind: 'only'; readonly run: ListedRun }
  | { readonly kind: 'several'; readonly runs: readonly ListedRun[] }
  /** Nothing fits, in all there is. */
  | { readonly kind: 'none' }
  /** Nothing fits, or one, in the part that GitHub showed. */
  | { readonly kind: 'unseen' };

/** @param traces of the dispatches that may have started the one run that is looked for; one at most did. */
export function whichRun({ runs, isWhole }: RunsSeen, traces: readonly Trace[]): Fit {
  const marked = runs.filter(({ title }) => traces.some((trace) => isMarked(title, trace)));
  const fitting =
    marked.length > 0 ? marked : runs.filter((run) => traces.some((trace) => mayBe(run, trace)));
  const [run] = fitting;
  if (fitting.length > 1) return { kind: 'several', runs: fitting };
  if (run !== undefined && marked.length > 0) return { kind: 'certain', run };
  if (!isWhole) return { kind: 'unseen' };
  return run === undefined ? { kind: 'none' } : { kind: 'only', run };
}

const isMarked = (title: string, { marker, marking }: Trace): boolean =>
  marking !== 'none' && showsMarker(title, marker);

/** A run without the marker may be ours only where the title need not show it. */
function mayBe(run: ListedRun, { marking, ref, after, since, until }: Trace): boolean {
  return (
    marking !== 'shown' &&
    run.id > after &&
    (ref === undefined || run.branch === ref || run.branch === '') &&
    run.createdAt >= since - clockSlack &&
    (until === undefined || run.createdAt <= until + clockSlack)
  );
}
