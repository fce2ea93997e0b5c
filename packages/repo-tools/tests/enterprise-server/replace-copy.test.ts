/** A newer copy takes the place of an older one, and of nothing else. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { manifest, notOurs, replaceCopy } from '../../src/enterprise-server/replace-copy.ts';

let here = '';
let to = '';
beforeEach(async () => {
  here = await mkdtemp(join(tmpdir(), 'slipway-copies-'));
  to = join(here, 'copy');
});
afterEach(() => rm(here, { recursive: true }));

function write(folder: string, files: Readonly<Record<string, string>>): string {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  return folder;
}
const older = () => replaceCopy(write(join(here, '1'), { 'a/old.yml': '1', LICENSE: '1' }), to, 'c1');
const newer = () => replaceCopy(write(join(here, '2'), { 'a/new.yml': '2', LICENSE: '2' }), to, 'c2');
const read = (path: string): string => readFileSync(join(to, path), 'utf8');

test('the newer files stand, the older ones are gone, and what others put there stays', async () => {
  write(to, { '.git/HEAD': 'ref: refs/heads/main' });
  expect(notOurs(to)).toBeUndefined();
  await older();
  write(to, { 'README.md': 'ours' });
  expect(notOurs(to)).toBeUndefined();
  await newer();
  expect([read('a/new.yml'), read('LICENSE'), read('README.md'), read('.git/HEAD')]).toEqual([
    '2',
    '2',
    'ours',
    'ref: refs/heads/main',
  ]);
  expect(existsSync(join(to, 'a/old.yml'))).toBe(false);
  expect(JSON.parse(read(manifest))).toEqual({
    commit: 'c2',
    files: { LICENSE: expect.any(String), 'a/new.yml': expect.any(String) },
  });
});

test('what was changed since is refused by name', async () => {
  await older();
  write(to, { 'a/old.yml': 'mine' });
  expect(notOurs(to)).toBe(
    `Nothing was written: the folder ${to} has files that were changed since this command wrote them: a/old.yml. Put them back by git checkout, or name a new folder.`,
  );
});

test('a file of somebody else that stands in its way is refused by name, and nothing changes', async () => {
  await older();
  write(to, { 'a/new.yml': 'mine' });
  await expect(newer()).rejects.toThrow(
    `Nothing was written: ${to} has files that this command did not write and would write over: a/new.yml. Move them, or name a new folder.`,
  );
  expect([read('a/new.yml'), read('a/old.yml'), read('LICENSE')]).toEqual(['mine', '1', '1']);
});
