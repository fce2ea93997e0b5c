/** The text of a world file on the disk, or a sentence that says why there is none. */
import { readFile } from 'node:fs/promises';
import { inputFailure } from '@slipway/action-kit/failures';

/** By the code of Node's error. */
const reasons: Readonly<Record<string, (file: string) => string>> = {
  ENOENT: (file) => `There is no world file ${file}`,
  EISDIR: (file) => `${file} is a folder, not a world file`,
};

/**
 * @param file absolute
 * @throws Failure of kind input when there is no such file
 */
export async function worldText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    const what = error instanceof Error && 'code' in error ? reasons[String(error.code)] : undefined;
    if (what === undefined) throw error;
    throw inputFailure({
      code: 'world-file-missing',
      what: what(file),
      hint: 'Name one that is there with `--world FILE`.',
      cause: error,
    });
  }
}
