/**
 * What finding a run needs of GitHub: a dispatch that is sent once, and the list of runs, where the server does not say
 * which one it started. Imports nothing but the shapes of ../ports.ts.
 */
import type { Clock, Log, Random } from '@slipway/action-kit/ports';
import type { DispatchAnswer } from '../ports.ts';

export interface StartedRun {
  readonly id: number;
  /** Of its page. */
  readonly url: string;
}

/** A run as the list shows it. */
export interface ListedRun extends StartedRun {
  /** `display_title`: what `run-name` made of the inputs. */
  readonly title: string;
  /** `head_branch`: the short name of the branch or tag. */
  readonly branch: string;
  /** By GitHub's clock, in milliseconds since the epoch; GitHub tells whole seconds. */
  readonly createdAt: number;
}

export interface RunsSeen {
  readonly runs: readonly ListedRun[];
  /** GitHub's clock when it answered, in milliseconds since the epoch. */
  readonly now: number;
  /** False when GitHub showed some of them only: what is missing here may be there. */
  readonly isWhole: boolean;
}

/**
 * The runs that dispatches of the one workflow started, on every ref; for an event, those of the repository that this
 * event started. Neither pushes nor schedules.
 */
export interface RunList {
  /**
   * All that were created from `since` to `until`, of all pages.
   * @param since, until by GitHub's clock, in milliseconds since the epoch; `until` undefined: up to now.
   * @param timeUp ends the look.
   */
  since(since: number, until?: number, timeUp?: AbortSignal): Promise<RunsSeen>;
  /** The highest id there is, 0 when there is no run, and GitHub's clock. */
  newest(timeUp?: AbortSignal): Promise<{ readonly id: number; readonly now: number }>;
}

/**
 * What becomes of the marker, which tells the run of one dispatch from all others.
 * `shown`: the target was read, declares the input, and its `run-name` holds exactly `${{ inputs.‹name› }}` unconditionally.
 * `sent`: it is sent, and nobody knows whether a title will show it. `none`: the target takes none.
 */
export type Marking = 'shown' | 'sent' | 'none';

export interface Target {
  /** As the target was looked up, so that it is the same word whichever way it was asked for; or the event's type. */
  readonly workflow: string;
  readonly kind: 'workflow' | 'event';
  /** Branch or tag by its short name; undefined for an event, which runs on the default branch. */
  readonly ref: string | undefined;
  readonly marking: Marking;
  /** False for a server, or a kind of dispatch, that may not say which run it started. */
  readonly tells: boolean;
}

/**
 * Sends the one dispatch, with the marker where the target takes one. Never again after it may have arrived.
 * @param timeUp when it must not be sent any more: waits for a rate limit end then.
 * @param beforeSend called right before each way of sending it, the first included: throws when it must not be sent any
 * more, and what it throws is passed on. A timer of a machine that stood still is late; this is not.
 * @throws Failure only when nothing was started.
 */
export type Dispatch = (
  marker: string,
  timeUp?: AbortSignal,
  beforeSend?: () => void,
) => Promise<DispatchAnswer>;

export interface FindingWorld {
  readonly runs: RunList;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Pick<Log, 'info'>;
  readonly cancelled: AbortSignal;
  /** Milliseconds from the answer on that the run is looked for at most; as long as one may take to appear when left out. */
  readonly lookFor?: number | undefined;
}

export type Start =
  | { readonly kind: 'started'; readonly run: StartedRun }
  /** A run was started, and nobody can tell which: `ambiguous` when several may be it. */
  | { readonly kind: 'unfound'; readonly ambiguous: boolean; readonly why: string }
  /** GitHub's answer was lost, and no run could be found that is certainly this one. */
  | { readonly kind: 'unknown'; readonly why: string };
