// One suite for the fake and for the gateway, so that tests with the fake mean something.
import { afterEach, describe, expect, test } from '@jest/globals';
import { githubApi } from '@slipway/github/client';
import { RepositoryVariables } from '@slipway/github/repository-variables';
import { startLocalGithub, type LocalGithub } from '@slipway/local-github/local-github';
import { lenientClock } from '@slipway/test-kit/lenient-clock';
import type { VariableStore } from '../src/ports.ts';
import { memoryVariables } from './memory-variables.ts';

let github: LocalGithub | undefined;
afterEach(() => github?.close());

async function gateway(initial: Readonly<Record<string, string>>): Promise<VariableStore> {
  github = await startLocalGithub({ repository: 'team/web', variables: initial });
  const api = githubApi({ token: github.tokens.variables, apiUrl: github.url, clock: lenientClock() });
  return new RepositoryVariables(api, { owner: 'team', repo: 'web' });
}

describe.each<[string, (initial: Readonly<Record<string, string>>) => Promise<VariableStore>]>([
  ['in memory', async (initial) => memoryVariables(initial)],
  ['of GitHub', gateway],
])('the variables %s', (_, start) => {
  test('list what is there', async () => {
    expect(await (await start({ A: '1', B: '' })).list()).toEqual([
      { name: 'A', value: '1' },
      { name: 'B', value: '' },
    ]);
  });

  test('create what is new', async () => {
    const store = await start({});
    expect(await store.create({ name: 'A', value: '1' })).toEqual({ kind: 'created' });
    expect(await store.list()).toEqual([{ name: 'A', value: '1' }]);
  });

  test('leave alone what was created meanwhile with the same value', async () => {
    const store = await start({ A: '1' });
    expect(await store.create({ name: 'A', value: '1' })).toEqual({ kind: 'unchanged' });
  });

  test('update what was created meanwhile, and tell what they wrote over', async () => {
    const store = await start({ A: '1' });
    expect(await store.create({ name: 'A', value: '2' })).toEqual({ kind: 'updated', before: '1' });
    expect(await store.list()).toEqual([{ name: 'A', value: '2' }]);
  });

  test('update what is there', async () => {
    const store = await start({ A: '1' });
    await store.update({ name: 'A', value: '2' });
    expect(await store.list()).toEqual([{ name: 'A', value: '2' }]);
  });

  test('refuse to update what is not there', async () => {
    const store = await start({});
    await expect(store.update({ name: 'A', value: '2' })).rejects.toMatchObject({
      code: 'variable-vanished',
    });
  });
});
