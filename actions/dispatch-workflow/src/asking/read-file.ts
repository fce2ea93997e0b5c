/** The text of a workflow's file at the ref, and why there is none: further questions are asked only to explain a 404. */
import { inputFailure, withoutHint, type Failure } from '@slipway/action-kit/failures';
import { quoted } from '@slipway/documents/words';
import type { FileText, WorkflowFiles } from './ports.ts';
import { notFound } from './resolve-workflow.ts';
import type { WorkflowTarget } from './target.ts';
import { tryToRead } from './unread.ts';

export type ReadFile =
  | { readonly kind: 'text'; readonly text: string }
  /** Left to GitHub; `why` in words. */
  | { readonly kind: 'unread'; readonly why: string };

/** @throws Failure when it is certain that GitHub would not start it. */
export async function readFile(
  target: WorkflowTarget,
  file: string,
  files: WorkflowFiles,
): Promise<ReadFile> {
  const read = await tryToRead(() => files.text(file, target.ref));
  if (read.kind === 'unread') return { kind: 'unread', why: withoutHint(read.failure).replace(/\.$/, '') };
  switch (read.value.kind) {
    case 'text':
      return read.value;
    case 'no-such-ref':
      throw refNotFound(target);
    case 'not-there':
      return missing(target, file, files);
  }
}

/** A token that may not read files is answered as if there were none: only what it does see tells the two apart. */
async function missing(target: WorkflowTarget, file: string, files: WorkflowFiles): Promise<ReadFile> {
  const elsewhere = await tryToRead<FileText>(() => files.text(file));
  if (elsewhere.kind === 'read' && elsewhere.value.kind === 'text') throw notOnRef(target, file);
  const known = await tryToRead(() => files.workflow(file));
  if (known.kind === 'unread' || known.value !== undefined)
    return { kind: 'unread', why: `GitHub shows this token no ${file} on ${target.ref}` };
  const all = await tryToRead(() => files.list());
  throw notFound(target, all.kind === 'read' ? all.value : undefined);
}

function refNotFound({ repository, ref }: WorkflowTarget): Failure {
  const isCommit = /^[0-9a-f]{7,39}$/.test(ref);
  return inputFailure({
    code: 'ref-not-found',
    what: `${repository} has no branch or tag ${quoted(ref)}`,
    why: isCommit ? 'it looks like an abbreviated commit, and GitHub starts workflows on none' : undefined,
    hint: 'Set `ref` to a branch or a tag that exists there. Nothing was started.',
  });
}

const notOnRef = ({ repository, ref }: WorkflowTarget, file: string): Failure =>
  inputFailure({
    code: 'workflow-not-on-ref',
    what: `${file} of ${repository} is not on ${quoted(ref)}`,
    why: 'the default branch has it, and this ref has not, or there is no such ref',
    hint: `Set \`ref\` to a branch or tag that has .github/workflows/${file}. Nothing was started.`,
  });
