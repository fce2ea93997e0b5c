/** What is remembered of a run, its jobs and their steps. Times are milliseconds since the epoch; GitHub shows seconds. */

import type { DeployEnvironment, Deployment } from '../deploying/deployments.ts';

export type RunStatus = 'queued' | 'in_progress' | 'waiting' | 'pending' | 'requested' | 'completed';

export interface Step {
  readonly name: string;
  readonly number: number;
  status: 'in_progress' | 'completed';
  conclusion: string | null;
  readonly startedAt: number;
  completedAt: number | undefined;
}

export interface Job {
  readonly id: number;
  readonly name: string;
  /** Of the run. */
  readonly attempt: number;
  status: 'queued' | 'in_progress' | 'waiting' | 'completed';
  conclusion: string | null;
  readonly createdAt: number;
  startedAt: number;
  completedAt: number | undefined;
  /** Its deployment, when it names an environment. */
  deployment: Deployment | undefined;
  readonly labels: readonly string[];
  readonly steps: Step[];
}

/** Of one job: what it waits for, and who ends the wait. */
export interface PendingDeployment {
  readonly environment: DeployEnvironment;
  readonly deployment: Deployment;
  /** Undefined without a timer. */
  readonly timerStartedAt: number | undefined;
  isApproved: boolean;
  /** Looks whether everything is there that was waited for. */
  readonly approved: () => void;
  readonly rejected: () => void;
}

/** A try at the run: the newest one's are the run's own members. */
export interface Attempt {
  readonly attempt: number;
  readonly status: RunStatus;
  readonly conclusion: string | null;
  readonly startedAt: number;
  readonly updatedAt: number;
  /** Login. */
  readonly triggeredBy: string;
}

export interface Run extends Attempt {
  readonly id: number;
  /** From 1, of its workflow. */
  readonly number: number;
  /** File name. */
  readonly workflow: string;
  /** Of the workflow. */
  readonly name: string;
  /** What the list of runs shows: the run name of the workflow, or its name. */
  readonly title: string;
  readonly event: string;
  /** Branch or tag, short. */
  readonly ref: string;
  readonly sha: string;
  readonly inputs: Readonly<Record<string, string>>;
  readonly payload: Readonly<Record<string, unknown>>;
  /** Login of who started it first. */
  readonly actor: string;
  readonly createdAt: number;
  attempt: number;
  status: RunStatus;
  conclusion: string | null;
  startedAt: number;
  updatedAt: number;
  triggeredBy: string;
  /** The attempts before this one, oldest first. */
  readonly past: Attempt[];
  /** Of all attempts. */
  readonly jobs: Job[];
  /** Which of its jobs wait for an approval or a wait timer. */
  readonly pending: PendingDeployment[];
  /** What reviewers said, oldest first. */
  readonly approvals: Approval[];
  /** What the handler threw. */
  error: unknown;
  /** Resolves when the newest attempt is completed. */
  ended: Promise<void>;
  /** What can be done to the attempt that is being performed. */
  control: RunControl | undefined;
}

export interface Approval {
  readonly environments: readonly DeployEnvironment[];
  readonly state: 'approved' | 'rejected';
  readonly comment: string;
  /** Login. */
  readonly user: string;
  readonly at: number;
}

export interface RunControl {
  /** Tells the handler that it should end. */
  cancel(): void;
  /** Ends it now, whatever it does; what it still did gets this conclusion, too. */
  end(conclusion: string): void;
}

export const latestJobs = ({ jobs, attempt }: Run): readonly Job[] =>
  jobs.filter((job) => job.attempt === attempt);
