/** The copy of a repository: what is in it, on which history, and that nothing done in it reaches the person's own. */
import { execFileSync, spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { git, withoutGit } from '../../src/git.ts';
import { copyRepository } from '../../src/repository/copy.ts';
import { writeRefusals, writeRefusingProgram } from '../../src/repository/refused-pushes.ts';

const workflow = 'on: push\njobs:\n  a:\n    uses: $/.github/workflows/b.yml\n';
let top = '';
let folder = '';
let copies = 0;
beforeEach(async () => {
  top = realpathSync(mkdtempSync(join(tmpdir(), 'slipway-copy-')));
  folder = join(top, 'my app');
  mkdirSync(folder);
  await git(folder, 'init', '--quiet', '--initial-branch', 'trunk');
});
afterEach(() => rmSync(top, { recursive: true, force: true }));

const write = (path: string, text: string, below = folder): void => {
  mkdirSync(dirname(join(below, path)), { recursive: true });
  writeFileSync(join(below, path), text);
};
const commit = async (message = 'first', below = folder): Promise<string> => {
  const author = ['-c', 'user.name=a', '-c', 'user.email=a@example.invalid'];
  await git(below, 'add', '--all', '--force');
  await git(below, ...author, 'commit', '--quiet', '--allow-empty', '--message', message);
  return said(below, 'rev-parse', 'HEAD');
};
const said = async (below: string, ...args: readonly string[]): Promise<string> =>
  (await git(below, ...args)).trim();
const copy = async () => {
  copies += 1;
  const to = join(top, `copy-${String(copies)}`);
  const made = await copyRepository({ from: folder, to, repository: 'team/web', ref: 'refs/heads/trunk' });
  return { to, ...made };
};
const filesIn = (below: string): readonly string[] =>
  readdirSync(below, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name).slice(below.length + 1))
    .filter((path) => !path.startsWith('.git/'))
    .sort();

describe('its files', () => {
  test('are those that a commit of everything would hold, as they stand', async () => {
    write('.gitignore', 'ignored.txt\n');
    write('kept.txt', 'as committed\n');
    write('gone.txt', 'deleted later\n');
    write('run.sh', '#!/bin/sh\n');
    chmodSync(join(folder, 'run.sh'), 0o755);
    await commit();
    write('kept.txt', 'as it stands\n');
    write('new.txt', 'not added yet\n');
    write('ignored.txt', 'secret\n');
    write('.actrc', '-s KEY=secret\n');
    symlinkSync('kept.txt', join(folder, 'link'));
    rmSync(join(folder, 'gone.txt'));
    const { to, count } = await copy();
    expect(filesIn(to)).toEqual(['.gitignore', 'kept.txt', 'link', 'new.txt', 'run.sh']);
    expect(count).toBe(5);
    expect(readFileSync(join(to, 'link'), 'utf8')).toBe('as it stands\n');
    expect(await said(to, 'ls-files', '--stage', 'run.sh')).toMatch(/^100755/);
    expect(await said(to, 'status', '--short')).toBe('');
  });

  test('are packages that are committed, and none that are only installed', async () => {
    write('node_modules/ours/index.js', 'committed\n');
    await commit();
    write('node_modules/x/index.js', 'installed\n');
    write('apps/web/node_modules/y/index.js', 'installed\n');
    expect(filesIn((await copy()).to)).toEqual(['node_modules/ours/index.js']);
  });

  test('are those of submodules, without what is ignored there; one that is not checked out is an empty folder', async () => {
    const other = join(top, 'other');
    write('.gitignore', '.env\n', other);
    write('a.txt', 'x', other);
    await git(other, 'init', '--quiet');
    await commit('other', other);
    for (const name of ['lib', 'empty'])
      await git(folder, '-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', other, name);
    await commit();
    await git(folder, 'submodule', '--quiet', 'deinit', '--force', 'empty');
    write('lib/.env', 'secret\n');
    write('nested/.git/HEAD', 'ref: refs/heads/main\n');
    const { to } = await copy();
    expect(filesIn(to)).toEqual(['.gitmodules', 'lib/.gitignore', 'lib/a.txt']);
    expect(lstatSync(join(to, 'empty')).isDirectory()).toBe(true);
    expect(await said(to, 'status', '--short')).toBe('');
    expect(await said(to, 'rev-parse', 'HEAD')).toBe(await said(folder, 'rev-parse', 'HEAD'));
  });

  test('that are behind a link by now are not taken for those of the folder that was there', async () => {
    write('data/a.txt', 'ours\n');
    await commit();
    rmSync(join(folder, 'data'), { recursive: true });
    write('a.txt', "the person's\n", join(top, 'elsewhere'));
    symlinkSync('../elsewhere', join(folder, 'data'));
    expect(filesIn((await copy()).to)).toEqual([]);
    expect(readFileSync(join(top, 'elsewhere/a.txt'), 'utf8')).toBe("the person's\n");
  });
});

describe('its history', () => {
  test('is that of the repository, and its commit the very same where nothing else stands there', async () => {
    write('a.txt', 'x');
    write('.github/workflows/a.yml', workflow);
    write('.actrc', '--verbose\n');
    symlinkSync('/etc/hostname', join(folder, 'outside'));
    const head = await commit();
    await git(folder, 'tag', 'v1');
    const { to } = await copy();
    expect(await said(to, 'rev-parse', 'HEAD')).toBe(head);
    expect(await said(to, 'symbolic-ref', 'HEAD')).toBe('refs/heads/trunk');
    expect(await said(to, 'describe', '--tags')).toBe('v1');
    expect(await said(to, 'status', '--short')).toBe('');
    expect(await said(to, 'diff')).toBe('');
  });

  test('has what is not committed as one commit on top, the same for the same files', async () => {
    write('a.txt', 'x');
    const head = await commit();
    write('a.txt', 'y');
    const [one, two] = [await copy(), await copy()];
    const ofOne = await said(one.to, 'rev-parse', 'HEAD');
    expect(await said(one.to, 'rev-parse', 'HEAD~1')).toBe(head);
    expect(await said(one.to, 'diff', '--name-only', 'HEAD~1')).toBe('a.txt');
    expect(await said(one.to, 'status', '--short')).toBe('');
    expect(await said(two.to, 'rev-parse', 'HEAD')).toBe(ofOne);
    write('a.txt', 'z');
    expect(await said((await copy()).to, 'rev-parse', 'HEAD')).not.toBe(ofOne);
  });

  test('begins there in a repository without any commit', async () => {
    write('a.txt', 'x');
    const { to } = await copy();
    expect(await said(to, 'log', '--format=%D %s')).toBe(
      'HEAD -> trunk As it stands, with what is not committed yet',
    );
    expect(await said(to, 'status', '--short')).toBe('');
  });

  test('is on main where no branch is checked out, as a run has to be on one', async () => {
    write('a.txt', 'x');
    const head = await commit();
    await git(folder, 'checkout', '--quiet', '--detach');
    const { to } = await copy();
    expect(await said(to, 'symbolic-ref', 'HEAD')).toBe('refs/heads/main');
    expect(await said(to, 'rev-parse', 'HEAD')).toBe(head);
  });

  test('is there as well in a worktree beside the repository, and in a shallow clone', async () => {
    write('a.txt', 'x');
    await commit();
    const head = await commit('second');
    const first = folder;
    for (const made of [
      ['worktree', 'add', '--quiet', '-b', 'beside', join(top, 'beside')],
      ['clone', '--quiet', '--depth', '1', `file://${first}`, join(top, 'shallow')],
    ]) {
      await git(first, ...made);
      folder = made.at(-1) ?? '';
      const { to } = await copy();
      expect(await said(to, 'rev-parse', 'HEAD')).toBe(head);
      expect(filesIn(to)).toEqual(['a.txt']);
    }
  });
});

describe("the person's own", () => {
  test('is as it was: branches, index, configuration and hooks', async () => {
    write('a.txt', 'x');
    await commit();
    write('a.txt', 'y');
    const told = join(top, 'told');
    const hook = `#!/bin/sh\necho "$0" >> '${told}'\n`;
    const hooks = [
      'post-checkout',
      'pre-commit',
      'post-commit',
      'reference-transaction',
      'post-index-change',
    ];
    for (const name of hooks) {
      write(`.git/hooks/${name}`, hook);
      chmodSync(join(folder, '.git/hooks', name), 0o755);
    }
    // As somebody has it who wants hooks everywhere.
    writeFileSync(join(top, '.gitconfig'), `[core]\n\thooksPath = ${join(folder, '.git/hooks')}\n`);
    const before = snapshotOf(join(folder, '.git'));
    const script = `
      const { copyRepository } = await import('../../src/repository/copy.ts');
      const [from, to] = process.argv.slice(1);
      await copyRepository({ from, to, repository: 'team/web', ref: 'refs/heads/trunk' });`;
    // In a process of its own, as this one's environment is not what its children get; git tells a hook where it is.
    execFileSync(process.execPath, ['--input-type=module', '--eval', script, folder, join(top, 'copy')], {
      cwd: import.meta.dirname,
      env: {
        ...withoutGit(process.env),
        ...{ HOME: top, XDG_CONFIG_HOME: top },
        ...{ GIT_DIR: join(folder, '.git'), GIT_INDEX_FILE: join(folder, '.git/index') },
      },
    });
    expect(existsSync(told)).toBe(false);
    expect(snapshotOf(join(folder, '.git'))).toEqual(before);
  });

  test('is not written to through a workflow that is a link', async () => {
    write('shared/a.yml', workflow);
    mkdirSync(join(folder, '.github/workflows'), { recursive: true });
    symlinkSync('../../shared/a.yml', join(folder, '.github/workflows/a.yml'));
    await commit();
    const { to } = await copy();
    expect(lstatSync(join(to, '.github/workflows/a.yml')).isFile()).toBe(true);
    expect(readFileSync(join(to, '.github/workflows/a.yml'), 'utf8')).toContain('b.yml@local');
    for (const below of [folder, to])
      expect(readFileSync(join(below, 'shared/a.yml'), 'utf8')).toBe(workflow);
    expect(await said(to, 'status', '--short')).toBe('');
  });

  test.each([['/etc/hostname'], ['../../../nowhere'], ['../../../my app/shared.yml']])(
    'is not read through a workflow that is a link to %s',
    async (target) => {
      write('shared.yml', workflow);
      mkdirSync(join(folder, '.github/workflows'), { recursive: true });
      symlinkSync(target, join(folder, '.github/workflows/a.yml'));
      await commit();
      await expect(copy()).rejects.toThrow(
        `.github/workflows/a.yml can't be run: it is a symbolic link to ${target}, which GitHub would not have. Put the file itself there.`,
      );
    },
  );

  test('is not led to by any other link', async () => {
    write('own.txt', 'mine\n', join(top, 'elsewhere'));
    symlinkSync('../elsewhere', join(folder, 'outside'));
    symlinkSync('outside/own.txt', join(folder, 'through'));
    symlinkSync(join(folder, 'a.txt'), join(folder, 'absolute'));
    symlinkSync('../../nowhere', join(folder, 'dangling'));
    write('a.txt', 'x');
    await commit();
    expect(filesIn((await copy()).to)).toEqual(['a.txt']);
  });
});

/** Everything but what only says when it was looked at. */
const snapshotOf = (below: string): readonly (readonly [string, string])[] =>
  readdirSync(below, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((path) => [path, readFileSync(path, 'latin1')]);

describe('a push', () => {
  test.each([
    ['origin'],
    ['https://github.com/team/web.git'],
    ['https://github.com/team/web'],
    ['git@github.com:team/web.git'],
    ['ssh://git@example.com/team/web'],
    ['the folder'],
    ['its address'],
  ])('to %s is refused in words, from the copy and from elsewhere', async (name) => {
    write('a.txt', 'x');
    await commit();
    const { to } = await copy();
    const [home, bin] = [join(top, 'home'), join(top, 'bin')];
    for (const each of [home, bin]) mkdirSync(each);
    await writeRefusingProgram(bin);
    const remote = { 'the folder': folder, 'its address': `file://${folder}` }[name] ?? name;
    const push = (cwd: string): string => {
      const env = { HOME: home, PATH: `${bin}:${process.env.PATH ?? ''}`, GIT_CONFIG_NOSYSTEM: '1' };
      const words = ['push', remote, 'HEAD:refs/heads/pushed'];
      const { status, stderr } = spawnSync('git', words, { cwd, env, encoding: 'utf8' });
      expect(status).not.toBe(0);
      return stderr;
    };
    const refused = 'Nothing is pushed from here: the job runs in a local copy of the repository.';
    expect(push(to)).toContain(refused);
    expect(await said(folder, 'branch', '--list', 'pushed')).toBe('');
    if (!remote.includes('@') && !remote.startsWith('https:')) return;
    await writeRefusals(home);
    await git(top, 'clone', '--quiet', folder, 'elsewhere');
    expect(push(join(top, 'elsewhere'))).toContain(refused);
  });

  test('has an origin of GitHub, and what is fetched from there is the own', async () => {
    write('a.txt', 'x');
    await commit();
    const { to } = await copy();
    expect(await said(to, 'config', 'remote.origin.url')).toBe('https://github.com/team/web.git');
    await git(folder, 'branch', 'later');
    await git(to, 'fetch', '--quiet', 'origin');
    expect(await said(to, 'branch', '--remotes', '--list', 'origin/later')).toBe('origin/later');
  });
});

describe('what act reads', () => {
  test('is rewritten, and a file that is called as an action and is none stays as it is', async () => {
    const template = '{{- if .Values.on }}\nkind: Action\n{{- end }}\n';
    write('chart/templates/action.yaml', template);
    write('other/action.yml', 'kind: Action\n');
    write('x/action.yml', 'runs:\n  using: composite\n  steps:\n    - uses: $/y\n');
    const { to, files } = await copy();
    expect(files.map(({ path, edits }) => [path, edits.length])).toEqual([['x/action.yml', 1]]);
    expect(readFileSync(join(to, 'chart/templates/action.yaml'), 'utf8')).toBe(template);
  });

  test('is refused with what is wrong in it', async () => {
    write('.github/workflows/a.yml', 'on: [push\n');
    await expect(copy()).rejects.toThrow(
      /^\.github\/workflows\/a\.yml can't be run: [^]*Correct it, then type the same again\.$/,
    );
  });
});
