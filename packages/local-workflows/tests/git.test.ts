/** Git in a folder, whatever repository the one means who started this program. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { branchOf, git, withoutGit } from '../src/git.ts';

let folder = '';
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'slipway-git-')));
});
afterEach(() => {
  delete process.env.GIT_DIR;
  delete process.env.GIT_INDEX_FILE;
  rmSync(folder, { recursive: true, force: true });
});

test('inside of a hook of another repository it is still the one of the folder', async () => {
  const [person, copy] = [join(folder, 'person'), join(folder, 'copy')];
  for (const each of [person, copy]) {
    mkdirSync(each);
    await git(each, 'init', '--quiet');
  }
  process.env.GIT_DIR = join(person, '.git');
  process.env.GIT_INDEX_FILE = join(person, '.git/index');
  expect((await git(copy, 'rev-parse', '--absolute-git-dir')).trim()).toBe(join(copy, '.git'));
  const author = ['-c', 'user.name=a', '-c', 'user.email=a@example.invalid'];
  await git(copy, ...author, 'commit', '--quiet', '--allow-empty', '--message', 'x');
  await expect(git(person, 'rev-parse', '--verify', '--quiet', 'HEAD')).rejects.toThrow();
});

test('nothing that git names a repository by is handed on', () => {
  const named = execFileSync('git', ['rev-parse', '--local-env-vars'], { encoding: 'utf8' })
    .trim()
    .split('\n');
  const all = [...named, 'GIT_CONFIG_KEY_0', 'GIT_CONFIG_VALUE_0', 'GIT_CONFIG_GLOBAL', 'PATH'];
  expect(withoutGit(Object.fromEntries(all.map((name) => [name, 'x'])))).toEqual({ PATH: 'x' });
});

test('the branch is the one that is checked out, and main where none is', async () => {
  await git(folder, 'init', '--quiet', '--initial-branch', 'change/1');
  expect(await branchOf(folder)).toBe('change/1');
  const author = ['-c', 'user.name=a', '-c', 'user.email=a@example.invalid'];
  await git(folder, ...author, 'commit', '--quiet', '--allow-empty', '--message', 'x');
  await git(folder, 'checkout', '--quiet', '--detach');
  expect(await branchOf(folder)).toBe('main');
});
