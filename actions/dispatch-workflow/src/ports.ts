/** What starting a workflow and looking at its run need of GitHub; what checking it needs stands in asking/ports.ts. */
import type { JsonObject } from '@slipway/documents/value';

export interface DispatchRequest {
  /** File name or id. */
  readonly workflow: string;
  /** Branch or tag. */
  readonly ref: string;
  readonly inputs: Readonly<Record<string, string>>;
}

export interface EventRequest {
  readonly eventType: string;
  readonly clientPayload: JsonObject;
}

export type DispatchAnswer =
  | { readonly kind: 'started'; readonly id: number; readonly url: string }
  /** Started, on a server that does not say as which run. */
  | { readonly kind: 'started-somewhere' }
  /** The answer was lost, or can't be read: a run may or may not have started. */
  | { readonly kind: 'lost'; readonly why: string };

/**
 * Every method throws a Failure only when nothing was started. `timeUp`: when it must not be sent any more; `beforeSend`
 * is called right before each sending, and stops it by what it throws.
 */
export interface Dispatches {
  workflow(request: DispatchRequest, timeUp?: AbortSignal, beforeSend?: () => void): Promise<DispatchAnswer>;
  event(request: EventRequest, timeUp?: AbortSignal, beforeSend?: () => void): Promise<DispatchAnswer>;
}

export interface WorkflowRun {
  readonly id: number;
  readonly url: string;
  /** queued, in_progress, waiting, pending, requested, completed, or what GitHub adds later. */
  readonly status: string;
  /** '' while it is not completed. */
  readonly conclusion: string;
  /** From 1; somebody who runs it again makes the next. */
  readonly attempt: number;
  /** When it changed last, by GitHub's clock in milliseconds since the epoch; undefined where GitHub does not say. */
  readonly updatedAt: number | undefined;
  /** That clock when it answered. */
  readonly seenAt: number | undefined;
}

export interface WorkflowJob {
  readonly id: number;
  readonly name: string;
  readonly url: string;
  readonly status: string;
  /** '' while it is not completed. */
  readonly conclusion: string;
  readonly steps: readonly JobStep[];
}

export interface JobStep {
  readonly name: string;
  readonly conclusion: string;
  /** From 1; 0 where GitHub does not say. */
  readonly number: number;
}

/** An environment that lets the run go on only when somebody approves, or some time has passed. */
export interface PendingApproval {
  readonly environment: string;
  /** Names of users, and of teams as `team platform`. */
  readonly reviewers: readonly string[];
  /** Minutes; 0 without a timer. */
  readonly waitTimer: number;
  /** Milliseconds since the epoch, by GitHub's clock. */
  readonly waitTimerStartedAt: number | undefined;
}

/** The runs of one repository. Who looks hands over a signal that ends the look: its time is up. */
export interface Runs {
  run(id: number, timeUp: AbortSignal): Promise<WorkflowRun>;
  /** Of the newest attempt, all of them. */
  jobs(id: number, timeUp: AbortSignal): Promise<readonly WorkflowJob[]>;
  approvals(id: number, timeUp: AbortSignal): Promise<readonly PendingApproval[]>;
}

export type CancelAnswer =
  | { readonly kind: 'asked' }
  /** In GitHub's words: it has ended, or a new attempt of it has not begun yet. */
  | { readonly kind: 'nothing-to-cancel'; readonly why: string };

/** Goes on when the job is cancelled. */
export interface Canceller {
  /** @param timeUp ends the waits between tries. */
  cancel(id: number, timeUp: AbortSignal): Promise<CancelAnswer>;
}
