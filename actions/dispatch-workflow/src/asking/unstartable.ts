/** Why a workflow that is there can't be started, in words, with what a person can do: no trigger, or not enabled. */
import { inputFailure, setupFailure, type Failure } from '@slipway/action-kit/failures';
import { oneLine } from '@slipway/action-kit/untrusted';
import type { Declared } from './declared.ts';
import type { KnownWorkflow } from './ports.ts';
import type { WorkflowTarget } from './target.ts';

export function notDispatchable(
  { workflow, repository, ref }: WorkflowTarget,
  { triggers }: Declared,
): Failure {
  const isReusable = triggers.length === 1 && triggers[0] === 'workflow_call';
  return inputFailure({
    code: 'workflow-not-dispatchable',
    what: `${workflow} of ${repository} can't be started on ${ref}`,
    why: isReusable
      ? 'there it is a reusable workflow alone (`workflow_call`)'
      : `there it has no trigger \`workflow_dispatch\` (its triggers: ${oneLine(triggers.join(', '), 200) || 'none'})`,
    hint: isReusable
      ? 'Call it with `uses:` in a job, or add `workflow_dispatch:` under its `on:`. Nothing was started.'
      : 'Add `workflow_dispatch:` under its `on:`, on that ref. Nothing was started.',
  });
}

const reasons: Readonly<Record<string, string>> = {
  disabled_manually: 'somebody disabled it',
  disabled_inactivity: 'GitHub disabled it, because nothing happened in the repository for 60 days',
  disabled_fork: 'GitHub disables the workflows of a fork until somebody enables them',
  deleted: 'its file was deleted',
};

export function disabled(
  { repository, workflow }: WorkflowTarget,
  { state }: KnownWorkflow,
  problems: readonly string[],
): Failure {
  return setupFailure({
    code: 'workflow-disabled',
    what: `${workflow} of ${repository} is not enabled`,
    why: [reasons[state] ?? `GitHub calls its state ${state}`, ...problems].join('; '),
    hint:
      state === 'deleted'
        ? 'Put the file back on the default branch. Nothing was started.'
        : `Enable it with \`gh workflow enable ${workflow} --repo ${repository}\`, or on its page under Actions. Nothing was started.`,
  });
}
