/**
 * What is written otherwise in the copy of a workflow or an action that act runs, because act lacks what GitHub has.
 * Everything else stays as it is published, byte for byte, comments too.
 */
import { applied, lineOf, type Edit } from './edits.ts';
import { environmentVariableEdits } from './environment-variables.ts';
import { jobIdentityEdits } from './job-identity.ts';
import { ownReferenceEdits, referencesOf, type Reference } from './own-references.ts';
import { rootOf } from './places.ts';
import { unknownKeyEdits } from './unknown-keys.ts';

export interface SourceFile {
  /** `owner/name` of the one that it is in. */
  readonly repository: string;
  /** Below it: `.github/workflows/x.yml`, `actions/x/action.yml`. */
  readonly path: string;
  readonly text: string;
  /** `refs/heads/main`: what tokens of its jobs say that it is from. */
  readonly ref: string;
  /**
   * Whether those who call it give `id-token: write`, which jobs have that say nothing of permissions. Left out, they do
   * where a workflow can only be called.
   */
  readonly isGrantedToken?: boolean | undefined;
}

export interface RunnableFile {
  readonly path: string;
  readonly text: string;
  /** With the line each, in the text as it was. */
  readonly edits: readonly (Edit & { readonly line: number })[];
  /** All that is used of repositories, after the rewriting: each needs a folder, or is fetched by act. */
  readonly references: readonly Reference[];
}

/** @throws Error for a text that is no YAML */
export function runnableByAct({ repository, path, text, ref, isGrantedToken }: SourceFile): RunnableFile {
  const root = rootOf(text, path);
  if (root === undefined) return { path, text, edits: [], references: [] };
  const edits = eachOnce([
    ...ownReferenceEdits(text, root, repository),
    ...unknownKeyEdits(text, root),
    ...environmentVariableEdits(text, root),
    ...jobIdentityEdits(text, root, { workflow: `${repository}/${path}@${ref}`, isGrantedToken }),
  ]);
  const rewritten = applied(text, edits);
  const after = rewrittenRoot(rewritten, path);
  return {
    path,
    text: rewritten,
    edits: edits.map((edit) => ({ ...edit, line: lineOf(text, edit) })),
    references: after === undefined ? [] : referencesOf(after),
  };
}

/** What two jobs share by an alias stands in the text once. */
const eachOnce = (edits: readonly Edit[]): readonly Edit[] => [
  ...new Map(edits.map((edit) => [JSON.stringify(edit), edit])).values(),
];

function rewrittenRoot(text: string, path: string): ReturnType<typeof rootOf> {
  try {
    return rootOf(text, path);
  } catch (cause) {
    throw new Error(
      `${path} can't be run here: it is a workflow, but what the local run has written into its copy for act made it none. That is a mistake of Slipway's, not yours.`,
      { cause },
    );
  }
}
