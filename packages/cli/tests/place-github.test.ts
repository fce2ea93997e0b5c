/** The local GitHub of a place has the variables that a person gives, each environment its own. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { openGithub, type Performer } from '../src/place/github.ts';
import { repositoryAt } from '../src/repository/facts.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'slipway-github-test-'));
  const git = (...words: readonly string[]) => execFileSync('git', words, { cwd: folder });
  mkdirSync(join(folder, '.github/workflows'), { recursive: true });
  writeFileSync(join(folder, '.github/workflows/a.yml'), 'on: workflow_dispatch\njobs: {}\n');
  git('init', '--quiet');
  git('add', '--all');
  git('-c', 'user.name=a', '-c', 'user.email=a@example.invalid', 'commit', '--quiet', '--message', 'x');
});
const toClose: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const each of toClose.splice(0)) await each.close();
  rmSync(folder, { recursive: true });
});

const opened = async (environments: Performer['given']['environments']) => {
  const repository = { ...(await repositoryAt(folder)), name: 'team/app' };
  const given = { variables: { LEVEL: 'debug' }, secrets: {}, env: {}, environments };
  const performer = {
    ...{ act: 'act', slipwayFolder: '/nowhere', shell: {}, say: () => undefined, given },
    builder: { kind: 'stand-in', why: 'this is a test' },
    end: new AbortController().signal,
  } as const;
  const open = await openGithub({ repository, variables: { ECS_SERVICE: 'web' }, env: {}, performer });
  toClose.push(open);
  const { url, tokens } = open.github;
  const headers = { authorization: `Bearer ${tokens.everything}`, 'x-github-api-version': '2026-03-10' };
  const at = async (path: string): Promise<Readonly<Record<string, string>>> => {
    const answer = await fetch(`${url}/repos/team/app/${path}`, { headers });
    const { variables } = (await answer.json()) as {
      readonly variables: readonly { readonly name: string; readonly value: string }[];
    };
    return Object.fromEntries(variables.map(({ name, value }) => [name, value]));
  };
  return at;
};

test('without files of environments the repository has those of the local cloud', async () => {
  const at = await opened({});
  expect(await at('actions/variables')).toEqual({ LEVEL: 'debug', ECS_SERVICE: 'web' });
});

test('with them the declared environments have those of the local cloud, and the repository has none', async () => {
  const at = await opened({ production: { ECS_SERVICE: 'api', COLOR: 'red' }, staging: {} });
  expect(await at('actions/variables')).toEqual({ LEVEL: 'debug' });
  expect(await at('environments/production/variables')).toEqual({ ECS_SERVICE: 'api', COLOR: 'red' });
  expect(await at('environments/staging/variables')).toEqual({ ECS_SERVICE: 'web' });
});

test('jobs of what is dispatched have of the shell what other jobs have, and its docker without logins', async () => {
  const out = join(folder, 'env.json');
  const act = join(folder, 'act');
  const copies = `while [ $# -gt 0 ]; do [ "$1" = --env-file ] && cp "$2" '${out}'; shift; done`;
  writeFileSync(act, `#!/bin/sh\n${copies}\n`, { mode: 0o755 });
  mkdirSync(join(folder, '.docker'));
  writeFileSync(
    join(folder, '.docker/config.json'),
    '{"auths":{"a":{"auth":"bWU6c2VjcmV0"}},"currentContext":"x"}',
  );
  const shell = {
    HOME: folder,
    PATH: process.env.PATH,
    DOCKER_HOST: 'unix:///a',
    NPM_TOKEN: 'secret',
    LANG: 'de',
  };
  const repository = { ...(await repositoryAt(folder)), name: 'team/app' };
  const given = { variables: {}, secrets: {}, env: { LEVEL: 'debug' }, environments: {} };
  const slipwayFolder = resolve(import.meta.dirname, '../../..');
  const performer = {
    act,
    slipwayFolder,
    shell,
    say: () => undefined,
    given,
    builder: { kind: 'docker' },
  } as const;
  const { signal: end } = new AbortController();
  const open = await openGithub({ repository, variables: {}, env: {}, performer: { ...performer, end } });
  toClose.push(open);
  const { url, tokens } = open.github;
  await fetch(`${url}/repos/team/app/actions/workflows/a.yml/dispatches`, {
    method: 'POST',
    headers: { authorization: `Bearer ${tokens.everything}`, 'x-github-api-version': '2022-11-28' },
    body: JSON.stringify({ ref: repository.branch }),
  });
  await open.idle();
  const env = JSON.parse(readFileSync(out, 'utf8')) as Readonly<Record<string, string>>;
  expect(env).toMatchObject({ DOCKER_HOST: 'unix:///a', LANG: 'de', LEVEL: 'debug' });
  expect(env).not.toHaveProperty('NPM_TOKEN');
  const config = readFileSync(join(env.DOCKER_CONFIG ?? '', 'config.json'), 'utf8');
  expect(config).toContain('"currentContext":"x"');
  expect(config).not.toContain('bWU6c2VjcmV0');
  await toClose.pop()?.close();
  expect(existsSync(env.DOCKER_CONFIG ?? '')).toBe(false);
}, 30_000);
