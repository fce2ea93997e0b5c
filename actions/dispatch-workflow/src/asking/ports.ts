/** What checking a target needs of GitHub: the workflows of the target repository, and their files. Only reads. */

export interface KnownWorkflow {
  readonly id: number;
  readonly name: string;
  /** `.github/workflows/release.yml` */
  readonly path: string;
  /** `active`, or why it can't be started: deleted, disabled_fork, disabled_inactivity, disabled_manually. */
  readonly state: string;
}

export type FileText =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'no-such-ref' }
  /** No such file at that ref, no such ref, or the token may not know. */
  | { readonly kind: 'not-there' };

/** Every method may throw a Failure: the token may not, a rate limit, a GitHub that is down. */
export interface WorkflowFiles {
  /** @param workflow file name or id. */
  workflow(workflow: string): Promise<KnownWorkflow | undefined>;
  list(): Promise<readonly KnownWorkflow[]>;
  /** @param ref the default branch when left out. */
  text(file: string, ref?: string): Promise<FileText>;
}
