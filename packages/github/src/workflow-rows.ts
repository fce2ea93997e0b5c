/** What GitHub's refusals about workflows, dispatches and runs mean to us. */
import type { FailureRow } from './failure-row.ts';

const dispatch = ['dispatch'] as const;
const event = ['dispatch-event'] as const;
const looks = ['read-run', 'list-jobs', 'list-approvals'] as const;
const lists = ['list-runs', 'read-workflow', 'list-workflows'] as const;

/** One refused dispatch of a workflow, by GitHub's words. */
const refused = (
  row: Pick<FailureRow, 'code' | 'hint'> & Partial<Pick<FailureRow, 'message' | 'kind'>>,
): FailureRow => ({
  operations: dispatch,
  status: 422,
  kind: 'input',
  what: 'GitHub did not start ‹about›',
  ...row,
});

export const workflowRows: readonly FailureRow[] = [
  {
    operations: [...dispatch, ...event, 'cancel-run'],
    status: 403,
    message: /archived/i,
    kind: 'setup',
    code: 'repository-archived',
    what: 'GitHub does nothing about ‹about›',
    why: 'an archived repository can only be read',
    hint: 'Unarchive the repository in its settings, or leave this step out.',
  },
  {
    operations: [...dispatch, ...event],
    status: 403,
    kind: 'setup',
    code: 'token-cannot-dispatch',
    what: 'This token may not start ‹about›',
    hint: '‹advice›',
  },
  {
    operations: dispatch,
    status: 404,
    kind: 'input',
    code: 'workflow-not-found',
    what: 'GitHub found no ‹about›',
    why: 'the file must be on the default branch, and the token must see the repository',
    hint: 'Correct `repository`, or set `workflow` to the file name, such as `release.yml`. If they are right: ‹advice›',
  },
  {
    operations: event,
    status: 404,
    kind: 'setup',
    code: 'repository-not-found',
    what: 'GitHub found no place for ‹about›',
    why: 'the repository does not exist, or the token cannot see it or write to it',
    hint: 'Correct `repository`. If it is right: ‹advice›',
  },
  {
    operations: event,
    status: 422,
    kind: 'input',
    code: 'event-refused',
    what: 'GitHub did not take ‹about›',
    hint: 'Correct `event-type` or `client-payload` as the message says.',
  },
  refused({
    message: /no ref found/i,
    code: 'ref-not-found',
    hint: 'Set `ref` to a branch or a tag that exists there: a commit, whole or abbreviated, is neither.',
  }),
  refused({
    message: /does not have '?workflow_dispatch'? trigger/i,
    code: 'workflow-not-dispatchable',
    hint: 'Add `workflow_dispatch:` under `on:` of that workflow, on that ref.',
  }),
  refused({
    message: /unexpected inputs/i,
    code: 'inputs-unexpected',
    hint: 'Remove them from `inputs`, or declare them under `on: workflow_dispatch: inputs:` on that ref.',
  }),
  refused({ message: /required input/i, code: 'inputs-missing', hint: 'Add it to `inputs`.' }),
  refused({ message: /provided value/i, code: 'inputs-refused', hint: 'Correct it under `inputs`.' }),
  refused({
    message: /disabled workflow/i,
    kind: 'setup',
    code: 'workflow-disabled',
    hint: 'Enable it with `gh workflow enable`, or on its page under Actions.',
  }),
  refused({ code: 'dispatch-refused', hint: 'Correct what the message names.' }),
  {
    operations: [...looks, ...lists],
    status: 403,
    kind: 'setup',
    code: 'token-cannot-read-runs',
    what: 'This token may not look at ‹about›',
    hint: '‹advice›',
  },
  {
    operations: ['read-workflow-file'],
    status: 403,
    kind: 'setup',
    code: 'token-cannot-read-files',
    what: 'This token may not read ‹about›',
    hint: '‹advice›',
  },
  {
    operations: ['cancel-run'],
    status: 403,
    kind: 'setup',
    code: 'token-cannot-cancel-runs',
    what: 'This token may not cancel ‹about›',
    hint: '‹advice›',
  },
  {
    operations: [...looks, 'cancel-run'],
    status: 404,
    kind: 'upstream',
    code: 'run-not-found',
    what: 'GitHub does not find ‹about›',
    why: 'it was deleted, or the token cannot see it',
    hint: 'Look for it on the Actions page of the repository.',
  },
  {
    operations: lists,
    status: 404,
    kind: 'setup',
    code: 'repository-not-found',
    what: 'GitHub shows this token no trace of ‹about›',
    why: 'the repository does not exist, or the token cannot see it',
    hint: 'Correct `repository`. If it is right: ‹advice›',
  },
];
