/** Writes the workflows and actions in the copy of a repository as act can run them. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inputFailure } from '@slipway/action-kit/failures';
import { runnableByAct, type RunnableFile } from '@slipway/local-workflows/rewriting/runnable-by-act';
import { filesOf, type Repository } from '../repository/facts.ts';

/** @param folder of the copy. @throws Failure of kind input for a file that is no YAML */
export async function rewriteCopy(
  folder: string,
  { name, branch }: Repository,
): Promise<readonly RunnableFile[]> {
  const paths = (await filesOf(folder)).filter(isOfAct);
  return Promise.all(
    paths.map(async (path) => {
      const file = rewritten({
        repository: name,
        path,
        text: await readFile(join(folder, path), 'utf8'),
        ref: `refs/heads/${branch}`,
      });
      await writeFile(join(folder, path), file.text);
      return file;
    }),
  );
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

const isOfAct = (path: string): boolean =>
  /^\.github\/workflows\/[^/]+\.ya?ml$/.test(path) || /(?:^|\/)action\.ya?ml$/.test(path);
