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
  /** The answer was lost, or can't be read: a run may or may not have started. */
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

/** The workflows of one repository. Who looks hands over a signal that ends the look: its time is up. */
export interface Workflows {
  /** @throws Failure only when nothing was started. */
  dispatch(request: DispatchRequest): Promise<DispatchAnswer>;
  run(id: number, timeUp: AbortSignal): Promise<WorkflowRun>;
  jobs(id: number, timeUp: AbortSignal): Promise<readonly WorkflowJob[]>;
}
