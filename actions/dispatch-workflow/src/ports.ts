/** What dispatch-workflow needs of GitHub. */

export interface DispatchRequest {
  /** File name or id. */
  readonly workflow: string;
  /** Branch or tag. */
  readonly ref: string;
  readonly inputs: Readonly<Record<string, string>>;
}

export type DispatchAnswer =
  | { readonly kind: 'started'; readonly id: number; readonly url: string }
  /** Started, on a server that does not say as which run. */
  | { readonly kind: 'started-somewhere' }
  /** The answer was lost: a run may or may not have started. */
  | { readonly kind: 'lost'; readonly why: string };

export interface WorkflowRun {
  readonly id: number;
  readonly url: string;
  /** queued, in_progress, waiting, pending, requested, completed, or what GitHub adds later. */
  readonly status: string;
  /** '' while it is not completed. */
  readonly conclusion: string;
}

export interface WorkflowJob {
  readonly name: string;
  readonly url: string;
  readonly status: string;
  /** '' while it is not completed. */
  readonly conclusion: string;
  readonly steps: readonly { readonly name: string; readonly conclusion: string }[];
}

/** The workflows of one repository. */
export interface Workflows {
  dispatch(request: DispatchRequest): Promise<DispatchAnswer>;
  run(id: number): Promise<WorkflowRun>;
  jobs(id: number): Promise<readonly WorkflowJob[]>;
}
