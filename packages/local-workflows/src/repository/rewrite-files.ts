/** Writes the workflows and actions in a copy of a repository as act can run them. */
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { runnableByAct, type RunnableFile } from '../rewriting/runnable-by-act.ts';
import { isWorkflow } from './files.ts';
import { leadsNowhere, unreadable } from './unusable-file.ts';

/** Whether those who call a workflow give it `id-token: write`; see `SourceFile`. */
export type TokenGrants = (file: { readonly repository: string; readonly path: string }) => boolean;

export interface RewrittenFor {
  /** `owner/name`. */
  readonly repository: string;
  /** `refs/heads/main`. */
  readonly ref: string;
  readonly isGrantedToken?: TokenGrants | undefined;
}

/** @param paths of all files in the copy. @returns those that act reads. @throws UnusableFile for what is no YAML */
export async function rewriteFiles(
  copy: string,
  paths: readonly string[],
  { repository, ref, isGrantedToken }: RewrittenFor,
): Promise<readonly RunnableFile[]> {
  // All are read before one is written: it may be a link to another.
  const texts = await Promise.all(paths.filter(isOfAct).map((path) => readIn(copy, path)));
  const files = texts
    .filter(({ path, text }) => isWorkflow(path) || isAction(text))
    .map((file) =>
      rewritten({
        ...file,
        repository,
        ref,
        isGrantedToken: isGrantedToken?.({ repository, path: file.path }),
      }),
    );
  for (const { path, text } of files) {
    // What it may be a link to stays as it is.
    await rm(join(copy, path));
    await writeFile(join(copy, path), text);
  }
  return files;
}

const isOfAct = (path: string): boolean => isWorkflow(path) || /(?:^|\/)action\.ya?ml$/.test(path);

/** A link may lead to what is not there. */
async function readIn(copy: string, path: string): Promise<{ readonly path: string; readonly text: string }> {
  try {
    return { path, text: await readFile(join(copy, path), 'utf8') };
  } catch {
    throw await leadsNowhere(copy, path);
  }
}

function rewritten(source: Parameters<typeof runnableByAct>[0]): RunnableFile {
  try {
    return runnableByAct(source);
  } catch (error) {
    throw unreadable(source.path, error);
  }
}

/** A template of Helm, say, may be called so as well. */
function isAction(text: string): boolean {
  try {
    return Object.hasOwn(Object(parse(text, { logLevel: 'silent' })) as object, 'runs');
  } catch {
    return false;
  }
}
