import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { replaceFolder, type Disk } from '../src/replace-folder.ts';

/** A disk that holds these folders and writes down what stands at `dist` before each thing that it does. */
function diskOf(
  ...folders: readonly string[]
): Disk & { readonly did: string[]; readonly there: Set<string> } {
  const there = new Set(folders);
  const did: string[] = [];
  const note = (what: string): void => void did.push(`${what}, dist ${there.has('dist') ? 'there' : 'away'}`);
  return {
    did,
    there,
    exists: (path) => there.has(path),
    rename: async (from, to) => {
      note(`rename ${from} to ${to}`);
      if (!there.delete(from)) throw new Error(`there is no ${from}`);
      there.add(to);
    },
    remove: async (path) => {
      note(`remove ${path}`);
      there.delete(path);
    },
  };
}

test('a folder is away only between two renames, and the old one is removed when the new one stands', async () => {
  const disk = diskOf('dist', 'dist.new');
  await replaceFolder('dist', 'dist.new', disk);
  expect(disk.did).toEqual([
    'remove dist.old, dist there',
    'rename dist to dist.old, dist there',
    'rename dist.new to dist, dist away',
    'remove dist.old, dist there',
  ]);
  expect([...disk.there]).toEqual(['dist']);
});

test('a folder that can not be replaced stands where it stood', async () => {
  const disk = diskOf('dist');
  await expect(replaceFolder('dist', 'dist.new', disk)).rejects.toThrow('there is no dist.new');
  expect([...disk.there]).toEqual(['dist']);
});

test('what a killed build left aside is gone after the next one', async () => {
  const disk = diskOf('dist.old', 'dist.new');
  await replaceFolder('dist', 'dist.new', disk);
  expect([...disk.there]).toEqual(['dist']);
});

test('on the real disk nothing of the old folder is left', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'slipway-replace-'));
  const [dist, fresh] = [join(folder, 'dist'), join(folder, 'dist.new')];
  try {
    for (const [path, file] of [[dist, 'old.js'] as const, [fresh, 'new.js'] as const]) {
      await mkdir(path);
      await writeFile(join(path, file), file);
    }
    await replaceFolder(dist, fresh);
    expect(await readdir(folder)).toEqual(['dist']);
    expect(await readdir(dist)).toEqual(['new.js']);
    expect(await readFile(join(dist, 'new.js'), 'utf8')).toBe('new.js');
  } finally {
    await rm(folder, { recursive: true });
  }
});
