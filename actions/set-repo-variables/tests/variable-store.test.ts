// One suite for the fake and for the gateway, so that tests with the fake mean something.
import { afterEach, describe, expect, test } from '@jest/globals';
import { variableGateways, type VariablesTarget } from '@slipway/github/variable-gateways';
import {
  startLocalGithub,
  type LocalGithub,
  type LocalGithubOptions,
} from '@slipway/local-github/local-github';
import { lenientClock } from '@slipway/test-kit/lenient-clock';
import type { VariableStore } from '../src/ports.ts';
import { memoryVariables } from './memory-variables.ts';

let github: LocalGithub | undefined;
afterEach(() => github?.close());

type Values = Readonly<Record<string, string>>;

async function gateway(target: VariablesTarget, initial: LocalGithubOptions): Promise<VariableStore> {
  github = await startLocalGithub({ rateLimits: 'off', ...initial });
  const config = { token: github.tokens.everything, apiUrl: github.url, clock: lenientClock() };
  return variableGateways(config, target).store;
}

const repository = 'team/web';
const environment = 'prod/eu west';

const summed = async (store: VariableStore): Promise<readonly (readonly [string, string])[]> =>
  (await store.list()).map(({ name, value }) => [name, value]);

describe.each<[string, (initial: Values) => Promise<VariableStore>, visibility?: 'private']>([
  ['in memory', async (initial) => memoryVariables(initial)],
  ['of a repository', (variables) => gateway({ scope: 'repository', repository }, { repository, variables })],
  [
    'of an environment',
    (variables) =>
      gateway(
        { scope: 'environment', repository, environment },
        { repository, environments: { [environment]: { variables } } },
      ),
  ],
  [
    'of an organization',
    (variables) =>
      gateway({ scope: 'organization', organization: 'team' }, { repository, organization: { variables } }),
    'private',
  ],
])('the variables %s', (_, start, visibility) => {
  test('list what is there', async () => {
    expect(await summed(await start({ B: '', A: '1' }))).toEqual([
      ['A', '1'],
      ['B', ''],
    ]);
  });

  test('give one, whatever the case of its name, with the time of its last change', async () => {
    const store = await start({ A: '1' });
    const [listed] = await store.list();
    expect(await store.read('a')).toMatchObject({ name: 'A', value: '1', updatedAt: listed?.updatedAt });
    expect(await store.read('B')).toBeUndefined();
  });

  test('create what is new', async () => {
    const store = await start({});
    expect(await store.create({ name: 'a', value: '1', visibility }, 1)).toBe('created');
    expect(await summed(store)).toEqual([['A', '1']]);
  });

  test('leave alone what exists', async () => {
    const store = await start({ A: '1' });
    expect(await store.create({ name: 'a', value: '2', visibility }, 1)).toBe('exists');
    expect(await summed(store)).toEqual([['A', '1']]);
  });

  test('update what is there, and nothing else', async () => {
    const store = await start({ A: '1' });
    expect(await store.update({ name: 'A', value: '2' }, 1)).toBe('updated');
    expect(await store.update({ name: 'B', value: '2' }, 1)).toBe('gone');
    expect(await summed(store)).toEqual([['A', '2']]);
  });

  test('remove what is there, and nothing else', async () => {
    const store = await start({ A: '1', B: '2' });
    expect(await store.remove('A', 1)).toBe('removed');
    expect(await store.remove('A', 1)).toBe('gone');
    expect(await summed(store)).toEqual([['B', '2']]);
  });

  test.each([
    ['a name of other characters', { name: 'A-B', value: '' }],
    ["GitHub's own prefix", { name: 'GITHUB_A', value: '' }],
    ['a value of more than 48 KB', { name: 'A', value: 'é'.repeat(24 * 1024 + 1) }],
  ])('refuse %s', async (_, variable) => {
    const store = await start({});
    await expect(store.create({ ...variable, visibility }, 1)).rejects.toMatchObject({
      code: 'variable-refused',
    });
  });
});
