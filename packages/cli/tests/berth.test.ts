/** A cloud that stays open is found by its user's next run, and only what that user has left is joined. */
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { jsonIn, leaveBerth } from '@slipway/local-aws/berth-file';
import { forgetBerth, joinPlace, keepBerth } from '../src/place/berth.ts';
import { keptFacts } from '../src/place/kept-facts.ts';

const usual = process.env.XDG_RUNTIME_DIR;
let top = '';
let cloud: Server;
let url = '';
beforeEach(async () => {
  top = mkdtempSync(join(tmpdir(), 'slipway-berth-test-'));
  process.env.XDG_RUNTIME_DIR = top;
  cloud = createServer((_, answer) => answer.end('<x xmlns="https://sts.amazonaws.com/doc/2011-06-15/"/>'));
  await once(cloud.listen(0, '127.0.0.1'), 'listening');
  url = `http://127.0.0.1:${String((cloud.address() as AddressInfo).port)}`;
});
afterEach(() => {
  cloud.close();
  if (usual === undefined) Reflect.deleteProperty(process.env, 'XDG_RUNTIME_DIR');
  else process.env.XDG_RUNTIME_DIR = usual;
  rmSync(top, { recursive: true });
});

const facts = () => ({
  ...{ cloud: url, github: url, token: 'ghs_local', origin: 'the default one' },
  cloudEnvironment: { AWS_ENDPOINT_URL: url },
  jobs: {
    ...{ AWS_ENDPOINT_URL: url, AWS_EC2_METADATA_DISABLED: 'true', AWS_CONFIG_FILE: '/dev/null' },
    ...{ AWS_SHARED_CREDENTIALS_FILE: '/dev/null', SLIPWAY_LOCAL_ROLES: 'believed' },
  },
  loadBalancers: { web: 'http://127.0.0.1:8080' },
  githubEnvironment: { GITHUB_API_URL: url },
  variables: { ECS_SERVICE: 'web' },
});
const folder = () => join(top, readdirSync(top)[0] ?? '');
const file = () => join(folder(), readdirSync(folder())[0] ?? '');

test('what one process keeps the next one joins, until it is forgotten', async () => {
  expect(await keepBerth('/app', facts())).toBe(true);
  expect((await joinPlace('/app'))?.facts).toEqual(facts());
  expect(await joinPlace('/other')).toBeUndefined();
  await forgetBerth('/app');
  expect(readdirSync(top)).toEqual([]);
});

test('the second that wants to keep one is told so, and takes nothing from the first', async () => {
  await keepBerth('/app', facts());
  const first = readFileSync(file(), 'utf8').replace(`"pid": ${String(process.pid)}`, '"pid": 1');
  writeFileSync(file(), first);
  expect(await keepBerth('/app', facts())).toBe(false);
  await forgetBerth('/app');
  expect(readFileSync(file(), 'utf8')).toBe(first);
});

test('one whose process was killed is put away', async () => {
  await keepBerth('/app', { ...facts(), cloud: 'http://127.0.0.1:1' });
  expect(await keepBerth('/app', facts())).toBe(true);
  expect(readdirSync(folder())).toHaveLength(1);
  expect((await joinPlace('/app'))?.facts).toEqual(facts());
});

test('of two that find one which was left, one alone keeps its own', async () => {
  const path = join(top, 'berth.json');
  await leaveBerth(path, { of: 'killed' }, async () => true);
  // Another process does the same between this one's look and its deed.
  const inBetween = async (): Promise<boolean> => {
    writeFileSync(path, '{ "of": "the other" }');
    return false;
  };
  expect(await leaveBerth(path, { of: 'me' }, inBetween)).toBe(false);
  expect(await jsonIn(path)).toEqual({ of: 'the other' });
  expect(readdirSync(top)).toEqual(['berth.json']);
});

test('what keeps the file from being written is told as it is', async () => {
  const nowhere = join(top, 'nowhere/berth.json');
  await expect(leaveBerth(nowhere, {}, async () => false)).rejects.toThrow('ENOENT');
  process.env.XDG_RUNTIME_DIR = join(top, 'file');
  writeFileSync(process.env.XDG_RUNTIME_DIR, '');
  await expect(keepBerth('/app', facts())).rejects.toThrow(
    /^The local cloud can not be kept open for others: .*ENOTDIR: .* Set XDG_RUNTIME_DIR to a folder that is yours alone/,
  );
});

test('what others could have written is not joined, and not written into', async () => {
  await keepBerth('/app', facts());
  chmodSync(file(), 0o644);
  expect(await joinPlace('/app')).toBeUndefined();
  chmodSync(file(), 0o600);
  chmodSync(folder(), 0o777);
  expect(await joinPlace('/app')).toBeUndefined();
  await expect(keepBerth('/app', facts())).rejects.toThrow('which is not yours alone');
});

test('only what is known is taken, and only what is on this machine', () => {
  const planted = { ...facts(), jobs: { ...facts().jobs, NODE_OPTIONS: '--require /tmp/x.js' }, more: 1 };
  expect(keptFacts(JSON.stringify(planted))).toEqual(facts());
  expect(keptFacts(JSON.stringify({ ...facts(), cloud: 'http://203.0.113.7:4566' }))).toBeUndefined();
  expect(keptFacts('[')).toBeUndefined();
});

test('a folder of the name that is there is used when it is this user’s alone', async () => {
  await keepBerth('/app', facts());
  const made = folder();
  await forgetBerth('/app');
  mkdirSync(made, { mode: 0o700 });
  expect(await keepBerth('/app', facts())).toBe(true);
});
