/** Which real parts are there: a program on the path, and of docker also a daemon that answers. */
import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { missingParts, pathsOf } from '../../../tools/real-parts.mjs';

let root = '';
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'slipway-parts-'));
  await mkdir(join(root, 'actions'));
});
afterEach(() => rm(root, { recursive: true }));

async function program(path: string, exitCode = 0): Promise<void> {
  await mkdir(join(root, path, '..'), { recursive: true });
  await writeFile(join(root, path), `#!/bin/sh\nexit ${exitCode}\n`);
  await chmod(join(root, path), 0o755);
}

async function testThatNeeds(...parts: readonly string[]): Promise<string> {
  const folder = join('packages', 'web', 'tests');
  await mkdir(join(root, folder), { recursive: true });
  const needs = parts.map((part) => ` * @needs ${part}\n`).join('');
  await writeFile(join(root, folder, 'web.test.ts'), `/**\n * Some test.\n${needs} */\n`);
  return join(folder, 'web.test.ts');
}

const path = (...folders: readonly string[]): string =>
  folders.map((folder) => join(root, folder)).join(delimiter);

test('what has been built comes before what is on the path, and each file once', async () => {
  await program('tools/bin/no-such-part');
  await program('one/no-such-part');
  await symlink(join(root, 'one'), join(root, 'two'));
  expect(pathsOf(root, 'no-such-part', path('one', 'two'))).toEqual([
    join(root, 'tools/bin/no-such-part'),
    join(root, 'one/no-such-part'),
  ]);
});

test('a part that is nowhere is missing, with the tests that need it', async () => {
  const file = await testThatNeeds('no-such-part', 'other-part');
  await program('one/other-part');
  expect([...missingParts(root, path('one'))]).toEqual([['no-such-part', [file]]]);
});

test.each([
  ['is missing when no daemon answers', 1, ['docker']],
  ['is there when one does', 0, []],
])('docker %s', async (_name, exitCode, missing) => {
  await testThatNeeds('docker');
  await program('one/docker', exitCode);
  expect([...missingParts(root, path('one')).keys()]).toEqual(missing);
});
