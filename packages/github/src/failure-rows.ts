/**
 * What GitHub's refusals mean to us, as data: operation and status (and, where one status means several things,
 * the message) give kind, code, sentence and hint. The first row that fits wins.
 */
import type { FailureRow } from './failure-row.ts';
import { variablesRows } from './variables-rows.ts';
import { workflowRows } from './workflow-rows.ts';

const comments = ['list-comments', 'create-comment', 'update-comment', 'read-user'] as const;

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
  ...variablesRows,
  ...workflowRows,
  {
    operations: 'every',
    status: 403,
    kind: 'setup',
    code: 'token-lacks-permission',
    what: 'This token may not touch ‹about›',
    hint: 'Give the token the permission that the message names.',
  },
];
