/** What the workflows of one repository need to know of the rest of the local GitHub. */
import type { CloudClock } from '@slipway/local-aws/ports';
import type { Groups } from './performing/concurrency.ts';
import type { DeployEnvironments, Deployment } from './deploying/deployments.ts';
import type { WorkflowHandler, WorkflowState } from './handlers.ts';
import type { Run } from './runs/runs.ts';

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
  /** Who must approve what deploys there; those that a job names first are made. */
  readonly environments: DeployEnvironments;
  /** Oldest first. */
  readonly deployments: Deployment[];
  /** The repository, as lists show it. */
  readonly shownRepository: () => object;
  /** How long GitHub takes to show what is there; at once when left out. */
  readonly lag?: RunLag | undefined;
}

/** The world, and what its workflows remember of their own. */
export interface WorkflowSite extends WorkflowWorld {
  /** By file name, of those that the API has enabled or disabled. */
  readonly states: Map<string, WorkflowState>;
  readonly groups: Groups;
  /** When the workflows were made; milliseconds since the epoch. */
  readonly since: number;
}

/** Milliseconds from the creation of a run, for all or for each. */
export interface RunLag {
  /** Until lists have it. */
  readonly list?: number | ((run: Run) => number);
  /** Until it is found by its id. */
  readonly read?: number | ((run: Run) => number);
}

export type ServerAge = 'current' | 'no-new-version' | 'older';

export const isListed = (world: WorkflowWorld, run: Run): boolean => isOlder(world, run, world.lag?.list);
export const isFound = (world: WorkflowWorld, run: Run): boolean => isOlder(world, run, world.lag?.read);

function isOlder({ clock }: WorkflowWorld, run: Run, lag: RunLag['list'] = 0): boolean {
  return clock.now() >= run.createdAt + (typeof lag === 'number' ? lag : lag(run));
}
