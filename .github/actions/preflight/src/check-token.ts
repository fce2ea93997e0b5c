/** Why GitHub offers the job no token, without which no role of AWS can be assumed. Pure. */
import { inputFailure, type Failure } from '@slipway/action-kit/failures';

export interface AskedToken {
  readonly hasToken: boolean;
  /** `owner/name` of the fork whose pull request the run is of, or '' where that is gone. */
  readonly fork: string | undefined;
  /** `owner/name`. */
  readonly repository: string | undefined;
}

export function tokenFailures({ hasToken, fork, repository }: AskedToken): readonly Failure[] {
  if (hasToken) return [];
  const what = 'GitHub offers this job no OIDC token, so it can assume no role of AWS';
  if (fork !== undefined) {
    const whose = fork === '' ? 'a fork that is gone' : `the fork ${fork}`;
    return [
      inputFailure({
        code: 'token-of-fork',
        what,
        why: `the run is of the pull request of ${whose}, and GitHub gives none to those`,
        hint: `Push the branch to ${repository ?? 'the repository'} itself.`,
      }),
    ];
  }
  return [
    inputFailure({
      code: 'token-missing',
      what,
      why: 'the job that calls this workflow lacks `id-token: write`',
      hint: 'Add `id-token: write` to its `permissions`.',
    }),
  ];
}
