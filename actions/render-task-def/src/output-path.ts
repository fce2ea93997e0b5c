/** Where the document is to be written, refused before anything else is done when it can't be there. */
import { wrongInputs } from '@slipway/action-kit/inputs';
import type { Files } from '@slipway/action-kit/ports';

/**
 * @param outputFile relative to the workspace, or absolute; undefined for a temporary file.
 * @returns an absolute path.
 * @throws Failure of kind input for a path outside the workspace and the runner's temporary folder.
 */
export async function outputPath(
  outputFile: string | undefined,
  files: Pick<Files, 'resolve' | 'temporary' | 'isOwn'>,
): Promise<string> {
  if (outputFile === undefined) return files.resolve(files.temporary('task-definition.json'));
  if (await files.isOwn(outputFile)) return files.resolve(outputFile);
  throw wrongInputs([
    `\`output-file\` must be in the workspace or in the temporary folder of the runner, but was \`${outputFile}\``,
  ]);
}
