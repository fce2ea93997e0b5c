/**
 * What stands for a workflow file: a handler, which is a function with the facts that GitHub reads in the file. It
 * throws for a failure, and time passes in it by the clock of the local GitHub alone.
 */

export interface DeclaredInput {
  readonly required?: boolean;
  /** Taken when the dispatch leaves the input out. */
  readonly default?: string;
  /** `string` when left out. */
  readonly type?: 'string' | 'choice' | 'boolean' | 'number' | 'environment';
  /** Of a choice. */
  readonly options?: readonly string[];
  readonly description?: string;
}

/** What a workflow file says; it may say something else on another branch or tag. */
export interface WorkflowText {
  /** The `name:` of the workflow; its path when it is not set. */
  readonly name?: string;
  /** Those under `on: workflow_dispatch: inputs:`; none when left out. */
  readonly inputs?: Readonly<Record<string, DeclaredInput>>;
  /** False for a workflow without the trigger `workflow_dispatch`; true when it is not set. */
  readonly dispatchable?: boolean;
  /** Those under `on: repository_dispatch: types:`; true for a trigger without types, which takes every one. */
  readonly events?: readonly string[] | true;
  /** `run-name:`, in which `${{ inputs.x }}`, `github.event.inputs.x` and `github.event.client_payload.x` are filled in. */
  readonly runName?: string;
  /** The group may name inputs, as the run name does. */
  readonly concurrency?: { readonly group: string; readonly cancelInProgress?: boolean };
  /** The text that the contents API shows; written from the rest when left out. */
  readonly file?: string;
}

/** Stands for a workflow file in the repository. */
export interface WorkflowHandler extends WorkflowText {
  /** As `state: 'disabled_manually'`. */
  readonly disabled?: boolean;
  /** `active` when left out; the API can change it. */
  readonly state?: WorkflowState;
  /** What differs on another branch or tag; false where there is no such file. */
  readonly at?: Readonly<Record<string, Partial<WorkflowText> | false>>;
  /** The states that a run passes through before it is in progress, and for how many milliseconds; queued for a moment when left out. */
  readonly arrival?: readonly { readonly status: Arrival; readonly for: number }[];
  /** Milliseconds from a request to cancel until the run has ended; 2,000 when left out. False: only force-cancel ends it. */
  readonly cancelTakes?: number | false;
  /** Ends in success when it resolves, in failure when it throws; see also PerformedRun.conclude. */
  readonly perform: (run: PerformedRun) => Promise<void>;
}

export type Arrival = 'requested' | 'queued' | 'pending' | 'waiting';

export type WorkflowState =
  'active' | 'deleted' | 'disabled_fork' | 'disabled_inactivity' | 'disabled_manually';

export interface PerformedRun {
  readonly id: number;
  /** From 1, of its workflow. */
  readonly number: number;
  /** 1, and one more with each re-run. */
  readonly attempt: number;
  /** Branch or tag, short. */
  readonly ref: string;
  readonly sha: string;
  readonly event: string;
  /** Login of who started it first. */
  readonly actor: string;
  /** Those given, completed by defaults. */
  readonly inputs: Readonly<Record<string, string>>;
  /** Of a repository_dispatch, or of an event that somebody started from outside. */
  readonly payload: Readonly<Record<string, unknown>>;
  /** Aborted when somebody asks to cancel the run, which goes on for a while then. */
  readonly cancelled: AbortSignal;
  /** Milliseconds of the clock. @throws RunEnded when the run is over meanwhile */
  sleep(milliseconds: number): Promise<void>;
  /** A job; it fails, and throws on, when `body` throws. Jobs side by side: Promise.all. */
  job(name: string, body: (job: PerformedJob) => Promise<void>, options?: JobOptions): Promise<void>;
  /** Waits for something that the API does not show, until `approval` resolves; see also JobOptions.environment. */
  waiting(approval: Promise<void>): Promise<void>;
  /** Ends the run with this conclusion instead, once `perform` has ended: cancelled, neutral, stale … */
  conclude(conclusion: string): void;
}

export interface JobOptions {
  /** Its environment: a deployment is made, and its reviewers and wait timer are waited for first. */
  readonly environment?: string;
  /** `skipped`: its reviewers and timer are not waited for, because who performs the job can't; asked when left out. */
  readonly approval?: 'skipped';
  /** `environment: url:` of the job. */
  readonly url?: string;
  /** Milliseconds that it waits for a runner; none when left out. */
  readonly queued?: number;
  readonly labels?: readonly string[];
}

export interface PerformedJob {
  /** @param work milliseconds that it takes, or what it does. */
  step(name: string, work: number | (() => Promise<void>)): Promise<void>;
  sleep(milliseconds: number): Promise<void>;
  /** Ends the job with this conclusion instead, once its body has ended: skipped, neutral, timed_out … */
  conclude(conclusion: string): void;
}

/** Thrown into a handler whose run is over: it was cancelled. Nobody has to catch it. */
export class RunEnded extends Error {
  override readonly name = 'RunEnded';
}
