/** What is said, and not opened, where another cloud of the repository is open already. */
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { runLocal } from '../src/local.ts';
import { forgetBerth, keepBerth } from '../src/place/berth.ts';
import type { LocalOptions } from '../src/words/options.ts';
import { acting } from './acting.ts';

const usual = process.env.XDG_RUNTIME_DIR;
let top = '';
let cloud: Server;
beforeEach(async () => {
  top = realpathSync(mkdtempSync(join(tmpdir(), 'slipway-local-test-')));
  process.env.XDG_RUNTIME_DIR = join(top, 'runtime');
  execFileSync('git', ['init', '--quiet', join(top, 'app')]);
  cloud = createServer((_, answer) => answer.end('<x xmlns="https://sts.amazonaws.com/doc/2011-06-15/"/>'));
  await once(cloud.listen(0, '127.0.0.1'), 'listening');
  const url = `http://127.0.0.1:${String((cloud.address() as AddressInfo).port)}`;
  await keepBerth(join(top, 'app'), {
    ...{ cloud: url, github: url, token: 'x', origin: 'x', cloudEnvironment: {}, jobs: {} },
    ...{ loadBalancers: {}, githubEnvironment: {}, variables: {} },
  });
});
afterEach(() => {
  cloud.close();
  if (usual === undefined) Reflect.deleteProperty(process.env, 'XDG_RUNTIME_DIR');
  else process.env.XDG_RUNTIME_DIR = usual;
  rmSync(top, { recursive: true });
});

const plain: LocalOptions = { world: undefined, keep: false, port: 0, factor: 1, act: undefined };
const said = async (options: Partial<LocalOptions>): Promise<string> => {
  const lines: string[] = [];
  const never = new Promise<void>(() => undefined);
  const interrupts = { listen: () => ({ stop: () => undefined }), count: () => 0, first: never };
  const ports = { say: (line: string) => void lines.push(line), interrupts, shell: { PATH: '' } };
  const slipwayFolder = resolve(import.meta.dirname, '../../..');
  const told = await runLocal(
    { ...plain, ...options },
    { ...ports, folder: join(top, 'app'), slipwayFolder },
  ).then(
    () => '',
    (error: unknown) => (error as Error).message,
  );
  expect(lines).toEqual([]);
  return told;
};

test('a second one is told', async () => {
  expect(await said({})).toContain(
    'Another local cloud is open for this repository already: a `slipway local` in another terminal keeps it. End that one',
  );
});

test.each<[string, Partial<LocalOptions>]>([
  ['`--world`', { world: 'x.yaml' }],
  ['`--port`', { port: 4566 }],
  ['`--time`', { factor: 10 }],
  ['`--port` and `--time`', { port: 4566, factor: 10 }],
])('%s would change nothing in it', async (flags, options) => {
  expect(await said(options)).toContain(`it stays as it was opened, whatever ${flags} says.`);
});

const here = (
  path: string,
  say: (line: string) => void = () => undefined,
  first = new Promise<void>(() => undefined),
) => ({
  ...{ say, shell: { PATH: path }, slipwayFolder: resolve(import.meta.dirname, '../../..') },
  interrupts: { listen: () => ({ stop: () => undefined }), count: () => 0, first },
});

test('what act only tells is told by act alone: of itself anywhere, of workflows as it can read them', async () => {
  const nowhere = mkdtempSync(join(tmpdir(), 'slipway-nowhere-'));
  const path = acting(
    join(top, 'bin'),
    `pwd > '${top}/at'; cat .github/workflows/*.yml > '${top}/seen'; exit 7`,
  );
  const shell = `${path}:${process.env.PATH ?? ''}`;
  const lines: string[] = [];
  const say = (line: string): void => void lines.push(line);
  const tell = (word: string, folder: string) =>
    runLocal({ ...plain, act: [word] }, { ...here(shell, say), folder });
  expect(await tell('--bug-report', nowhere)).toBe(7);
  expect(readFileSync(join(top, 'at'), 'utf8').trim()).toBe(realpathSync(nowhere));
  mkdirSync(join(top, 'app/.github/workflows'), { recursive: true });
  const text = 'on: push\nconcurrency:\n  group: x\n  queue: max\njobs: {}\n';
  writeFileSync(join(top, 'app/.github/workflows/a.yml'), text);
  expect(await tell('--list', join(top, 'app'))).toBe(7);
  expect(readFileSync(join(top, 'seen'), 'utf8')).toBe(text.replace('  queue: max\n', ''));
  expect(lines).toEqual([]);
  rmSync(nowhere, { recursive: true });
});

test('it is closed before it says so', async () => {
  await forgetBerth(join(top, 'app'));
  const { promise, resolve: interrupt } = Promise.withResolvers<undefined>();
  let endpoint = '';
  const open: boolean[] = [];
  const say = (line: string): void => {
    endpoint = /AWS_ENDPOINT_URL=(\S+)/.exec(line)?.[1] ?? endpoint;
    if (line.startsWith('Variables that workflows read')) interrupt(undefined);
    if (line.startsWith('Closed')) open.push(readdirSync(process.env.XDG_RUNTIME_DIR ?? '').length > 0);
  };
  await runLocal(plain, { ...here('', say, promise), folder: join(top, 'app') });
  expect(open).toEqual([false]);
  await expect(fetch(endpoint)).rejects.toThrow();
}, 30_000);

test('a job that act began and told no end of has failed', async () => {
  await forgetBerth(join(top, 'app'));
  const line = JSON.stringify({ msg: 'Set up job', job: 'a.yml/ship', jobID: 'ship' });
  const path = acting(join(top, 'bin'), `echo '${line}'; exit 1`);
  mkdirSync(join(top, 'app/.github/workflows'), { recursive: true });
  writeFileSync(
    join(top, 'app/.github/workflows/a.yml'),
    'on: push\njobs:\n  ship:\n    runs-on: ubuntu-latest\n    steps: [{ run: "true" }]\n',
  );
  const lines: string[] = [];
  const ports = here(`${path}:${process.env.PATH ?? ''}`, (each) => void lines.push(each));
  const shell = { ...ports.shell, HOME: top };
  expect(await runLocal({ ...plain, act: ['push'] }, { ...ports, shell, folder: join(top, 'app') })).toBe(1);
  expect(lines.join('\n')).toMatch(/^.*\bship\b.*\bfail/m);
}, 60_000);
