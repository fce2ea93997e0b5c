/**
 * The target looked at before anything is started: whether it is there, enabled and can be dispatched, and whether it
 * declares what it is given. What can't be read is said, and left to GitHub.
 */
import { TextError } from '@slipway/documents/text-error';
import { problemsOfInputs } from './compare-inputs.ts';
import type { Declared } from './declared.ts';
import { markingOf } from './marking.ts';
import type { KnownWorkflow, WorkflowFiles } from './ports.ts';
import { refuse } from './problems.ts';
import { readFile } from './read-file.ts';
import { resolveWorkflow } from './resolve-workflow.ts';
import type { Target, WorkflowTarget } from './target.ts';
import { tryToRead } from './unread.ts';
import { disabled, notDispatchable } from './unstartable.ts';

export interface Checked {
  /** Its workflow is what a dispatch takes: file name or id. */
  readonly target: Target;
  /** The name of its file, whichever way it was asked for; undefined where it is not known, and for an event. */
  readonly file: string | undefined;
  /** Of the file at the ref; undefined where it can't be read, and for an event. */
  readonly declared: Declared | undefined;
  /** What could not be checked, in a sentence. */
  readonly unchecked: string | undefined;
}

export interface Checking {
  /** Asks for the state of the workflow too, which a dispatch would tell by itself. */
  readonly thorough: boolean;
  /** Whether the name of its file has to be known: a claim is made for it. */
  readonly needsFile: boolean;
  /** The input that is sent beside those of the target, where it takes it. */
  readonly markerInput: string;
}

/** @throws Failure when it is certain that GitHub would not start it; all that is wrong is said at once. */
export async function checkTarget(
  target: Target,
  files: WorkflowFiles,
  { thorough, needsFile, markerInput }: Checking,
): Promise<Checked> {
  if (target.kind === 'event') return { target, file: undefined, declared: undefined, unchecked: undefined };
  const { workflow, file, known } = await resolveWorkflow(target, files, needsFile);
  const resolved: WorkflowTarget = { ...target, workflow };
  const { declared, unchecked } = await declarations(resolved, file, files);
  const problems =
    declared === undefined ? [] : problemsOf(resolved, declared, file ?? workflow, markerInput);
  const state = known ?? (thorough ? await stateOf(workflow, files) : undefined);
  if (state !== undefined && state.state !== 'active') throw disabled(resolved, state, problems);
  refuse(problems);
  return { target: resolved, file, declared, unchecked };
}

/** Of what is sent: the marker among it. */
function problemsOf(
  target: WorkflowTarget,
  declared: Declared,
  workflow: string,
  markerInput: string,
): readonly string[] {
  const isMarked = markingOf(target, declared, markerInput) !== 'none';
  const sent = isMarked ? { ...target.inputs, [markerInput]: 'slipway' } : target.inputs;
  return problemsOfInputs(sent, declared, workflow);
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
