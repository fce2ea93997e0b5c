/** The copy of a repository: what git would commit, uncommitted changes too, and nothing else. */
import { execFileSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { commitAll, copyRepository } from '../src/repository/copy.ts';
import { nameIn, repositoryAt } from '../src/repository/facts.ts';

const top = mkdtempSync(join(tmpdir(), 'slipway-copy-test-'));
const folder = join(top, 'my app');
afterAll(() => rmSync(top, { recursive: true, force: true }));

const git = (...args: readonly string[]): string =>
  execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.invalid', ...args], {
    cwd: folder,
    encoding: 'utf8',
  });
const write = (path: string, text: string): void => {
  mkdirSync(join(folder, path, '..'), { recursive: true });
  writeFileSync(join(folder, path), text);
};

beforeAll(() => {
  mkdirSync(folder);
  git('init', '--quiet', '--initial-branch', 'trunk');
  write('.gitignore', 'ignored.txt\n');
  write('kept.txt', 'as committed\n');
  write('gone.txt', 'deleted later\n');
  write('run.sh', '#!/bin/sh\n');
  execFileSync('chmod', ['+x', join(folder, 'run.sh')]);
  write('node_modules/x/index.js', 'of others\n');
  git('add', '--all');
  git('commit', '--quiet', '--message', 'first');
  write('kept.txt', 'as it stands\n');
  write('new.txt', 'not added yet\n');
  write('ignored.txt', 'secret\n');
  write('.actrc', '--verbose\n');
  symlinkSync('kept.txt', join(folder, 'link'));
  rmSync(join(folder, 'gone.txt'));
});

test('it holds what a commit of everything would', async () => {
  const into = join(top, 'copy');
  const repository = await repositoryAt(join(folder, 'node_modules'));
  expect(repository).toEqual({
    folder,
    name: 'local/my-app',
    branch: 'trunk',
    defaultBranch: 'trunk',
    hasCommit: true,
    hasWorkflows: false,
  });
  expect(await copyRepository(repository, into)).toBe(5);
  await commitAll(into);
  expect(readdirSync(into).sort()).toEqual(['.git', '.gitignore', 'kept.txt', 'link', 'new.txt', 'run.sh']);
  expect(readFileSync(join(into, 'link'), 'utf8')).toBe('as it stands\n');
  const log = execFileSync('git', ['log', '--format=%D', '--all'], { cwd: into, encoding: 'utf8' });
  expect(log).toBe('HEAD -> trunk\n');
  expect(execFileSync('git', ['ls-files', '--stage', 'run.sh'], { cwd: into, encoding: 'utf8' })).toMatch(
    /^100755/,
  );
});

test('its default branch is that of its origin, else the one that git begins with, else the one that is there', async () => {
  const other = join(top, 'other');
  const inOther = (...args: readonly string[]) => execFileSync('git', args, { cwd: other });
  execFileSync('git', ['clone', '--quiet', folder, other]);
  inOther('checkout', '--quiet', '-b', 'change');
  expect((await repositoryAt(other)).defaultBranch).toBe('trunk');
  inOther('remote', 'remove', 'origin');
  inOther('config', 'init.defaultBranch', 'trunk');
  expect((await repositoryAt(other)).defaultBranch).toBe('trunk');
  inOther('config', 'init.defaultBranch', 'nowhere');
  expect((await repositoryAt(other)).defaultBranch).toBe('change');
});

test('outside of a repository it says so', async () => {
  await expect(repositoryAt(tmpdir())).rejects.toThrow(
    `${tmpdir()} can't be run: it is in no repository of git, which says what belongs to it. Go to your repository, or type \`git init\` here.`,
  );
});

test.each([
  ['git@github.com:team/app.git', 'team/app'],
  ['https://github.com/team/app', 'team/app'],
  ['https://token@github.com/team/my.app.git/', 'team/my.app'],
  ['ssh://git@github.example.com:22/team/app.git', 'team/app'],
  ['', undefined],
])('the name in %s', (url, name) => {
  expect(nameIn(url)).toBe(name);
});
