/** Which workflow is meant: a file name is one already; an id and a name are looked up. */
import { inputFailure, withSentence, type Failure } from '@slipway/action-kit/failures';
import { nearest } from '@slipway/action-kit/nearest';
import { quoted } from '@slipway/documents/words';
import type { KnownWorkflow, WorkflowFiles } from './ports.ts';
import type { WorkflowTarget } from './target.ts';
import { tryToRead } from './unread.ts';

export interface Resolved {
  /** What a dispatch takes: file name or id. */
  readonly workflow: string;
  /** Of the file; undefined where only the id is known. */
  readonly file: string | undefined;
  /** When it had to be looked up anyway. */
  readonly known: KnownWorkflow | undefined;
}

/**
 * @param needsFile whether an id alone does not do.
 * @throws Failure when there is no such workflow, or several have the name.
 */
export async function resolveWorkflow(
  target: WorkflowTarget,
  files: WorkflowFiles,
  needsFile: boolean,
): Promise<Resolved> {
  const { workflow } = target;
  if (isFileName(workflow)) return { workflow, file: workflow, known: undefined };
  if (!/^\d+$/.test(workflow)) return byName(target, await files.list());
  const read = await tryToRead(() => files.workflow(workflow));
  if (read.kind === 'unread' && needsFile) throw withSentence(read.failure, unresolved);
  if (read.kind === 'unread') return { workflow, file: undefined, known: undefined };
  if (read.value === undefined) throw notFound(target, undefined);
  return { workflow, file: fileOf(read.value), known: read.value };
}

const unresolved =
  'The claim of `only-once` needs the name of the file that the id stands for: `workflow` may give it. Nothing was started.';

export const isFileName = (workflow: string): boolean => /\.ya?ml$/.test(workflow);

export const fileOf = ({ path }: KnownWorkflow): string => path.slice(path.lastIndexOf('/') + 1);

function byName(target: WorkflowTarget, all: readonly KnownWorkflow[]): Resolved {
  const named = all.filter(({ name }) => name === target.workflow);
  const [known, other] = named;
  if (known === undefined) throw notFound(target, all);
  if (other !== undefined) throw ambiguous(target, named);
  return { workflow: fileOf(known), file: fileOf(known), known };
}

/** @param all what there is; undefined where it can't be told. */
export function notFound(
  { workflow, repository }: WorkflowTarget,
  all: readonly KnownWorkflow[] | undefined,
): Failure {
  const names = (all ?? []).flatMap((each) => [fileOf(each), each.name]);
  const meant = nearest(workflow, names);
  const there = (all ?? []).map(fileOf).slice(0, 30).map(quoted).join(', ');
  const known = all === undefined ? undefined : there === '' ? 'it has none' : `it has ${there}`;
  return inputFailure({
    code: 'workflow-not-found',
    what: `GitHub shows no workflow ${quoted(workflow)} in ${repository}`,
    why: meant === undefined ? known : `did you mean ${quoted(meant)}?`,
    // Where the list can't be read either, it may be the repository that is not there.
    hint: `Correct ${all === undefined ? '`repository` or `workflow`' : '`workflow`'}. Its file must be on the default branch, and the token must see the repository. Nothing was started.`,
  });
}

const ambiguous = ({ workflow, repository }: WorkflowTarget, named: readonly KnownWorkflow[]): Failure =>
  inputFailure({
    code: 'workflow-ambiguous',
    what: `Several workflows of ${repository} are named ${quoted(workflow)}`,
    why: `they are ${named.map(fileOf).map(quoted).join(', ')}`,
    hint: 'Set `workflow` to the name of its file. Nothing was started.',
  });
