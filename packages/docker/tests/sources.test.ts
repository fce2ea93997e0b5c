/** What is looked at before docker runs: each thing that may be missing, and what is let through. */
import { describe, expect, test } from '@jest/globals';
import { memoryFiles } from '@slipway/test-kit/memory-files';
import type { BuildPlan } from '../src/build-plan.ts';
import { lookAtSources } from '../src/sources.ts';
import { plainPlan } from './plain-plan.ts';

const disk = {
  Dockerfile: 'FROM scratch\n',
  'deploy/web.Dockerfile': 'FROM base\n',
  'lower/dockerfile': 'FROM lower\n',
  'secrets/npm': 'hunter2',
  'secrets/empty': '',
  '/elsewhere/Dockerfile': 'FROM elsewhere\n',
};

const look = (plan: Partial<BuildPlan>, environment: Readonly<Record<string, string>> = {}) =>
  lookAtSources({ ...plainPlan, ...plan }, { files: memoryFiles(disk), environment });

const variable = (id: string, name: string) => ({ id, from: { kind: 'variable', name } as const });
const file = (id: string, path: string) => ({ id, from: { kind: 'file', path } as const });

describe('the Dockerfile is read', () => {
  test.each<[string, Partial<BuildPlan>, string | undefined]>([
    ['in the context', {}, 'FROM scratch\n'],
    ['where `file` says, relative to the workspace', { file: 'deploy/web.Dockerfile' }, 'FROM base\n'],
    ['in lower case', { context: 'lower' }, 'FROM lower\n'],
    ['not in a git context', { context: 'https://git.test/web.git#main', file: 'Dockerfile' }, undefined],
    ['not in a context over ssh', { context: 'git@git.test:team/web.git' }, undefined],
  ])('%s', async (_, plan, dockerfile) => {
    expect(await look(plan)).toEqual({ dockerfile });
  });
});

describe('refused', () => {
  test.each<[string, Partial<BuildPlan>, string]>([
    [
      'a missing context',
      { context: 'nope' },
      'There is no folder nope. Correct `context`; is actions/checkout run before this step?',
    ],
    [
      'a file for a context',
      { context: 'Dockerfile' },
      'The context Dockerfile is no folder. Correct `context`; is actions/checkout run before this step?',
    ],
    [
      'standard input',
      { context: '-' },
      'The context `-` can not be used: a step has no standard input to read it from. Set `context` to a folder or to the address of a git repository.',
    ],
    [
      'a missing Dockerfile',
      { context: 'deploy' },
      'There is no Dockerfile deploy/Dockerfile. Correct `file` or `context`; is actions/checkout run before this step?',
    ],
    [
      'a Dockerfile named from the context',
      { context: 'deploy', file: 'web.Dockerfile' },
      'There is no Dockerfile web.Dockerfile. `file` is relative to the workspace: did you mean `file: deploy/web.Dockerfile`?',
    ],
    [
      'a folder for a Dockerfile',
      { file: 'deploy' },
      'deploy is no file that can be read. Correct `file` or `context`; is actions/checkout run before this step?',
    ],
    [
      'a Dockerfile of somebody else',
      { file: '/elsewhere/Dockerfile' },
      'The Dockerfile /elsewhere/Dockerfile is outside of the workspace. Set `file` to a path inside of it.',
    ],
    [
      'a variable that is not set',
      { secrets: [variable('npm', 'NPM_TOKEN')] },
      'The secret npm has no value: the variable NPM_TOKEN is not set. Set NPM_TOKEN under `env:` of this step. A secret of GitHub is empty where it is not defined, and in runs for a fork.',
    ],
    [
      'an empty variable',
      { secrets: [variable('npm', 'EMPTY')] },
      'The secret npm has no value: the variable EMPTY is empty. Set EMPTY under `env:` of this step. A secret of GitHub is empty where it is not defined, and in runs for a fork.',
    ],
    [
      'a missing file',
      { secrets: [file('npm', 'secrets/none')] },
      'The secret npm has no value: there is no file secrets/none. Write the file before this step, or correct its path in `secrets`.',
    ],
    [
      'an empty file',
      { secrets: [file('npm', 'secrets/empty')] },
      'The secret npm has no value: the file secrets/empty is empty. Write the file before this step, or correct its path in `secrets`.',
    ],
    [
      'a folder for a secret',
      { secrets: [file('npm', 'secrets')] },
      "The secret npm has no value: the file secrets can't be read. Write the file before this step, or correct its path in `secrets`.",
    ],
    [
      'ssh without an agent',
      { ssh: [{ id: 'default', paths: [] }] },
      'There is no ssh agent for `default`: SSH_AUTH_SOCK is not set. Start one before this step, or name a key in `ssh`: `default=path`.',
    ],
    [
      'a missing key',
      { ssh: [{ id: 'git', paths: ['secrets/npm', 'keys/git'] }] },
      'There is no key or socket keys/git for ssh as `git`. Correct its path in `ssh`.',
    ],
    [
      'a missing build context',
      { buildContexts: [{ name: 'base', location: '../base' }] },
      'There is no folder ../base for the build context base. Correct `build-contexts`; an image is written as `docker-image://…`.',
    ],
  ])('%s', async (_, plan, message) => {
    const failure = look(plan, { EMPTY: '' });
    await expect(failure).rejects.toHaveProperty('message', message);
    await expect(failure).rejects.toHaveProperty('kind', 'input');
  });
});

test('what is there is let through, and what is elsewhere is not looked for', async () => {
  const plan: Partial<BuildPlan> = {
    secrets: [variable('npm', 'NPM_TOKEN'), file('key', 'secrets/npm')],
    ssh: [
      { id: 'default', paths: [] },
      { id: 'git', paths: ['secrets/npm'] },
    ],
    buildContexts: [
      'deploy',
      'docker-image://alpine',
      'oci-layout://x',
      'target:base',
      'https://git.test/a.git',
    ].map((location, at) => ({ name: `c${String(at)}`, location })),
  };
  const environment = { NPM_TOKEN: 'hunter2', SSH_AUTH_SOCK: '/run/agent' };
  expect(await look(plan, environment)).toEqual({ dockerfile: 'FROM scratch\n' });
});
