/** What GitHub refuses where comments are written, and what it refuses to every call. */
import { expect, test } from '@jest/globals';
import { failureRows } from '../src/failure-rows.ts';
import { variablesRows } from '../src/variables-rows.ts';
import { workflowRows } from '../src/workflow-rows.ts';
import { expected, message, toldOf, type Refusal } from './refusals.ts';
import { answerOf } from './scripted-api.ts';

const list = 'the variables of team/web';
const pull = 'the comments of pull request 12 of team/web';

const rows: readonly Refusal[] = [
  [
    'token-cannot-comment',
    'setup',
    'create-comment',
    pull,
    answerOf(403, message('Resource not accessible by integration')),
    'This token may not write the comments of pull request 12 of team/web: GitHub says: Resource not accessible by integration. Give the job `permissions: pull-requests: write`. The token of a pull request from a fork can only read: leave `comment` out there.',
  ],
  [
    'conversation-locked',
    'setup',
    'create-comment',
    pull,
    answerOf(403, message('Unable to create comment because issue is locked.')),
    'GitHub takes no word into the comments of pull request 12 of team/web: GitHub says: Unable to create comment because issue is locked. Unlock the conversation, or set `comment: false`.',
  ],
  [
    'pull-request-not-found',
    'setup',
    'list-comments',
    pull,
    answerOf(404, message('Not Found')),
    'GitHub shows this token no trace of the comments of pull request 12 of team/web: there is no such pull request, or the token cannot see it. Give the job `permissions: pull-requests: write`.',
  ],
  [
    'token-rejected',
    'setup',
    'list-variables',
    list,
    answerOf(401, message('Bad credentials')),
    'GitHub does not accept the token for the variables of team/web: GitHub says: Bad credentials. Look whether the secret behind `token` is set and the token has not expired.',
  ],
  [
    'token-rejected',
    'setup',
    'list-comments',
    pull,
    answerOf(401, message('Bad credentials')),
    'GitHub does not accept the token for the comments of pull request 12 of team/web: GitHub says: Bad credentials. Leave `github-token` out, or look whether the secret behind it is set and has not expired.',
  ],
  [
    'token-lacks-permission',
    'setup',
    'read-repository',
    'repository team/web',
    answerOf(403, message('Resource not accessible by integration')),
    'This token may not touch repository team/web: GitHub says: Resource not accessible by integration. Give the token the permission that the message names.',
  ],
];

test.each(rows)('%s is a failure of kind %s', (...row) => {
  expect(toldOf(row, 'Do this.')).toEqual(expected(row));
});

test('every row is covered here that is of no other table', () => {
  const others: readonly object[] = [...variablesRows, ...workflowRows];
  const own = failureRows.filter((row) => !others.includes(row));
  expect(new Set(rows.map(([code]) => code))).toEqual(new Set(own.map(({ code }) => code)));
});
