/** The folder of docker's logins, kept for the post step: it is told before it is made, so that a kill leaves nothing behind. */
import type { Files } from '@slipway/action-kit/ports';
import type { PostReport } from '@slipway/action-kit/run-action';

export interface Kept {
  readonly folder: string;
}

/** @param state as the main step saved it. */
export async function removeKept(
  state: unknown,
  files: Pick<Files, 'exists' | 'isOwn' | 'remove'>,
): Promise<PostReport> {
  const folder = typeof state === 'object' && state !== null ? (Reflect.get(state, 'folder') as unknown) : '';
  if (typeof folder !== 'string' || folder === '' || !(await files.isOwn(folder))) return { lines: [] };
  if (!(await files.exists(folder))) return { lines: [] };
  await files.remove(folder);
  return { lines: ['Removed the logins of docker that this step had left.'] };
}
