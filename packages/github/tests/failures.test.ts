import { describe, expect, test } from '@jest/globals';
import type { Answer, Operation } from '../src/api.ts';
import { failureRows } from '../src/failure-rows.ts';
import { generalCodes, githubFailure } from '../src/failures.ts';
import { answerOf, callOf, noAnswer } from './scripted-api.ts';

const list = 'the variables of team/web';
const one = 'the variable ECS_CLUSTER of team/web';
const production = 'environment production of team/web';
const workflow = 'workflow release.yml of team/web on main';
const run = 'run 7 of team/web';
const pull = 'the comments of pull request 12 of team/web';
const message = (text: string): object => ({ message: text });

type Row = [
  code: string,
  kind: string,
  operation: Operation,
  about: string,
  answer: Answer,
  sentence: string,
];

const rows: readonly Row[] = [
  [
    'repository-archived',
    'setup',
    'dispatch',
    workflow,
    answerOf(403, message('Repository was archived so is read-only.')),
    'GitHub does nothing about workflow release.yml of team/web on main: an archived repository can only be read; GitHub says: Repository was archived so is read-only. Unarchive the repository in its settings, or leave this step out.',
  ],
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
  [
    'token-cannot-dispatch',
    'setup',
    'dispatch',
    workflow,
    answerOf(403, message('Resource not accessible by integration')),
    'This token may not start workflow release.yml of team/web on main: GitHub says: Resource not accessible by integration. Do this.',
  ],
  [
    'workflow-not-found',
    'input',
    'dispatch',
    workflow,
    answerOf(404, message('Not Found')),
    'GitHub found no workflow release.yml of team/web on main: the file must be on the default branch, and the token must see the repository. Correct `repository`, or set `workflow` to the file name, such as `release.yml`. If they are right: Do this.',
  ],
  [
    'ref-not-found',
    'input',
    'dispatch',
    workflow,
    answerOf(422, message('No ref found for: main')),
    'GitHub did not start workflow release.yml of team/web on main: GitHub says: No ref found for: main. Set `ref` to a branch or a tag that exists there: a commit, whole or abbreviated, is neither.',
  ],
  [
    'workflow-not-dispatchable',
    'input',
    'dispatch',
    workflow,
    answerOf(422, message("Workflow does not have 'workflow_dispatch' trigger")),
    "GitHub did not start workflow release.yml of team/web on main: GitHub says: Workflow does not have 'workflow_dispatch' trigger. Add `workflow_dispatch:` under `on:` of that workflow, on that ref.",
  ],
  [
    'inputs-unexpected',
    'input',
    'dispatch',
    workflow,
    answerOf(422, message('Unexpected inputs provided: ["foo"]')),
    'GitHub did not start workflow release.yml of team/web on main: GitHub says: Unexpected inputs provided: ["foo"]. Remove them from `inputs`, or declare them under `on: workflow_dispatch: inputs:` on that ref.',
  ],
  [
    'inputs-missing',
    'input',
    'dispatch',
    workflow,
    answerOf(422, message("Required input 'version' not provided")),
    "GitHub did not start workflow release.yml of team/web on main: GitHub says: Required input 'version' not provided. Add it to `inputs`.",
  ],
  [
    'workflow-disabled',
    'setup',
    'dispatch',
    workflow,
    answerOf(422, message("Cannot trigger a 'workflow_dispatch' on a disabled workflow")),
    "GitHub did not start workflow release.yml of team/web on main: GitHub says: Cannot trigger a 'workflow_dispatch' on a disabled workflow. Enable it with `gh workflow enable`, or on its page under Actions.",
  ],
  [
    'dispatch-refused',
    'input',
    'dispatch',
    workflow,
    answerOf(422, { message: 'Validation Failed', errors: [{ message: 'inputs are too large.' }] }),
    'GitHub did not start workflow release.yml of team/web on main: GitHub says: Validation Failed; inputs are too large. Correct what the message names.',
  ],
  [
    'token-cannot-read-runs',
    'setup',
    'read-run',
    run,
    answerOf(403, message('Resource not accessible by integration')),
    'This token may not look at run 7 of team/web: GitHub says: Resource not accessible by integration. Do this.',
  ],
  [
    'run-not-found',
    'upstream',
    'list-jobs',
    run,
    answerOf(404, message('Not Found')),
    'GitHub does not find run 7 of team/web: it was deleted, or the token cannot see it. Look for it on the Actions page of the repository.',
  ],
  [
    'token-cannot-read-files',
    'setup',
    'read-workflow-file',
    'workflow release.yml of team/web',
    answerOf(403, message('Resource not accessible by integration')),
    'This token may not read workflow release.yml of team/web: GitHub says: Resource not accessible by integration. Do this.',
  ],
  [
    'token-cannot-cancel-runs',
    'setup',
    'cancel-run',
    run,
    answerOf(403, message('Resource not accessible by integration')),
    'This token may not cancel run 7 of team/web: GitHub says: Resource not accessible by integration. Do this.',
  ],
  [
    'event-refused',
    'input',
    'dispatch-event',
    'the event ship of team/web',
    answerOf(422, message('Invalid request.')),
    'GitHub did not take the event ship of team/web: GitHub says: Invalid request. Correct `event-type` or `client-payload` as the message says.',
  ],
  [
    'token-cannot-dispatch',
    'setup',
    'dispatch-event',
    'the event ship of team/web',
    answerOf(403, message('Resource not accessible by integration'), {
      'x-accepted-github-permissions': 'contents=write',
    }),
    'This token may not start the event ship of team/web: GitHub says: Resource not accessible by integration. Do this. GitHub names the permission: contents=write.',
  ],
  [
    'repository-not-found',
    'setup',
    'dispatch-event',
    'the event ship of team/web',
    answerOf(404, message('Not Found')),
    'GitHub found no place for the event ship of team/web: the repository does not exist, or the token cannot see it or write to it. Correct `repository`. If it is right: Do this.',
  ],
  [
    'repository-not-found',
    'setup',
    'list-workflows',
    'the workflows of team/web',
    answerOf(404, message('Not Found')),
    'GitHub shows this token no trace of the workflows of team/web: the repository does not exist, or the token cannot see it. Correct `repository`. If it is right: Do this.',
  ],
  [
    'inputs-refused',
    'input',
    'dispatch',
    workflow,
    answerOf(422, message("Provided value 'x' for input 'to' not in the list of allowed values")),
    "GitHub did not start workflow release.yml of team/web on main: GitHub says: Provided value 'x' for input 'to' not in the list of allowed values. Correct it under `inputs`.",
  ],
];

describe('each row of the table', () => {
  test.each(rows)('%s is a failure of kind %s', (code, kind, operation, about, answer, sentence) => {
    const failure = githubFailure(answer, { ...callOf(operation, about), advice: 'Do this.' });
    expect({ code: failure.code, kind: failure.kind, sentence: failure.message }).toEqual({
      code,
      kind,
      sentence,
    });
  });

  test('is covered here', () => {
    expect(new Set(rows.map(([code]) => code))).toEqual(new Set(failureRows.map(({ code }) => code)));
  });
});

const general: readonly Row[] = [
  [
    'github-unreachable',
    'upstream',
    'read-run',
    run,
    noAnswer(false, 'connect ECONNREFUSED 127.0.0.1:9'),
    'GitHub gave no answer about run 7 of team/web: connect ECONNREFUSED 127.0.0.1:9. Look whether the runner reaches GITHUB_API_URL and whether GitHub is up, then re-run the job.',
  ],
  [
    'rate-limited',
    'upstream',
    'read-run',
    run,
    answerOf(429, message('API rate limit exceeded'), { 'retry-after': '900' }),
    "GitHub's rate limit stopped the work on run 7 of team/web: GitHub says: API rate limit exceeded. Re-run the job after 2026-11-21T00:15:00.000Z.",
  ],
  [
    'rate-limited',
    'upstream',
    'read-run',
    run,
    answerOf(403, message('API rate limit exceeded'), {
      'x-ratelimit-remaining': '0',
      'x-ratelimit-reset': String(Date.UTC(2026, 10, 21, 14) / 1000),
    }),
    "GitHub's rate limit stopped the work on run 7 of team/web: GitHub says: API rate limit exceeded. Re-run the job after 2026-11-21T14:00:00.000Z.",
  ],
  [
    'github-unreachable',
    'upstream',
    'read-run',
    run,
    { kind: 'no-answer', sent: false, lasting: true, why: 'self-signed certificate', cause: undefined },
    'GitHub gave no answer about run 7 of team/web: self-signed certificate. Correct GITHUB_API_URL, or let the runner trust the certificate there (NODE_EXTRA_CA_CERTS).',
  ],
  [
    'github-unavailable',
    'upstream',
    'read-run',
    run,
    answerOf(408, message('Request Timeout')),
    'GitHub could not do the work on run 7 of team/web: GitHub says: Request Timeout (status 408). Nothing is wrong with the workflow: re-run the job.',
  ],
  [
    'github-unavailable',
    'upstream',
    'read-run',
    run,
    answerOf(502, '<html>Bad Gateway</html>'),
    'GitHub could not do the work on run 7 of team/web: GitHub says: <html>Bad Gateway</html> (status 502). Nothing is wrong with the workflow: re-run the job.',
  ],
  [
    'refused-by-github',
    'input',
    'read-run',
    run,
    answerOf(410, {}),
    'GitHub refused the work on run 7 of team/web: GitHub answered 410 (status 410). Correct what the message names, then run the job again.',
  ],
];

describe('the permission that GitHub names', () => {
  const hintOf = (operation: Operation, advice: string, named: string): string | undefined => {
    const answer = answerOf(403, message('no'), { 'x-accepted-github-permissions': named });
    return githubFailure(answer, { ...callOf(operation, one), advice }).hint;
  };
  const write = 'Give it `Variables: write`.';

  test.each<[string, Operation, string, string, string]>([
    [
      'is told after an advice that names none',
      'read-run',
      'Do this.',
      'actions=read',
      'Do this. GitHub names the permission: actions=read.',
    ],
    [
      'is told where it is one to write',
      'create-variable',
      write,
      'actions_variables=write',
      `${write} GitHub names the permission: actions_variables=write.`,
    ],
    ['is not told where it is less than the advice', 'read-variable', write, 'actions_variables=read', write],
  ])('%s', (_, operation, advice, named, hint) => {
    expect(hintOf(operation, advice, named)).toBe(hint);
  });

  test('is not told after a row that names it', () => {
    expect(hintOf('create-comment', '', 'pull_requests=write')).not.toContain('GitHub names');
  });
});

describe('what any call may meet', () => {
  test.each(general)('%s is a failure of kind %s', (code, kind, operation, about, answer, sentence) => {
    const failure = githubFailure(answer, callOf(operation, about));
    expect({ code: failure.code, kind: failure.kind, sentence: failure.message }).toEqual({
      code,
      kind,
      sentence,
    });
  });

  test("is covered here; what cannot be read is its reader's", () => {
    const covered = new Set([...general.map(([code]) => code), 'answer-unreadable']);
    expect(covered).toEqual(new Set(generalCodes));
  });
});
