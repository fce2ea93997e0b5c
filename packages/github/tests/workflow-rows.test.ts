/** What GitHub refuses where workflows are started, followed and cancelled. */
import { expect, test } from '@jest/globals';
import { workflowRows } from '../src/workflow-rows.ts';
import { expected, message, toldOf, type Refusal } from './refusals.ts';
import { answerOf } from './scripted-api.ts';

const workflow = 'workflow release.yml of team/web on main';
const run = 'run 7 of team/web';

const rows: readonly Refusal[] = [
  [
    'repository-archived',
    'setup',
    'dispatch',
    workflow,
    answerOf(403, message('Repository was archived so is read-only.')),
    'GitHub does nothing about workflow release.yml of team/web on main: an archived repository can only be read; GitHub says: Repository was archived so is read-only. Unarchive the repository in its settings, or leave this step out.',
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

test.each(rows)('%s is a failure of kind %s', (...row) => {
  expect(toldOf(row, 'Do this.')).toEqual(expected(row));
});

test('every row of the table is covered here', () => {
  expect(new Set(rows.map(([code]) => code))).toEqual(new Set(workflowRows.map(({ code }) => code)));
});
