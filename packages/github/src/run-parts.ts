/** A run, its jobs and whom it waits for, as GitHub's answers have them. */
import type { AnswerReader } from './reading.ts';

export interface WorkflowRun {
  readonly id: number;
  /** The page of the run. */
  readonly url: string;
  /** queued, in_progress, waiting, pending, requested, completed, or what GitHub adds later. */
  readonly status: string;
  /** '' while it is not completed. */
  readonly conclusion: string;
  /** From 1; a re-run is the next one. */
  readonly attempt: number;
  /** Of its first attempt. Times are GitHub's, in milliseconds since the epoch, and undefined where it does not say. */
  readonly createdAt: number | undefined;
  /** When something of it changed last; of a run that is completed, not before its end. */
  readonly updatedAt: number | undefined;
  /** GitHub's clock at this answer. */
  readonly seenAt: number | undefined;
}

export interface WorkflowJob {
  readonly id: number;
  readonly name: string;
  readonly url: string;
  readonly status: string;
  /** '' while it is not completed. */
  readonly conclusion: string;
  readonly steps: readonly {
    readonly name: string;
    readonly conclusion: string;
    /** From 1; 0 where GitHub does not say. */
    readonly number: number;
  }[];
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

/** @param seenAt GitHub's clock at the answer. */
export function runOf(run: AnswerReader, seenAt: number | undefined): WorkflowRun {
  return {
    id: run.number('id'),
    url: run.text('html_url'),
    status: run.text('status'),
    conclusion: run.textOrNothing('conclusion'),
    attempt: run.numberOrNothing('run_attempt') ?? 1,
    createdAt: timeIn(run, 'created_at'),
    updatedAt: timeIn(run, 'updated_at'),
    seenAt,
  };
}

export function jobOf(job: AnswerReader): WorkflowJob {
  return {
    id: job.number('id'),
    name: job.text('name'),
    url: job.textOrNothing('html_url'),
    status: job.text('status'),
    conclusion: job.textOrNothing('conclusion'),
    steps: job.listOrNothing('steps').map((step) => ({
      name: step.text('name'),
      conclusion: step.textOrNothing('conclusion'),
      number: step.numberOrNothing('number') ?? 0,
    })),
  };
}

export function approvalOf(pending: AnswerReader): PendingApproval {
  return {
    environment: pending.partOrNothing('environment')?.textOrNothing('name') ?? '',
    reviewers: pending.listOrNothing('reviewers').map(reviewerOf),
    waitTimer: pending.numberOrNothing('wait_timer') ?? 0,
    waitTimerStartedAt: timeIn(pending, 'wait_timer_started_at'),
  };
}

function timeIn(body: AnswerReader, name: string): number | undefined {
  const time = Date.parse(body.textOrNothing(name));
  return Number.isFinite(time) ? time : undefined;
}

function reviewerOf(entry: AnswerReader): string {
  const reviewer = entry.partOrNothing('reviewer');
  return entry.textOrNothing('type') === 'Team'
    ? `team ${reviewer?.textOrNothing('slug') ?? ''}`
    : (reviewer?.textOrNothing('login') ?? '');
}
