/**
 * The line of the starters' page by which a person takes one, run as it stands there, but from this checkout.
 * @needs curl
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { filesBelow, root } from '../src/repository.ts';
import { starterFolder } from '../src/workflow-page/starters.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'slipway-take-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** @param top has the starters, in place of GitHub. */
function takeFrom(top: string) {
  const page = readFileSync(join(root, starterFolder, 'README.md'), 'utf8');
  const [, line = ''] = /^```sh\n(curl [^]*?)^```$/m.exec(page) ?? [];
  const here = line.replace(/https:\S+(?=\/workflows-templates\/)/, `file://${top}`);
  expect(here).not.toBe(line);
  return spawnSync('sh', ['-c', here], { cwd: folder, encoding: 'utf8' });
}

test('it makes the folder, and puts the branch in', () => {
  expect(takeFrom(root)).toMatchObject({ status: 0, stderr: '' });
  const workflows = join(folder, '.github/workflows');
  expect(filesBelow(workflows)).toEqual(['release.yml']);
  expect(readFileSync(join(workflows, 'release.yml'), 'utf8')).toContain('branches: [main]\n');
});

test('it fails where there is no such file, and leaves no empty one', () => {
  mkdirSync(join(folder, '.github/workflows'), { recursive: true });
  expect(takeFrom('/nowhere').status).not.toBe(0);
  expect(existsSync(join(folder, '.github/workflows/release.yml'))).toBe(false);
});
