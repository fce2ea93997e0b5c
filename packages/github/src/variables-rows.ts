/** What GitHub's refusals about variables and where they are mean to us. */
import type { FailureRow } from './failure-row.ts';

const lists = ['list-variables', 'list-environment-variables', 'list-organization-variables'] as const;
const variables = [
  ...lists,
  'read-variable',
  'create-variable',
  'update-variable',
  'remove-variable',
] as const;
const byIntegration = /not accessible by integration/i;

export const variablesRows: readonly FailureRow[] = [
  {
    operations: variables,
    status: 403,
    message: byIntegration,
    kind: 'setup',
    code: 'token-cannot-write-variables',
    what: 'This token may not touch ‹about›',
    why: "a job's own github.token can never read or write variables, and a GitHub App's only with the permission",
    hint: '‹advice›',
  },
  {
    operations: variables,
    status: 403,
    kind: 'setup',
    code: 'token-lacks-permission',
    what: 'This token may not touch ‹about›',
    hint: '‹advice›',
  },
  {
    operations: ['list-variables'],
    status: 404,
    kind: 'setup',
    code: 'repository-not-found',
    what: 'GitHub shows this token no trace of ‹about›',
    why: 'the repository does not exist, or the token cannot see it',
    hint: 'Correct `repository`, or let the token see it. ‹advice›',
  },
  {
    operations: ['list-environment-variables'],
    status: 404,
    kind: 'setup',
    code: 'environment-not-found',
    what: 'GitHub shows this token no trace of ‹about›',
    why: 'the environment does not exist, or the token cannot see it',
    hint: 'Correct `environment`, or set `create-environment: true`. ‹advice›',
  },
  {
    operations: ['list-organization-variables'],
    status: 404,
    kind: 'setup',
    code: 'organization-not-found',
    what: 'GitHub shows this token no trace of ‹about›',
    why: 'the organization does not exist, is a personal account, or the token cannot see it',
    hint: 'Correct `organization`, or let the token see it. ‹advice›',
  },
  {
    operations: ['create-variable'],
    status: 404,
    kind: 'setup',
    code: 'variable-not-writable',
    what: 'GitHub shows this token no place for ‹about›',
    why: 'the place does not exist, or the token cannot see it or write there',
    hint: 'Look whether the place still exists. ‹advice›',
  },
  {
    operations: ['read-variable', 'update-variable'],
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
    hint: 'Correct what the message names: a name, a value or how many there may be.',
  },
];
