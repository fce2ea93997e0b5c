/** What GitHub would not start, told before anything runs: in words, and with what to write instead. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { checkStart } from '../src/stage/check-start.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'slipway-start-test-'));
  mkdirSync(join(folder, '.github/workflows'), { recursive: true });
  execFileSync('git', ['init', '--quiet'], { cwd: folder });
});
afterEach(() => rmSync(folder, { recursive: true }));

const write = (name: string, text: string): void =>
  writeFileSync(join(folder, '.github/workflows', name), text);
const check = (event: string, file?: string) => {
  const repository = { folder, name: 'team/app', branch: 'main', hasCommit: false, hasWorkflows: true };
  const flags = file === undefined ? [] : [{ name: 'workflows', value: `.github/workflows/${file}` }];
  return checkStart(repository, { flags, others: [event] }, resolve(import.meta.dirname, '../../..'));
};

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
  const { started } = await check('push', 'ship.yml');
  expect(started).toHaveLength(1);
  await expect(check('pull_request')).rejects.toThrow(
    'No workflow is started by `pull_request`: there is none in .github/workflows of this repository. ',
  );
});

test('a workflow that is no YAML is named', async () => {
  write('ship.yml', 'on: [push\n');
  await expect(check('push')).rejects.toThrow(/^\.github\/workflows\/ship\.yml can't be read: /);
});
