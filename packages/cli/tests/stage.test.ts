/** The stage keeps jobs off the person's own things: their branches, files, logins and repositories. */
import { execFileSync, spawnSync } from 'node:child_process';
import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { repositoryAt } from '../src/repository/facts.ts';
import { environmentOfAct } from '../src/stage/environment.ts';
import { openStage } from '../src/stage/stage.ts';

let top = '';
let folder = '';
const git = (cwd: string, ...args: readonly string[]): string =>
  execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.invalid', ...args], {
    cwd,
    encoding: 'utf8',
  });
const write = (path: string, text: string): void => {
  mkdirSync(join(folder, path, '..'), { recursive: true });
  writeFileSync(join(folder, path), text);
};
const staged = async () =>
  openStage({
    repository: await repositoryAt(folder),
    slipwayFolder: resolve(import.meta.dirname, '../../..'),
    builder: { kind: 'stand-in', why: 'this is a test' },
    shell: process.env,
  });

/** Has `vars` of an environment, which is rewritten. */
const deploying = `on: push
jobs:
  ship:
    runs-on: ubuntu-latest
    environment: production
    steps: [{ run: 'echo \${{ vars.AWS_REGION }}' }]
`;

beforeEach(() => {
  top = realpathSync(mkdtempSync(join(tmpdir(), 'slipway-stage-test-')));
  folder = join(top, 'app');
  mkdirSync(folder);
  git(folder, 'init', '--quiet', '--initial-branch', 'main');
  write('.github/workflows/ship.yml', deploying);
  git(folder, 'add', '--all');
  git(folder, 'commit', '--quiet', '--message', 'first');
});
afterEach(() => rmSync(top, { recursive: true, force: true }));

const inHook = `
  const { repositoryAt } = await import('../src/repository/facts.ts');
  const { openStage } = await import('../src/stage/stage.ts');
  const builder = { kind: 'stand-in', why: 'this is a test' };
  const repository = await repositoryAt(process.argv[1]);
  const stage = await openStage({ repository, slipwayFolder: '../../..', builder, shell: {} });
  await stage.close();
`;

test('inside of a hook, which git tells where its repository is, the branch of the person stays as it was', async () => {
  const before = git(folder, 'rev-parse', 'HEAD');
  const own = { GIT_DIR: join(folder, '.git'), GIT_INDEX_FILE: join(folder, '.git/index') };
  // In a process of its own, as this one's environment is not what its children get.
  execFileSync(process.execPath, ['--input-type=module', '--eval', inHook, folder], {
    cwd: import.meta.dirname,
    env: { ...process.env, ...own },
  });
  expect(git(folder, 'rev-parse', 'HEAD')).toBe(before);
  expect(git(folder, 'status', '--short')).toBe('');
  expect(git(folder, 'log', '--format=%s')).toBe('first\n');
});

test('a push of a job is refused, to origin and to any address', async () => {
  const stage = await staged();
  const env = environmentOfAct(process.env, stage);
  for (const to of ['origin', 'https://github.com/team/app.git', 'git@github.com:team/app.git']) {
    const { status, stderr } = spawnSync('git', ['push', to, 'HEAD:refs/tags/v9'], {
      cwd: stage.folder,
      env,
      encoding: 'utf8',
    });
    expect(stderr).toContain('Nothing is pushed from here: the job runs in a local copy of the repository.');
    expect(status).not.toBe(0);
  }
  await stage.close();
});

test('jobs have nothing of the person but what programs need on any machine', () => {
  const kept = {
    ...{
      LANG: 'C.UTF-8',
      LC_ALL: 'C',
      TERM: 'xterm',
      TZ: 'UTC',
      TMPDIR: '/tmp',
      USER: 'me',
      SHELL: '/bin/sh',
    },
    ...{ https_proxy: 'http://p', NO_PROXY: 'x', SSL_CERT_FILE: '/c', NODE_EXTRA_CA_CERTS: '/c' },
    ...{ DOCKER_HOST: 'unix:///x', DOCKER_CONTEXT: 'colima' },
  };
  const others = [
    ...[
      'GIT_DIR',
      'GH_TOKEN',
      'NPM_TOKEN',
      'AWS_PROFILE',
      'SSH_AUTH_SOCK',
      'XDG_CONFIG_HOME',
      'GITHUB_TOKEN',
    ],
    ...['DB_PASSWORD', 'NPM_CONFIG_USERCONFIG', 'PGPASSWORD', 'DATABASE_URL', 'CLOUDSDK_CONFIG', 'GNUPGHOME'],
    ...['TF_CLI_CONFIG_FILE', 'APP_PRIVATE_KEY', 'XDG_RUNTIME_DIR', 'NODE_OPTIONS', 'DOCKER_CONFIG', 'CI'],
  ];
  const leading = Object.fromEntries(others.map((name) => [name, 'x']));
  const shell = { ...kept, ...leading, HOME: '/home/me', PATH: '/bin' };
  expect(environmentOfAct(shell, { programs: ['/p'], home: '/stage/home' })).toEqual({
    ...kept,
    ...{ HOME: '/stage/home', PATH: '/p:/bin', GIT_CONFIG_NOSYSTEM: '1', GIT_TERMINAL_PROMPT: '0' },
  });
});

test('a link that leads out of the repository is not followed', async () => {
  const own = join(top, 'own.yml');
  writeFileSync(own, deploying);
  symlinkSync(own, join(folder, 'notes'));
  symlinkSync('../../nowhere', join(folder, 'dangling'));
  const stage = await staged();
  expect(existsSync(join(stage.folder, 'notes'))).toBe(false);
  expect(lstatSync(join(stage.folder, 'dangling'), { throwIfNoEntry: false })).toBeUndefined();
  await stage.close();
  symlinkSync(own, join(folder, '.github/workflows/own.yml'));
  await expect(staged()).rejects.toThrow(
    `.github/workflows/own.yml can't be run: it is a symbolic link to ${own}, which GitHub would not have. Put the file itself there.`,
  );
  expect(readFileSync(own, 'utf8')).toBe(deploying);
});

test('the programs of steps wait behind a failure, so that act reads what they said last', async () => {
  const stage = await staged();
  const { PATH = '' } = environmentOfAct(process.env, stage);
  for (const name of ['bash', 'node']) {
    const [first = ''] = PATH.split(delimiter).filter((each) => existsSync(join(each, name)));
    expect(readFileSync(join(first, name), 'utf8')).toContain('sleep');
    const { status, stdout } = spawnSync(join(first, name), ['--version'], {
      env: { PATH },
      encoding: 'utf8',
    });
    expect(status).toBe(0);
    expect(stdout).toMatch(name === 'node' ? process.version : /GNU bash/);
  }
  await stage.close();
});
