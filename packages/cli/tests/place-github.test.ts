/** The local GitHub of a place has the variables that a person gives, each environment its own. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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
    ...{ act: 'act', slipwayFolder: '/nowhere', path: '', say: () => undefined, given },
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
