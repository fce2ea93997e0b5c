/** What a simulation writes down while it plays: every call, what it changed, who deployed, and how each run ended. */
import type { Ended, Phase } from '@slipway/rollout/phases';
import type { Journal } from '@slipway/rollout/run-rollout';
import type { Standing } from './standing.ts';

/** One request as it was sent; a client that tries again makes another one. */
export interface CallRecord {
  readonly operation: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly sentAt: number;
  /** When ECS did it; undefined when it never came there or was refused. */
  doneAt: number | undefined;
  /** What the client was told: the answer, or the name of an error. undefined while nothing was. */
  told: { readonly at: number; readonly answer?: unknown; readonly error?: string } | undefined;
  /** What it changed, if anything. */
  change: Change | undefined;
  /** Of a call that changed the service or asked for its targets: the tasks of its deployment that had died of themselves by then. */
  fallen?: readonly Fallen[];
}

export interface Fallen {
  readonly code: string;
  readonly reason: string;
}

export type Change =
  | { readonly kind: 'registered'; readonly taskDefinition: string }
  | {
      readonly kind: 'updated';
      readonly taskDefinition: string;
      /** The deployment that it began. */
      readonly began: string | undefined;
      /** The one in progress that brings this revision already: then it began none. */
      readonly joined: string | undefined;
      /** The newest one until then, and its status. */
      readonly over: string | undefined;
      readonly overStatus: string | undefined;
    }
  | { readonly kind: 'stopped'; readonly deployment: string };

export interface RunRecord {
  readonly kind: 'run' | 'post-step';
  readonly startedAt: number;
  /** undefined for one that was killed, and for one that never ended. */
  end: Ended | undefined;
  endedAt: number;
  /** Killed runs leave none. */
  journal: Journal;
  /** What was kept for a post step; a phase is never changed, so it stays as it was. */
  readonly saved: Phase[];
  readonly lines: string[];
  readonly calls: CallRecord[];
  /** How things stood at each call since the run last woke from a pause, and at the end. */
  lastLook: Standing[];
  /** What the world would have gone back to, at each call before this run changed the service. */
  readonly goodBefore: Set<string | undefined>;
  /** unseen: a post step that could not tell what became of the update. */
  fate: 'ended' | 'killed' | 'unseen' | 'never-ended';
  /** Milliseconds since the epoch. */
  cancelledAt: number | undefined;
}

export interface WorldRecord {
  /** Service deployments by ARN, with who began them: the index of a run, or somebody else. */
  readonly beganBy: Map<string, number | 'others'>;
  /** When somebody else did something to the service, and how it stood right before. */
  readonly deeds: { readonly at: number; readonly kind: string; readonly before: Standing }[];
  readonly runs: RunRecord[];
}
