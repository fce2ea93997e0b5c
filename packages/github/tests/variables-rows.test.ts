/** What GitHub refuses where variables, their environments and their repositories are written. */
import { expect, test } from '@jest/globals';
import { variablesRows } from '../src/variables-rows.ts';
import { expected, message, toldOf, type Refusal } from './refusals.ts';
import { answerOf } from './scripted-api.ts';

const list = 'the variables of team/web';
const one = 'the variable ECS_CLUSTER of team/web';
const production = 'environment production of team/web';

const rows: readonly Refusal[] = [
  [
    'token-cannot-write-variables',
    'setup',
    'list-variables',
    list,
    answerOf(403, message('Resource not accessible by integration')),
    "This token may not touch the variables of team/web: a job's own github.token can never read or write variables, and a GitHub App's only with the permission; GitHub says: Resource not accessible by integration. Do this.",
  ],
  [
    'token-lacks-permission',
    'setup',
    'create-variable',
    one,
    answerOf(403, message('Resource not accessible by personal access token'), {
      'x-accepted-github-permissions': 'actions_variables=write',
    }),
    'This token may not touch the variable ECS_CLUSTER of team/web: GitHub says: Resource not accessible by personal access token. Do this. GitHub names the permission: actions_variables=write.',
  ],
  [
    'repository-not-found',
    'setup',
    'list-variables',
    list,
    answerOf(404, message('Not Found')),
    'GitHub shows this token no trace of the variables of team/web: the repository does not exist, or the token cannot see it. Correct `repository`, or let the token see it. Do this.',
  ],
  [
    'environment-not-found',
    'setup',
    'list-environment-variables',
    'the variables of environment prod of team/web',
    answerOf(404, message('Not Found')),
    'GitHub shows this token no trace of the variables of environment prod of team/web: the environment or its repository does not exist, or the token cannot see it. Correct `environment` or `repository`, or set `create-environment: true`. Do this.',
  ],
  [
    'organization-not-found',
    'setup',
    'list-organization-variables',
    'the variables of organization team',
    answerOf(404, message('Not Found')),
    'GitHub shows this token no trace of the variables of organization team: the organization does not exist, is a personal account, or the token cannot see it. Correct `organization`, or let the token see it. Do this.',
  ],
  [
    'variable-not-writable',
    'setup',
    'create-variable',
    one,
    answerOf(404, message('Not Found')),
    'GitHub shows this token no place for the variable ECS_CLUSTER of team/web: the place does not exist, or the token cannot see it or write there. Look whether the place still exists. Do this.',
  ],
  [
    'token-lacks-permission',
    'setup',
    'read-environment',
    production,
    answerOf(403, message('Resource not accessible by personal access token')),
    'This token may not look at environment production of team/web: GitHub says: Resource not accessible by personal access token. Do this.',
  ],
  [
    'token-cannot-create-environment',
    'setup',
    'create-environment',
    production,
    answerOf(403, message('Resource not accessible by personal access token'), {
      'x-accepted-github-permissions': 'administration=write',
    }),
    'This token may not make environment production of team/web: GitHub says: Resource not accessible by personal access token. Do this. Or make the environment by hand, under Settings. GitHub names the permission: administration=write.',
  ],
  [
    'token-cannot-create-environment',
    'setup',
    'create-environment',
    production,
    answerOf(404, message('Not Found')),
    'This token may not make environment production of team/web: GitHub does not show it the repository. Do this. Or make the environment by hand, under Settings.',
  ],
  [
    'environment-refused',
    'input',
    'create-environment',
    production,
    answerOf(422, message('Invalid name')),
    'GitHub refused to make environment production of team/web: GitHub says: Invalid name. Correct `environment`, or make it by hand, under Settings.',
  ],
  [
    'repository-not-found',
    'setup',
    'read-repository',
    'repository team/web',
    answerOf(404, message('Not Found')),
    'GitHub shows this token no trace of repository team/web: it does not exist, or the token cannot see it. Correct `repository`, or let the token see it.',
  ],
  [
    'selected-repository-not-found',
    'setup',
    'read-selected-repository',
    'repository team/api',
    answerOf(404, message('Not Found')),
    'GitHub shows this token no trace of repository team/api: it does not exist, or the token cannot see it. Correct it under `selected-repositories`, or let the token see it: its permission `Metadata: read` is enough.',
  ],
  [
    'variable-refused',
    'input',
    'create-variable',
    one,
    answerOf(422, message('Variable value is required')),
    'GitHub refused the variable ECS_CLUSTER of team/web: GitHub says: Variable value is required. Correct what the message names: a name, a value or how many there may be.',
  ],
];

test.each(rows)('%s is a failure of kind %s', (...row) => {
  expect(toldOf(row, 'Do this.')).toEqual(expected(row));
});

test('every row of the table is covered here', () => {
  expect(new Set(rows.map(([code]) => code))).toEqual(new Set(variablesRows.map(({ code }) => code)));
});
