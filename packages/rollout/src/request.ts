/** What the user asked for, as plain data: it travels with every phase, so a saved phase can be resumed. */
import type { ManagedVolume, TaskDocument } from './observations.ts';
import type { Pattern, ServiceName } from './ports.ts';

export interface Request {
  /** `continue` and `rollback` act on the deployment that is there; only `deploy` begins one. */
  readonly mode: 'deploy' | 'continue' | 'rollback';
  readonly name: ServiceName;
  /** false: start it and leave. */
  readonly wait: boolean;
  /** Milliseconds for the new revision, counted from UpdateService. */
  readonly timeout: number;
  /** Milliseconds for the baseline to serve again. */
  readonly rollbackTimeout: number;
  readonly rollback: 'on-failure' | 'never';
  readonly onTimeout: 'rollback' | 'leave';
  readonly onCancel: 'rollback' | 'leave';
  readonly ifInProgress: 'wait' | 'supersede' | 'fail';
  /** Decide before ECS does. */
  readonly failFast: boolean;
  readonly desiredCount: number | undefined;
  readonly forceNewDeployment: boolean | undefined;
  readonly enableEcsManagedTags: boolean | undefined;
  readonly propagateTags: string | undefined;
  readonly volume: ManagedVolume | undefined;
  /** How many of the newest ACTIVE revisions of the family stay after a success; all when undefined. */
  readonly keepRevisions: number | undefined;
  /** Mean milliseconds between two looks. */
  readonly pollInterval: number;
  readonly dryRun: boolean;
  /** Names of CloudWatch alarms to watch besides the service's own. */
  readonly alarms: readonly string[];
  /** Milliseconds to keep watching after ECS says that it is done. */
  readonly bakeTime: number;
  /** What is asked over HTTP when ECS is done. */
  readonly healthCheck: HealthCheck | undefined;
}

export interface HealthCheck {
  /** http or https; may hold credentials, so it is never printed as it is. */
  readonly url: string;
  /** All of them must hold. */
  readonly expect: readonly Expectation[];
  /** How often it is asked at most. */
  readonly attempts: number;
  /** Milliseconds between two attempts. */
  readonly interval: number;
}

/** What an answer must be like. */
export type Expectation =
  /** Its status is in one of the ranges, ends included. */
  | { readonly kind: 'status'; readonly ranges: readonly (readonly [from: number, to: number])[] }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'matches'; readonly pattern: Pattern }
  /** The body is JSON, and the value at the path is this one. */
  | { readonly kind: 'json'; readonly path: readonly (string | number)[]; readonly value: unknown };

/** What is to be deployed: a document to register, or a revision that exists. */
export type Wanted =
  | { readonly kind: 'document'; readonly document: TaskDocument }
  | { readonly kind: 'revision'; readonly reference: string }
  | WantedPrevious;

/** What the newest SUCCESSFUL deployment ran before the one that served at a moment. */
export interface WantedPrevious {
  readonly kind: 'previous';
  /** Milliseconds since the epoch, by the clock of runners. */
  readonly asOf: number;
  /** Whether another runner noted it, maybe by a clock that was off otherwise. */
  readonly isNoted?: boolean | undefined;
  /** ARN of the task definition whose images were judged; undefined when none were to be. */
  readonly judged?: string | undefined;
}
