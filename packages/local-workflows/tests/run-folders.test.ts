/** What a process that was killed left behind is removed by the next, and nothing of one that runs. */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { makeRunFolder, removeLeftRunFolders } from '../src/run-folders.ts';

const made: string[] = [];
afterAll(() => {
  for (const folder of made) rmSync(folder, { recursive: true, force: true });
});
async function folderOf(change: object = {}): Promise<string> {
  const folder = await makeRunFolder();
  made.push(folder);
  const owner = join(folder, 'owner.json');
  writeFileSync(owner, JSON.stringify({ ...(JSON.parse(readFileSync(owner, 'utf8')) as object), ...change }));
  return folder;
}

test('those whose process is gone are removed', async () => {
  const { pid } = spawnSync('true');
  const [own, left, elsewhere] = [
    await folderOf(),
    await folderOf({ pid }),
    await folderOf({ pid, host: 'other' }),
  ];
  mkdirSync(join(left, 'runs'));
  const unknown = mkdtempSync(join(tmpdir(), 'slipway-run-'));
  made.push(unknown);
  await removeLeftRunFolders();
  expect([own, left, elsewhere, unknown].map((folder) => existsSync(folder))).toEqual([
    true,
    false,
    true,
    true,
  ]);
});
