/** Reads the workflow files of the checkout, and asks of each whether its calls of Slipway's workflows can start. */
import { inputFailure, type Failure } from '@slipway/action-kit/failures';
import type { Ports } from '../ports.ts';
import { callerProblems } from './caller-permissions.ts';

export interface CheckedCallers {
  readonly files: number;
  readonly failures: readonly Failure[];
}

/** @param folder relative to the workspace. */
export async function checkCallers(folder: string, { files }: Pick<Ports, 'files'>): Promise<CheckedCallers> {
  const names = (await namesIn(folder, files)).filter((name) => /\.ya?ml$/.test(name)).toSorted();
  const failures = await Promise.all(
    names.map(async (name) => {
      const file = `${folder.replace(/\/+$/, '')}/${name}`;
      return callerProblems(new TextDecoder().decode(await files.read(file))).map(({ line, ...words }) =>
        inputFailure({ code: 'caller-permissions', ...words, at: { file, line } }),
      );
    }),
  );
  return { files: names.length, failures: failures.flat() };
}

async function namesIn(folder: string, files: Ports['files']): Promise<readonly string[]> {
  try {
    return await files.namesIn(folder);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR')))
      throw error;
    throw inputFailure({
      code: 'workflows-unreadable',
      what: `The folder \`${folder}\` of the input \`workflows\` can't be read`,
      why: 'it is not there',
      hint: 'Run actions/checkout before this step, and give the folder relative to the repository.',
    });
  }
}
