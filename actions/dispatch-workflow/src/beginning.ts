/** How the run came about that this step tells of: started by it, or before, or nobody knows. */
import type { Failure } from '@slipway/action-kit/failures';
import type { Checked } from './asking/check-target.ts';
import { marked, markingOf } from './asking/marking.ts';
import type { Target } from './asking/target.ts';
import { dispatchOnce } from './claiming/dispatch-once.ts';
import type { ClaimingWorld, Once } from './claiming/ports.ts';
import type { Dispatch, Start, StartedRun, Target as Sought } from './finding/ports.ts';
import { startRun } from './finding/start-run.ts';
import type { Dispatches } from './ports.ts';

/** The first three are this step's own dispatch; the others are about what was done for the same key. */
export type Beginning = Start | Exclude<Once, { readonly kind: 'dispatched' }>;

export interface Begun {
  readonly beginning: Beginning;
  /** Why the run could not be written into the claim. */
  readonly unrecorded: Failure | undefined;
}

export interface BeginWorld extends ClaimingWorld {
  readonly dispatches: Dispatches;
  /** Whether this server says which run the dispatch of a workflow started. */
  readonly tells: boolean;
}

/**
 * @param key of `only-once`.
 * @throws Failure only when nothing was started.
 */
export async function begin(
  checked: Checked,
  { markerInput, onlyOnce: key }: { readonly markerInput: string; readonly onlyOnce: string | undefined },
  world: BeginWorld,
): Promise<Begun> {
  const sought = soughtRun(checked, markerInput, world.tells);
  const dispatch = dispatchOf(checked.target, sought, markerInput, world.dispatches);
  if (key === undefined) return { beginning: await startRun(dispatch, sought, world), unrecorded: undefined };
  const once = await dispatchOnce(key, sought, world, dispatch);
  return once.kind === 'dispatched'
    ? { beginning: once.start, unrecorded: once.unrecorded }
    : { beginning: once, unrecorded: undefined };
}

/** What is known of the run before it is started. */
export function soughtRun({ target, file, declared }: Checked, markerInput: string, tells: boolean): Sought {
  const marking = markingOf(target, declared, markerInput);
  return target.kind === 'workflow'
    ? { kind: 'workflow', workflow: file ?? target.workflow, ref: target.ref, marking, tells }
    : { kind: 'event', workflow: target.eventType, ref: undefined, marking, tells: false };
}

function dispatchOf(
  target: Target,
  { marking }: Sought,
  markerInput: string,
  dispatches: Dispatches,
): Dispatch {
  return (marker, timeUp, beforeSend) => {
    const sent = marked(target, marking, markerInput, marker);
    return sent.kind === 'workflow'
      ? dispatches.workflow(sent, timeUp, beforeSend)
      : dispatches.event(sent, timeUp, beforeSend);
  };
}

/** The run, where it is known. */
export const runOf = (beginning: Beginning): StartedRun | undefined =>
  'run' in beginning ? beginning.run : undefined;
