/** One repository of the local GitHub: what is in it, and what tests look at and change as somebody else would. */
import type { PullRequest, StoredComment } from '../comments.ts';
import type { EnvironmentOptions, EnvironmentStore } from '../environments/environments.ts';
import type { VariableStore } from '../variables/store.ts';
import type { WorkflowHandler } from '../workflows/handlers.ts';
import type { Deployment } from '../workflows/deploying/deployments.ts';
import type { Run } from '../workflows/runs/runs.ts';
import type { RunLag } from '../workflows/world.ts';

export interface RepositoryOptions {
  /** Variables that are there at start. */
  readonly variables?: Readonly<Record<string, string>>;
  /** Environments that are there at start. */
  readonly environments?: Readonly<Record<string, EnvironmentOptions>>;
  /** By file name: `release.yml`. */
  readonly handlers?: Readonly<Record<string, WorkflowHandler>>;
  /** Branches and tags that exist; the first is the default branch. `main` when left out. */
  readonly refs?: readonly [string, ...string[]];
  /** Pull requests that can be commented on. */
  readonly pullRequests?: readonly PullRequest[];
  /** False for one that every token sees; true when left out. */
  readonly private?: boolean;
  /** The commit that a branch or tag is at; one that is made up for its name where this says nothing. */
  readonly commits?: (ref: string) => string | undefined;
  /** How long GitHub takes to show a run that is there; at once when left out. */
  readonly runLag?: RunLag;
}

export interface OutsideEvent {
  /** File name. @throws Refusal 404 for one that has no handler */
  readonly workflow: string;
  /** `push`, `pull_request` … */
  readonly event: string;
  /** Branch or tag, short; the default branch when left out. */
  readonly ref?: string;
  readonly inputs?: Readonly<Record<string, string>>;
  readonly payload?: Readonly<Record<string, unknown>>;
}

export interface LocalRepository {
  readonly id: number;
  /** `owner/name`. */
  readonly name: string;
  readonly isPrivate: boolean;
  readonly defaultBranch: string;
  readonly createdAt: string;
  readonly runs: readonly Run[];
  /** Starts the workflow of this file, as an event does that happens outside: a push, a pull request. */
  start(event: OutsideEvent): Run;
  /** Oldest first. */
  readonly deployments: readonly Deployment[];
  /** By upper-case name; `put` writes as somebody else would. */
  readonly variables: VariableStore;
  /** By lower-case name; `put` writes as somebody else would. */
  readonly environments: EnvironmentStore;
  /** Of all pull requests, oldest first; push to it what somebody else wrote. */
  readonly comments: StoredComment[];
}
