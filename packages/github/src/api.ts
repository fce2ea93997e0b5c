/**
 * What the gateways of this package speak to: one call in, one answer out. An answer is data whatever its
 * status, so that each gateway says what a status means to it; client.ts is the real one.
 */

/** GitHub's own names; the newer one always tells which run a dispatch started. */
export type ApiVersion = '2026-03-10' | '2022-11-28';

export type Operation =
  | 'list-variables'
  | 'list-environment-variables'
  | 'list-organization-variables'
  | 'read-variable'
  | 'create-variable'
  | 'update-variable'
  | 'remove-variable'
  | 'list-selected-repositories'
  | 'read-environment'
  | 'create-environment'
  | 'read-repository'
  | 'read-selected-repository'
  | 'dispatch'
  | 'dispatch-event'
  | 'read-run'
  | 'list-jobs'
  | 'list-approvals'
  | 'cancel-run'
  | 'list-runs'
  | 'read-workflow'
  | 'list-workflows'
  | 'read-workflow-file'
  | 'list-comments'
  | 'create-comment'
  | 'update-comment'
  | 'read-user';

export interface ApiCall {
  readonly operation: Operation;
  /** What the call is about, for failures: "the variable ECS_CLUSTER of team/web". */
  readonly about: string;
  /** Method and path template: `GET /repos/{owner}/{repo}/actions/variables`. */
  readonly route: `${'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE'} /${string}`;
  /** Fill the template first; the rest becomes the query of a GET, else the JSON body. */
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly version: ApiVersion;
  /** Whether doing it twice is the same as doing it once; what is not is never repeated after it may have worked. */
  readonly repeatable: boolean;
  /** Sent once, whatever comes back: who asks looks at what is there now before it is sent again. */
  readonly once?: boolean;
  /** Of an answer that is known already: GitHub answers 304 while it is still the same. */
  readonly etag?: string;
  /** For the failure table: a sentence about what the caller's token needs for this. */
  readonly advice?: string;
}

export type Answer =
  | {
      readonly kind: 'answer';
      readonly status: number;
      /** Lower-case names. */
      readonly headers: Readonly<Record<string, string>>;
      readonly body: unknown;
      /** When it came: milliseconds since the epoch. */
      readonly at: number;
      /** Whether the same call was sent before and its answer lost, so that it may have been carried out already. */
      readonly repeated: boolean;
    }
  | {
      readonly kind: 'no-answer';
      /** False when no connection came about, so that GitHub can't have acted on it. */
      readonly sent: boolean;
      /** Whether the next try is sure to fail the same way: an address that is none, a certificate that nobody trusts. */
      readonly lasting?: boolean;
      readonly why: string;
      readonly cause: unknown;
    };

export interface GithubApi {
  /**
   * The answer after classified retries; only a cancelled run throws.
   * @param timeUp ends reads and the waits between retries: what there is by then is the answer.
   * @param beforeSend called right before each time it is sent; what it throws is passed on, and nothing is sent.
   */
  ask(call: ApiCall, timeUp?: AbortSignal, beforeSend?: () => void): Promise<Answer>;
}

export interface Repository {
  readonly owner: string;
  readonly repo: string;
}

/** @param slug `owner/name`, checked before. */
export function repositoryOf(slug: string): Repository {
  const at = slug.indexOf('/');
  return { owner: slug.slice(0, at), repo: slug.slice(at + 1) };
}
