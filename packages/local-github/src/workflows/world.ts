/** What the workflows of one repository need to know of the rest of the local GitHub. */
import type { CloudClock } from '@slipway/local-aws/ports';
import type { WorkflowHandler } from './handlers.ts';
import type { Run } from './runs.ts';

export interface WorkflowWorld {
  /** `owner/name`. */
  readonly repository: string;
  /** Base of API and pages: `http://127.0.0.1:PORT`. */
  readonly url: () => string;
  readonly clock: CloudClock;
  /** By file name. */
  readonly handlers: Readonly<Record<string, WorkflowHandler>>;
  /** Branches and tags that exist. */
  readonly refs: readonly string[];
  /** Where a workflow must be to be found, and where repository_dispatch runs it. */
  readonly defaultBranch: string;
  /** The commit of a branch or tag. */
  readonly shaOf: (ref: string) => string;
  /** Oldest first. */
  readonly runs: Run[];
  /** Larger with each run, in all repositories. */
  readonly nextRunId: () => number;
  /** Which ways to dispatch the server knows: all; not API version 2026-03-10; not `return_run_details` either. */
  readonly age: ServerAge;
}

export type ServerAge = 'current' | 'no-new-version' | 'older';
