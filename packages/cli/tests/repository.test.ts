/** What is known of the repository a person stands in. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { nameIn, repositoryAt } from '../src/repository/facts.ts';

const top = realpathSync(mkdtempSync(join(tmpdir(), 'slipway-repository-test-')));
const folder = join(top, 'my app');
afterAll(() => rmSync(top, { recursive: true, force: true }));

test('it is found from any folder in it, before its first commit and behind it', async () => {
  const inside = join(folder, 'node_modules');
  mkdirSync(inside, { recursive: true });
  const git = (...args: readonly string[]): unknown =>
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.invalid', ...args], {
      cwd: folder,
    });
  git('init', '--quiet', '--initial-branch', 'trunk');
  const facts = {
    ...{ folder, name: 'local/my-app', branch: 'trunk', defaultBranch: 'trunk' },
    ...{ hasCommit: false, hasWorkflows: false },
  };
  expect(await repositoryAt(inside)).toEqual(facts);
  git('commit', '--quiet', '--allow-empty', '--message', 'first');
  expect(await repositoryAt(inside)).toEqual({ ...facts, hasCommit: true });
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
