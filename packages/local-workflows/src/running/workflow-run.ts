/** What one run of a workflow is given. */
import type { Docker } from '../docker.ts';
import type { LogLine } from './act-run.ts';

export interface WorkflowRun {
  /** Where the program act is. */
  readonly act: string;
  /** A checkout of Slipway, or its package: what its callers name is taken from here. */
  readonly slipway: string;
  readonly caller: {
    /** The root of a git repository with at least one commit. */
    readonly folder: string;
    /** `owner/name`. */
    readonly repository: string;
  };
  /** File name, below `.github/workflows`. */
  readonly workflow: string;
  readonly event: {
    /** `push`, `pull_request`, `workflow_dispatch` … */
    readonly name: string;
    readonly payload: Readonly<Record<string, unknown>>;
    /** `refs/heads/main`, `refs/pull/7/merge`. */
    readonly ref: string;
    /** Login. */
    readonly actor: string;
  };
  /** Of the repository. */
  readonly variables: Readonly<Record<string, string>>;
  /** By name of the environment, its own alone. */
  readonly environments: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** With GITHUB_TOKEN; they stand in a file that nobody else can read, and act masks them in the log. */
  readonly secrets: Readonly<Record<string, string>>;
  /** Of every job: where the cloud and GitHub are, GITHUB_RUN_ID … */
  readonly env: Readonly<Record<string, string>>;
  /** Where a job with `id-token: write` gets a token of its own; left out, no job gets one. */
  readonly identity?: { readonly url: string; readonly token: string } | undefined;
  /** `owner/name@ref` of actions of others → a folder, beside what stands in for them. */
  readonly repositories?: Readonly<Record<string, string>> | undefined;
  readonly docker: Docker;
  /** PATH of the jobs, after what stands in for docker and this node. */
  readonly path: string;
  /** What is otherwise in a workflow, this time. @param path `owner/name/.github/workflows/x.yml` */
  readonly change?: ((path: string, text: string) => string) | undefined;
  readonly onLine?: ((line: LogLine) => void) | undefined;
  /** Cancels the run. */
  readonly signal?: AbortSignal | undefined;
  /** Ends it, when it is not even waited for post steps any more. */
  readonly end?: AbortSignal | undefined;
}

export const isStopped = ({ signal, end }: WorkflowRun): boolean =>
  signal?.aborted === true || end?.aborted === true;
