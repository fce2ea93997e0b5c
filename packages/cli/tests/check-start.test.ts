/** What GitHub would not start, told before anything runs: in words, and with what to write instead. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { checkStart } from '../src/stage/check-start.ts';
import { refOf } from '../src/stage/happening.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'slipway-start-test-'));
  mkdirSync(join(folder, '.github/workflows'), { recursive: true });
  execFileSync('git', ['init', '--quiet'], { cwd: folder });
});
afterEach(() => rmSync(folder, { recursive: true }));

const write = (name: string, text: string): void =>
  writeFileSync(join(folder, '.github/workflows', name), text);
const check = (
  event: string,
  file?: string,
  { branch = 'main', defaultBranch = 'main', at = '', ...flags }: Flags = {},
) => {
  const rest = { hasCommit: false, hasWorkflows: true };
  const repository = { folder, name: 'team/app', branch, defaultBranch, ...rest };
  const all = { ...(file === undefined ? {} : { workflows: file }), ...flags };
  const given = Object.entries(all).map(([name, value]) => ({ name, value }));
  const slipwayFolder = resolve(import.meta.dirname, '../../..');
  return checkStart(repository, { flags: given, others: [event] }, slipwayFolder, join(folder, at));
};
interface Flags {
  readonly branch?: string;
  readonly defaultBranch?: string;
  /** Where the person stands. */
  readonly at?: string;
  readonly eventpath?: string;
  readonly job?: string;
  readonly input?: string;
}

const caller = (permissions: string, inputs: string, name = 'release.yml'): string => `on: push
permissions: {}
jobs:
  ship:
    permissions: { ${permissions} }
    uses: slipway-actions/slipway/.github/workflows/${name}@v1
    with: { ${inputs} }
`;
const good = caller('contents: read, id-token: write', 'environment: production');

test('what has all that it needs starts, with all that it calls', async () => {
  write('ship.yml', good);
  const { started, files } = await check('push');
  expect(started.map(({ path }) => path)).toEqual(['.github/workflows/ship.yml']);
  expect(files.map(({ path }) => path)).toContain('.github/workflows/deploy.yml');
});

test('every problem is told at once', async () => {
  write('ship.yml', caller('contents: read', 'enviroment: production'));
  const steps = '[{ uses: slipway-actions/slipway/actions/scan-images@v1 }]';
  write('scan.yml', `on: push\njobs: { scan: { runs-on: ubuntu-latest, steps: ${steps} } }\n`);
  const problem = await check('push').catch((error: unknown) => String(error));
  expect(problem).toContain(
    'GitHub would not start this\n  scan.yml, job scan: Slipway has no action `scan-images`. Did you mean `scan-image`?\n',
  );
  expect(problem).toContain('  ship.yml, job ship: release.yml asks for `id-token: write`');
  expect(problem).toContain('release.yml needs the input `environment`, and it is not given');
  expect(problem).toContain('release.yml has no input `enviroment`');
  expect(problem).toMatch(/\nNothing was run\.$/);
});

test('what another event starts is not looked at, nor what `-W` does not name', async () => {
  write('ship.yml', good);
  write('other.yml', caller('', '').replace('on: push', 'on: workflow_dispatch'));
  write('bad.yml', caller('', ''));
  const { started } = await check('push', '.github/workflows/ship.yml');
  expect(started).toHaveLength(1);
  await expect(check('pull_request')).rejects.toThrow(
    'No workflow is started by `pull_request`: none of the 3 files of .github/workflows listens to it; what they listen to: `push`, `workflow_dispatch`. Name one of these events.',
  );
});

test('an event that nothing listens to is told with those that there are, and what was meant', async () => {
  await expect(check('push')).rejects.toThrow(
    'No workflow is started by `push`: there is none in .github/workflows of this repository. Copy a starter',
  );
  write('ship.yml', good);
  await expect(check('puush')).rejects.toThrow(
    'No workflow is started by `puush`: .github/workflows/ship.yml does not listen to it; what they listen to: `push`. Did you mean `act push`?',
  );
  write('ship.yml', plain('workflow_call'));
  await expect(check('push')).rejects.toThrow(
    'No workflow is started by `push`: .github/workflows/ship.yml does not listen to it, nor to any event but a call. Say in its `on:` what starts it',
  );
});

test('a workflow that is no YAML is named', async () => {
  write('ship.yml', 'on: [push\n');
  await expect(check('push')).rejects.toThrow(/^\.github\/workflows\/ship\.yml can't be read: /);
});

const plain = (on: string): string =>
  `on: ${on}\njobs: { test: { runs-on: ubuntu-latest, steps: [{ run: 'true' }] } }\n`;
const names = ({ started }: { readonly started: readonly { readonly path: string }[] }) =>
  started.map(({ path }) => path.slice('.github/workflows/'.length));

test('only what GitHub would start for the branch starts, and the rest is told', async () => {
  write('main.yml', plain('{ push: { branches: [main] } }'));
  write('all.yml', plain('push'));
  write('tags.yml', plain("{ push: { tags: ['v*'] } }"));
  const onBranch = await check('push', undefined, { branch: 'feature' });
  expect(names(onBranch)).toEqual(['all.yml']);
  expect(onBranch.leftOut).toEqual([
    'main.yml: branch feature does not fit its `on.push` (branches: main)',
    'tags.yml: branch feature does not fit its `on.push` (tags: v*)',
  ]);
  writeFileSync(join(folder, 'event.json'), '{"ref":"refs/tags/v1"}');
  expect(names(await check('push', undefined, { eventpath: 'event.json' }))).toEqual(['all.yml', 'tags.yml']);
});

test('the placeholder of a starter is told, with the branch to write', async () => {
  write('release.yml', plain('{ push: { branches: [$default-branch] } }'));
  await expect(check('push', undefined, { branch: 'trunk', defaultBranch: 'trunk' })).rejects.toThrow(
    'release.yml: branch trunk does not fit its `on.push` (branches: $default-branch). `$default-branch` is the placeholder of a starter, and no branch is called so: GitHub would start nothing, without a word. Write your default branch there: `branches: [trunk]`. To run one',
  );
});

test.each([
  ['push', 'Notes [skip ci]', '[skip ci]'],
  ['pull_request', 'Notes\n\n[actions skip]', '[actions skip]'],
  ['push', '[ci skip]', '[ci skip]'],
  ['push', '[no ci]', '[no ci]'],
  ['push', '[skip actions]', '[skip actions]'],
  ['workflow_dispatch', '[skip ci]', undefined],
  ['push', 'skip ci', undefined],
])('a %s of a commit with the message %j runs, and is told by %s', async (event, message, mark) => {
  write('ship.yml', plain(`[${event}]`));
  const words = ['commit', '--quiet', '--allow-empty', '--message', message];
  execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.invalid', ...words], { cwd: folder });
  const { started, warnings } = await check(event);
  expect(started).toHaveLength(1);
  const told = `the message of the last commit has \`${mark ?? ''}\`: a ${event.replace('_', ' ')} of it would start nothing. It runs here all the same.`;
  expect(warnings).toEqual(mark === undefined ? [] : [told]);
  writeFileSync(join(folder, 'event.json'), '{}');
  expect((await check(event, undefined, { eventpath: 'event.json' })).warnings).toEqual([]);
});

test('who names a file sees it run, whatever its filters say', async () => {
  write('main.yml', plain('{ push: { branches: [main] } }'));
  const { started, leftOut } = await check('push', '.github/workflows/main.yml', { branch: 'feature' });
  expect([started.length, leftOut.length]).toEqual([1, 1]);
  await expect(check('push', undefined, { branch: 'feature' })).rejects.toThrow(
    'No workflow is started by this `push`: main.yml: branch feature does not fit its `on.push` (branches: main). To run one all the same, name its file: `-W .github/workflows/‹file›`.',
  );
});

test('a file is named from where the person stands, or by its whole path, and is of this repository', async () => {
  write('ship.yml', good);
  mkdirSync(join(folder, 'app'));
  for (const path of [
    '../.github/workflows/ship.yml',
    '.github/workflows/ship.yml',
    join(folder, '.github/workflows/ship.yml'),
  ])
    expect(names(await check('push', path, { at: 'app' }))).toEqual(['ship.yml']);
  await expect(check('push', '/etc/hosts')).rejects.toThrow(
    "`--workflows /etc/hosts` can't be run: it is not in this repository, a copy of which is run.",
  );
  await expect(check('push', 'nothing.yml')).rejects.toThrow('there is nothing of this name');
});

test('a job that is nowhere is told before anything runs', async () => {
  write('all.yml', plain('push'));
  await expect(check('push', undefined, { job: 'tst' })).rejects.toThrow(
    'There is no job `tst`: did you mean `test`?',
  );
});

const drives = (name: string, on: string): string =>
  `on: ${on}\njobs: { a: { permissions: write-all, uses: 'slipway-actions/slipway/.github/workflows/${name}@v1', with: { environment: production, service: web, confirm: x } } }\n`;

test('what drives Terraform is only started by its file, and it is said why', async () => {
  write('destroy.yml', drives('destroy.yml', '[push]'));
  await expect(check('push')).rejects.toThrow(
    'No workflow is started by this `push`: destroy.yml: there is nothing here that Terraform could be applied to',
  );
  write('all.yml', plain('push'));
  const { notHere, ...rest } = await check('push');
  expect([names(rest), notHere]).toEqual([['all.yml'], [expect.stringMatching(/^destroy\.yml: /)]]);
  expect(names(await check('push', '.github/workflows/destroy.yml'))).toEqual(['destroy.yml']);
});

test('inputs that a dispatched workflow does not declare are refused as by GitHub', async () => {
  write('back.yml', plain("{ workflow_dispatch: { inputs: { to: { default: '' } } } }"));
  expect(names(await check('workflow_dispatch', undefined, { input: 'to=web:1' }))).toEqual(['back.yml']);
  await expect(check('workflow_dispatch', undefined, { input: 'environment=production' })).rejects.toThrow(
    'back.yml: Unexpected inputs provided: ["environment"]. Its `on.workflow_dispatch.inputs` are `to`.',
  );
});

test('of several that could be dispatched one has to be named, and its own inputs are asked for', async () => {
  write('back.yml', plain("{ workflow_dispatch: { inputs: { to: { default: '' } } } }"));
  write('ship.yml', plain("{ workflow_dispatch: { inputs: { count: { default: '' } } } }"));
  await expect(check('workflow_dispatch', undefined, { input: 'to=web:1' })).rejects.toThrow(
    '`workflow_dispatch` starts one workflow: 2 could be meant: back.yml, ship.yml. Name it by `-W`: `-W .github/workflows/back.yml`.',
  );
  const back = '.github/workflows/back.yml';
  expect(names(await check('workflow_dispatch', back, { input: 'to=web:1' }))).toEqual(['back.yml']);
  await expect(check('workflow_dispatch', back, { input: 'count=1' })).rejects.toThrow(
    'back.yml: Unexpected inputs provided: ["count"].',
  );
});

describe('a pull request is judged by the event that it runs with', () => {
  const started = async (filter: string, flags: Flags = {}, event = 'pull_request') => {
    write('all.yml', plain(event));
    write('pull.yml', plain(`{ ${event}: { ${filter} } }`));
    return names(await check(event, undefined, { branch: 'change', ...flags })).includes('pull.yml');
  };
  test.each([
    ['branches: [main]', true],
    ["branches: ['release-[0-9]+']", false],
    ["branches: ['v[12].x']", false],
    ["branches: ['!x']", false],
    ['branches-ignore: [main]', false],
    ['types: [opened]', true],
    ['types: [labeled]', false],
  ])('%s: %s', async (filter, isStarted) => {
    expect(await started(filter)).toBe(isStarted);
    expect(await started(filter, {}, 'pull_request_target')).toBe(isStarted);
  });

  test('its base is the default branch of this repository', async () => {
    expect(await started('branches: [trunk]', { defaultBranch: 'trunk' })).toBe(true);
    expect(await started('branches: [main]', { defaultBranch: 'trunk' })).toBe(false);
  });

  test('the event of the person says otherwise', async () => {
    const event = { action: 'labeled', pull_request: { base: { ref: 'release-7' } } };
    writeFileSync(join(folder, 'event.json'), JSON.stringify(event));
    const flags = { eventpath: 'event.json' };
    write('ours.yml', plain("{ pull_request: { types: [labeled], branches: ['release-[0-9]+'] } }"));
    const { leftOut, ...rest } = await check('pull_request', undefined, flags);
    expect([names(rest), leftOut]).toEqual([['ours.yml'], []]);
    write('all.yml', plain('pull_request'));
    expect((await check('pull_request', undefined, flags)).leftOut).toEqual([
      'all.yml: branch release-7, type labeled does not fit its `on.pull_request` (types: opened, synchronize, reopened, as it names none)',
    ]);
  });
});

test('types are kept for every event that has them, and one that is not known is taken for fitting', async () => {
  write('all.yml', plain('[release, repository_dispatch]'));
  write('some.yml', plain('{ release: { types: [published] }, repository_dispatch: { types: [ship] } }'));
  const startedBy = async (event: string, action?: string) => {
    writeFileSync(join(folder, 'event.json'), JSON.stringify({ action }));
    return names(await check(event, undefined, { eventpath: 'event.json' }));
  };
  expect(await startedBy('release', 'created')).toEqual(['all.yml']);
  expect(await startedBy('release', 'published')).toEqual(['all.yml', 'some.yml']);
  expect(await startedBy('release')).toEqual(['all.yml', 'some.yml']);
  expect(await startedBy('repository_dispatch', 'other')).toEqual(['all.yml']);
  write('pull.yml', plain('pull_request_target'));
  expect(await startedBy('pull_request_target', 'reopened')).toEqual(['pull.yml']);
  await expect(startedBy('pull_request_target', 'labeled')).rejects.toThrow(
    'pull.yml: type labeled does not fit its `on.pull_request_target`',
  );
});

test.each([
  ['push', undefined, 'refs/heads/change'],
  ['workflow_dispatch', { inputs: {} }, 'refs/heads/change'],
  ['push', { ref: 'refs/tags/v1' }, undefined],
  ['schedule', { repository: { default_branch: 'main' } }, undefined],
  ['pull_request', undefined, undefined],
  ['release', undefined, undefined],
])('the ref of %s with the payload %j is %s, whatever tag the commit has', (event, payload, ref) => {
  expect(refOf(event, payload && JSON.stringify(payload), 'change')).toBe(ref);
});
