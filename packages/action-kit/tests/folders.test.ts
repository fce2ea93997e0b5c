import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { realFolders } from '../src/folders.ts';

test('a folder has files, and what is below it is its own', async () => {
  const root = await mkdtemp(join(tmpdir(), 'slipway-folders-'));
  try {
    await mkdir(join(root, 'a/below'), { recursive: true });
    for (const path of ['a/one.yml', 'a/below/two.yml']) await writeFile(join(root, path), '');
    const folders = realFolders(root);
    expect(await folders.namesIn('a')).toEqual(['one.yml']);
    await expect(folders.namesIn('b')).rejects.toMatchObject({ code: 'ENOENT' });
  } finally {
    await rm(root, { recursive: true, force: true });
  }
});
