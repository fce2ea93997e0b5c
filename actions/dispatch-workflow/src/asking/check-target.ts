/**
 * The target looked at before anything is started: whether it is there, enabled and can be dispatched, and whether it
 * declares what it is given. What can't be read is said, and left to GitHub.
 */
import { inputFailure, setupFailure, type Failure } from '@slipway/action-kit/failures';
import { wrongInputs } from '@slipway/action-kit/inputs';
import { oneLine } from '@slipway/action-kit/untrusted';
import { TextError } from '@slipway/documents/text-error';
import { problemsOfInputs } from './compare-inputs.ts';
import type { Declared } from './declared.ts';
import type { KnownWorkflow, WorkflowFiles } from './ports.ts';
import { readFile } from './read-file.ts';
import { resolveWorkflow } from './resolve-workflow.ts';
import type { Target, WorkflowTarget } from './target.ts';
import { tryToRead } from './unread.ts';

export interface Checked {
  /** Its workflow is what a dispatch takes: file name or id. */
  readonly target: Target;
  /** Of the file at the ref; undefined where it can't be read, and for an event. */
  readonly declared: Declared | undefined;
  /** What could not be checked, in a sentence. */
  readonly unchecked: string | undefined;
}

/**
 * @param thorough asks for the state of the workflow too, which a dispatch would tell by itself.
 * @throws Failure when it is certain that GitHub would not start it; all that is wrong is said at once.
 */
export async function checkTarget(target: Target, files: WorkflowFiles, thorough: boolean): Promise<Checked> {
  if (target.kind === 'event') return { target, declared: undefined, unchecked: undefined };
  const { workflow, file, known } = await resolveWorkflow(target, files);
  const resolved: WorkflowTarget = { ...target, workflow };
  const { declared, unchecked } = await declarations(resolved, file, files);
  const problems = declared === undefined ? [] : problemsOfInputs(target.inputs, declared, file ?? workflow);
  const state = known ?? (thorough ? await stateOf(workflow, files) : undefined);
  if (state !== undefined && state.state !== 'active') throw disabled(resolved, state, problems);
  if (problems.length > 0) throw wrongInputs(problems);
  return { target: resolved, declared, unchecked };
}

async function stateOf(workflow: string, files: WorkflowFiles): Promise<KnownWorkflow | undefined> {
  const read = await tryToRead(() => files.workflow(workflow));
  return read.kind === 'read' ? read.value : undefined;
}

async function declarations(
  target: WorkflowTarget,
  file: string | undefined,
  files: WorkflowFiles,
): Promise<Pick<Checked, 'declared' | 'unchecked'>> {
  if (file === undefined) return unread(target, 'this token may not look it up');
  const read = await readFile(target, file, files);
  if (read.kind === 'unread') return unread(target, read.why);
  const declared = await parsed(read.text);
  if (declared instanceof TextError) return unread(target, `${file} is no YAML: ${declared.message}`);
  if (!declared.triggers.includes('workflow_dispatch')) throw notDispatchable(target, declared);
  return { declared, unchecked: undefined };
}

const unread = ({ workflow }: WorkflowTarget, why: string): Pick<Checked, 'declared' | 'unchecked'> => ({
  declared: undefined,
  unchecked: `What ${workflow} declares was not compared with \`inputs\`: ${why}. GitHub does that itself.`,
});

async function parsed(text: string): Promise<Declared | TextError> {
  // The reader of YAML is loaded only when there is a file to read.
  const { declaredIn } = await import('./declared.ts');
  try {
    return declaredIn(text);
  } catch (error) {
    if (error instanceof TextError) return error;
    throw error;
  }
}

function notDispatchable({ workflow, repository, ref }: WorkflowTarget, { triggers }: Declared): Failure {
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

function disabled(
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
