/**
 * What act is only asked to tell, it tells by itself: no cloud is opened for it. Of workflows it tells what stands in a
 * copy, where they are written so that it can read them: of `queue: max`, say, it would only complain.
 */
import { spawn } from 'node:child_process';
import type { LocalPorts } from '../ports.ts';
import type { Repository } from '../repository/facts.ts';
import { meantBy } from '../stage/meant.ts';
import { openStage } from '../stage/stage.ts';
import type { Asked } from './asked.ts';

/** @returns its exit code. */
export const tellByAct = (program: string, words: readonly string[], folder: string): Promise<number> =>
  new Promise((resolve, reject) => {
    const act = spawn(program, words, { cwd: folder, stdio: 'inherit' });
    act.once('error', reject);
    act.once('close', (code) => resolve(code ?? 1));
  });

/** Values are of no use to it, and a command line is there for all to read. */
const unneeded = ['workflows', 'secret', 'var', 'env', 'input'];

export async function tellOnStage(
  { act, words, folder }: Pick<Asked, 'act' | 'words' | 'folder'>,
  repository: Repository,
  { shell, slipwayFolder }: LocalPorts,
): Promise<number> {
  const meant = meantBy(words, repository.folder, folder);
  await using opened = new AsyncDisposableStack();
  // Nothing is built.
  const builder = { kind: 'stand-in', why: 'nothing runs' } as const;
  const stage = await openStage({ repository, slipwayFolder, builder, shell });
  opened.defer(() => stage.close());
  const flags = words.flags
    .filter(({ name }) => !unneeded.includes(name))
    .map(({ name, value }) => `--${name}${value === undefined ? '' : `=${value}`}`);
  return await tellByAct(act.path, [...flags, `--workflows=${meant.path}`, ...words.others], stage.folder);
}
