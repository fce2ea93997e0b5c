/**
 * The image of the example app by real buildkit: its tests run inside the build and without a network, and an image
 * whose tests fail does not come to be. The base is made of this machine's node, because none can be pulled here.
 * @needs buildx
 * @needs buildkitd
 */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startBuildkit, type Buildkit } from '../src/buildkit.ts';
import { pathOfPart } from '../src/real-parts.ts';

const app = resolve(import.meta.dirname, '../../../example-app');
let buildkit: Buildkit;
let folder: string;
let base: string;

beforeAll(async () => {
  buildkit = await startBuildkit();
  folder = await mkdtemp(join(tmpdir(), 'slipway-example-app-'));
  base = join(folder, 'base');
  await makeBase();
}, 60_000);

afterAll(async () => {
  await buildkit.stop();
  await rm(folder, { recursive: true, force: true });
});

/** node, a shell and touch, with the libraries that they load. */
async function makeBase(): Promise<void> {
  const programs = [process.execPath, '/bin/sh', '/bin/touch'];
  const files = programs.flatMap((program) => [
    [program, `/bin/${program.split('/').at(-1) ?? ''}`] as const,
    ...librariesOf(program).map((library) => [library, library] as const),
  ]);
  await mkdir(join(base, 'tmp'), { recursive: true });
  for (const [from, to] of files) {
    await mkdir(dirname(join(base, to)), { recursive: true });
    await cp(from, join(base, to), { dereference: true });
  }
}

const librariesOf = (program: string): readonly string[] =>
  [...spawnSync('ldd', [program], { encoding: 'utf8' }).stdout.matchAll(/\/\S+/g)].map(([path]) => path);

/** @returns the exit code, and what buildx prints. */
async function build(context: string, ...args: readonly string[]) {
  const given = ['--build-context', `node-here=${base}`, '--build-arg', 'NODE_IMAGE=node-here'];
  const child = spawn(
    pathOfPart('buildx'),
    ['build', '--progress=plain', '--no-cache', ...given, ...args, context],
    { env: { ...process.env, ...buildkit.environment }, stdio: ['ignore', 'ignore', 'pipe'] },
  );
  const [printed] = await Promise.all([text(child.stderr), once(child, 'close')]);
  return { code: child.exitCode, printed };
}

test('the stage `test` runs the tests', async () => {
  const { code, printed } = await build(app, '--target', 'test');
  expect([code, printed.match(/ℹ (?:pass|fail) \d+/g)]).toEqual([0, ['ℹ pass 8', 'ℹ fail 0']]);
}, 60_000);

test('the image is built as a pull request builds it, holds the service, and none of its tests', async () => {
  const layout = join(folder, 'layout.tar');
  const args = ['--network=none', '--provenance=false', '--build-arg', 'APP_VERSION=7'];
  const { code, printed } = await build(app, ...args, '--output', `type=tar,dest=${layout}`);
  expect([code, printed]).toEqual([0, expect.stringContaining('RUN --network=none node --test')]);
  const { stdout } = spawnSync('tar', ['-tf', layout], { encoding: 'utf8' });
  expect(stdout.split('\n').filter((path) => /^app\/./.test(path))).toEqual([
    'app/app.mjs',
    'app/package.json',
    'app/server.mjs',
    'app/settings.mjs',
  ]);
}, 60_000);

/** The app with one more test, of this body. */
async function withTest(name: string, body: string): Promise<string> {
  const copy = join(folder, name);
  await cp(app, copy, { recursive: true });
  const lines = [
    "import assert from 'node:assert/strict';",
    "import { networkInterfaces } from 'node:os';",
    "import { test } from 'node:test';",
    `test('one more', () => ${body});`,
  ];
  await writeFile(join(copy, 'tests/more.test.mjs'), lines.join('\n'));
  return copy;
}

test('the tests have no network but the one within themselves', async () => {
  const copy = await withTest('alone', "assert.deepEqual(Object.keys(networkInterfaces()), ['lo'])");
  const { code, printed } = await build(copy, '--target', 'test');
  expect([code, printed]).toEqual([0, expect.stringContaining('✔ one more')]);
}, 60_000);

test('where a test fails there is no image', async () => {
  const { code, printed } = await build(await withTest('broken', 'assert.fail()'));
  expect([code, printed]).toEqual([1, expect.stringContaining('✖ one more')]);
  expect(printed).toMatch(/node --test && touch \/tests-passed" did not complete successfully: exit code: 1/);
}, 60_000);
