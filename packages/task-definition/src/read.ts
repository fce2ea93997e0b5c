/** From a path to a document: what a disk may answer instead of a file, in words. */
import type { Files } from '@slipway/action-kit/ports';
import type { ParsedDocument } from './document.ts';
import { parseDocument, unreadable } from './parse.ts';

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EISDIR: 'it is a folder',
  ENOTDIR: 'a part of its path is a file, not a folder',
  EACCES: 'this job may not read it',
  EPERM: 'this job may not read it',
};

const lookForIt =
  'Check the path, which is relative to the workspace, and that a step before this one makes the file.';

/**
 * @param path relative to the workspace, or absolute.
 * @throws Failure of kind input when there is no file, or none that parseDocument can use.
 */
export async function readDocument(path: string, files: Pick<Files, 'read'>): Promise<ParsedDocument> {
  return parseDocument(new TextDecoder().decode(await bytes(path, files)), path);
}

async function bytes(path: string, files: Pick<Files, 'read'>): Promise<Uint8Array> {
  try {
    return await files.read(path);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    const reason = reasons[code];
    if (reason === undefined) throw error;
    throw unreadable(path, reason, undefined, code === 'ENOENT' ? lookForIt : undefined);
  }
}
