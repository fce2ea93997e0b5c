/** What a local repository is opened with, and what a run of it ends as. */
import type { LocalGithubOptions } from '@slipway/local-github/local-github';
import type { PerformedRun } from '@slipway/local-github/workflows/handlers';
import type { Docker } from './docker.ts';
import type { ActRun, LogLine } from './running/act-run.ts';
import type { WorkflowRun } from './running/workflow-run.ts';

export interface LocalRepositoryOptions {
  /** Where the program act is. */
  readonly act: string;
  /** A checkout of Slipway, or its package. */
  readonly slipway: string;
  /** The root of the caller's git repository, with at least one commit. */
  readonly folder: string;
  /** `owner/name`. */
  readonly repository: string;
  /** What the local GitHub has beside the workflows of the folder: variables, environments, handlers of its own … */
  readonly github?: Omit<LocalGithubOptions, 'repository' | 'refs' | 'commits'> | undefined;
  /** Where the cloud is, and what else each job has in its environment: AWS_ENDPOINT_URL … */
  readonly env: Readonly<Record<string, string>>;
  /**
   * `assumed`: the login opens sessions of roles with the tokens of the jobs, by the STS of the cloud, whose roles and
   * trust policies decide. `believed`, or left out: the cloud has no roles, and a job that may ask for a token gets in.
   */
  readonly roles?: 'assumed' | 'believed' | undefined;
  /** Of the repository, by name. */
  readonly secrets?: Readonly<Record<string, string>> | undefined;
  /** `owner/name@ref` of actions of others → a folder, beside what stands in for them. */
  readonly repositories?: Readonly<Record<string, string>> | undefined;
  readonly docker: Docker;
  /** PATH of the jobs, after docker and node. */
  readonly path: string;
  readonly change?: WorkflowRun['change'];
  /** Ends what still runs, when it is not even waited for post steps any more; `close` cancels it. */
  readonly end?: AbortSignal | undefined;
  /** What a person is shown, as it comes. */
  readonly onLine?:
    | ((line: LogLine, run: Pick<PerformedRun, 'id' | 'number'> & { readonly workflow: string }) => void)
    | undefined;
}

/** A run that has ended. */
export interface EndedRun extends ActRun {
  readonly id: number;
  readonly number: number;
  /** File name. */
  readonly workflow: string;
}
