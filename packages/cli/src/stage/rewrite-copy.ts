/** Writes the workflows and actions in the copy of a repository as act can run them. */
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { inputFailure } from '@slipway/action-kit/failures';
import { runnableByAct, type RunnableFile } from '@slipway/local-workflows/rewriting/runnable-by-act';
import { filesOf, type Repository } from '../repository/facts.ts';
import { isWorkflow, linkElsewhere } from '../repository/inside.ts';

/** Whether those who call a workflow give it `id-token: write`. */
export type TokenGrants = (file: { readonly repository: string; readonly path: string }) => boolean;

/** @param folder of the copy. @throws Failure of kind input for a workflow that is no YAML, or is not in the repository */
export async function rewriteCopy(
  folder: string,
  { name, branch }: Repository,
  isGrantedToken?: TokenGrants,
): Promise<readonly RunnableFile[]> {
  const paths = (await filesOf(folder)).filter(isOfAct);
  const texts = await Promise.all(paths.map(async (path) => ({ path, text: await textIn(folder, path) })));
  const files = texts
    .filter(({ path, text }) => isWorkflow(path) || isAction(text))
    .map(({ path, text }) =>
      rewritten({
        ...{ repository: name, path, text, ref: `refs/heads/${branch}` },
        isGrantedToken: isGrantedToken?.({ repository: name, path }),
      }),
    );
  for (const { path, text } of files) {
    // What it may be a link to stays as it is.
    await rm(join(folder, path));
    await writeFile(join(folder, path), text);
  }
  return files;
}

async function textIn(folder: string, path: string): Promise<string> {
  try {
    return await readFile(join(folder, path), 'utf8');
  } catch {
    throw linkElsewhere(path);
  }
}

function rewritten(source: Parameters<typeof runnableByAct>[0]): RunnableFile {
  try {
    return runnableByAct(source);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw inputFailure({
      code: 'workflow',
      what: `${source.path} can't be read`,
      why: why.replace(/\.$/, ''),
      hint: 'Correct it, then type the same again.',
      cause: error,
    });
  }
}

const isOfAct = (path: string): boolean => isWorkflow(path) || /(?:^|\/)action\.ya?ml$/.test(path);

/** A template of Helm, say, may be called so as well. */
function isAction(text: string): boolean {
  try {
    return Object.hasOwn(Object(parse(text, { logLevel: 'silent' })) as object, 'runs');
  } catch {
    return false;
  }
}
