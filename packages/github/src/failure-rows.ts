/**
 * What GitHub's refusals mean to us, as data: operation and status (and, where one status means several things,
 * the message) give kind, code, sentence and hint. The first row that fits wins.
 */
import type { FailureKind } from '@slipway/action-kit/failures';
import type { Operation } from './api.ts';

export interface FailureRow {
  readonly operations: readonly Operation[] | 'every';
  readonly status: number;
  /** Of GitHub's message; absent when the status alone decides. */
  readonly message?: RegExp;
  readonly kind: FailureKind;
  readonly code: string;
  /** `‹about›` stands for what the call is about. */
  readonly what: string;
  /** Goes before GitHub's own message. */
  readonly why?: string;
  readonly hint: string;
}

const variables = ['list-variables', 'read-variable', 'create-variable', 'update-variable'] as const;
const dispatch = ['dispatch'] as const;
const runs = ['read-run', 'list-jobs'] as const;
const comments = ['list-comments', 'create-comment', 'update-comment', 'read-user'] as const;
const byIntegration = /not accessible by integration/i;

export const failureRows: readonly FailureRow[] = [
  {
    operations: comments,
    status: 401,
    kind: 'setup',
    code: 'token-rejected',
    what: 'GitHub does not accept the token for ‹about›',
    hint: 'Leave `github-token` out, or look whether the secret behind it is set and has not expired.',
  },
  {
    operations: comments,
    status: 403,
    message: /locked/i,
    kind: 'setup',
    code: 'conversation-locked',
    what: 'GitHub takes no word into ‹about›',
    hint: 'Unlock the conversation, or set `comment: false`.',
  },
  {
    operations: comments,
    status: 403,
    kind: 'setup',
    code: 'token-cannot-comment',
    what: 'This token may not write ‹about›',
    hint: 'Give the job `permissions: pull-requests: write`. The token of a pull request from a fork can only read: leave `comment` out there.',
  },
  {
    operations: comments,
    status: 404,
    kind: 'setup',
    code: 'pull-request-not-found',
    what: 'GitHub shows this token no trace of ‹about›',
    why: 'there is no such pull request, or the token cannot see it',
    hint: 'Give the job `permissions: pull-requests: write`.',
  },
  {
    operations: 'every',
    status: 401,
    kind: 'setup',
    code: 'token-rejected',
    what: 'GitHub does not accept the token for ‹about›',
    hint: 'Look whether the secret behind `token` is set and the token has not expired.',
  },
  {
    operations: variables,
    status: 403,
    message: byIntegration,
    kind: 'setup',
    code: 'token-cannot-write-variables',
    what: 'This token may not touch ‹about›',
    why: "a job's own github.token can never read or write variables, and a GitHub App's only with the permission",
    hint: 'Set `token:` to a fine-grained or GitHub App token with the repository permission `Variables: write`.',
  },
  {
    operations: variables,
    status: 403,
    kind: 'setup',
    code: 'token-lacks-permission',
    what: 'This token may not touch ‹about›',
    hint: 'Give the token the repository permission `Variables: write`.',
  },
  {
    operations: ['list-variables'],
    status: 404,
    kind: 'setup',
    code: 'repository-not-found',
    what: 'GitHub shows this token no trace of ‹about›',
    why: 'the repository does not exist, or the token cannot see it',
    hint: 'Correct `repository`, or select the repository in the settings of the token.',
  },
  {
    operations: ['read-variable', 'create-variable', 'update-variable'],
    status: 404,
    kind: 'upstream',
    code: 'variable-vanished',
    what: '‹about› vanished between reading and writing',
    hint: 'Let one workflow alone write it (a `concurrency` group), and re-run the job.',
  },
  {
    operations: ['create-variable', 'update-variable'],
    status: 422,
    kind: 'input',
    code: 'variable-refused',
    what: 'GitHub refused ‹about›',
    hint: 'Correct it under `variables`.',
  },
  {
    operations: dispatch,
    status: 403,
    kind: 'setup',
    code: 'token-cannot-dispatch',
    what: 'This token may not start ‹about›',
    hint: 'Give the job `permissions: actions: write`; another repository needs a `token` of its own, with the repository permission `Actions: write`.',
  },
  {
    operations: dispatch,
    status: 404,
    kind: 'input',
    code: 'workflow-not-found',
    what: 'GitHub found no ‹about›',
    why: 'the file must be on the default branch, and the token must see the repository',
    hint: 'Set `workflow` to the file name, such as `release.yml`.',
  },
  {
    operations: dispatch,
    status: 422,
    message: /no ref found/i,
    kind: 'input',
    code: 'ref-not-found',
    what: 'GitHub did not start ‹about›',
    hint: 'Set `ref` to a branch or a tag that exists there.',
  },
  {
    operations: dispatch,
    status: 422,
    message: /does not have '?workflow_dispatch'? trigger/i,
    kind: 'input',
    code: 'workflow-not-dispatchable',
    what: 'GitHub did not start ‹about›',
    hint: 'Add `workflow_dispatch:` under `on:` of that workflow, on that ref.',
  },
  {
    operations: dispatch,
    status: 422,
    message: /unexpected inputs/i,
    kind: 'input',
    code: 'inputs-unexpected',
    what: 'GitHub did not start ‹about›',
    hint: 'Remove them from `inputs`, or declare them under `on: workflow_dispatch: inputs:` on that ref.',
  },
  {
    operations: dispatch,
    status: 422,
    message: /required input/i,
    kind: 'input',
    code: 'inputs-missing',
    what: 'GitHub did not start ‹about›',
    hint: 'Add it to `inputs`.',
  },
  {
    operations: dispatch,
    status: 422,
    message: /disabled workflow/i,
    kind: 'setup',
    code: 'workflow-disabled',
    what: 'GitHub did not start ‹about›',
    hint: 'Enable it with `gh workflow enable`, or on its page under Actions.',
  },
  {
    operations: dispatch,
    status: 422,
    kind: 'input',
    code: 'dispatch-refused',
    what: 'GitHub did not start ‹about›',
    hint: 'Correct what the message names.',
  },
  {
    operations: runs,
    status: 403,
    kind: 'setup',
    code: 'token-cannot-read-runs',
    what: 'This token may not look at ‹about›',
    hint: 'Give the job `permissions: actions: write`, which includes reading; another repository needs a `token` of its own.',
  },
  {
    operations: runs,
    status: 404,
    kind: 'upstream',
    code: 'run-not-found',
    what: 'GitHub does not find ‹about›',
    why: 'it was deleted, or the token cannot see it',
    hint: 'Look for it on the Actions page of the repository.',
  },
  {
    operations: 'every',
    status: 403,
    kind: 'setup',
    code: 'token-lacks-permission',
    what: 'This token may not touch ‹about›',
    hint: 'Give the token the permission that the message names.',
  },
];
