/** The copy of a caller's repository: what a job does in it reaches the person's folder nowhere. */
import { mkdirSync, mkdtempSync, readFileSync, lstatSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { git } from '../../src/git.ts';
import { copyCaller } from '../../src/running/caller-copy.ts';
import { makeCaller, type Caller } from '../caller.ts';

const workflow = 'on: push\njobs:\n  a:\n    uses: $/.github/workflows/b.yml\n';
let made: Caller;
let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'slipway-copy-'));
  made = makeCaller({ 'shared/a.yml': workflow, 'README.md': 'x' });
  mkdirSync(join(made.folder, '.github/workflows'), { recursive: true });
});
afterEach(async () => {
  await made[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
});
const copy = async (): Promise<string> => {
  const to = join(folder, 'copy');
  await copyCaller({ from: made.folder, to, repository: 'team/web', ref: 'refs/heads/main' });
  return to;
};

test.each([['origin'], ['https://github.com/team/web.git'], ['https://github.com/team/web']])(
  'a push to %s goes nowhere, and what is fetched is the own',
  async (remote) => {
    const to = await copy();
    expect((await git(to, 'config', 'remote.origin.url')).trim()).toBe('https://github.com/team/web.git');
    const push = git(to, '-c', 'http.proxy=', 'push', remote, 'HEAD:refs/heads/pushed');
    await expect(push).rejects.toThrow(/local-runs-push-nothing\.invalid/);
    await expect(git(to, 'push', made.folder, 'HEAD:refs/heads/pushed')).rejects.toThrow();
    expect(await git(made.folder, 'branch', '--list', 'pushed')).toBe('');
    await git(to, 'fetch', '--quiet', 'origin');
  },
);

test('a workflow that is a link is a file of its own there, and what it leads to stays as it is', async () => {
  symlinkSync(join(made.folder, 'shared/a.yml'), join(made.folder, '.github/workflows/a.yml'));
  made.commit('A link');
  const to = await copy();
  expect(lstatSync(join(to, '.github/workflows/a.yml')).isFile()).toBe(true);
  expect(readFileSync(join(to, '.github/workflows/a.yml'), 'utf8')).toContain('b.yml@local');
  expect(readFileSync(join(made.folder, 'shared/a.yml'), 'utf8')).toBe(workflow);
  expect(await git(to, 'status', '--short')).toBe('');
});

test('a link out of the repository is refused', async () => {
  symlinkSync('/etc/hostname', join(made.folder, '.github/workflows/a.yml'));
  made.commit('A link');
  await expect(copy()).rejects.toThrow(
    ".github/workflows/a.yml can't be run: it is a link to /etc/hostname, outside of the repository, which GitHub would not have. Put the file itself there.",
  );
});
