/** From a path that a user gave to the bytes of the file, or what is there instead, in words. */
import type { Files } from '@slipway/action-kit/ports';
import { diskAnswer, outside } from './disk.ts';
import { unreadableFile, type FileKind } from './file-kind.ts';

/**
 * @param path relative to the workspace, or absolute and inside it or the runner's temporary folder.
 * @throws Failure of kind input when there is no file.
 */
export async function fileContent(
  kind: FileKind,
  path: string,
  files: Pick<Files, 'read' | 'isOwn'>,
): Promise<Uint8Array> {
  if (!(await files.isOwn(path))) throw unreadableFile(kind, path, outside.reason, outside.hint);
  try {
    return await files.read(path);
  } catch (error) {
    const answer = diskAnswer(error);
    if (answer === undefined) throw error;
    throw unreadableFile(kind, path, answer.reason, answer.hint);
  }
}
