/** What the user asked for, as plain data: it travels with every phase, so a saved phase can be resumed. */
import type { TaskDocument } from './observations.ts';
import type { ServiceName } from './ports.ts';

export interface Request {
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
  /** Mean milliseconds between two looks. */
  readonly pollInterval: number;
  readonly dryRun: boolean;
}

/** What is to be deployed: a document to register, or a revision that exists. */
export type Wanted =
  | { readonly kind: 'document'; readonly document: TaskDocument }
  | { readonly kind: 'revision'; readonly reference: string };
