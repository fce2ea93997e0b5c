/** Environments, repositories and selections, against the local GitHub. */
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { startLocalGithub, type LocalGithub } from '@slipway/local-github/local-github';
import { lenientClock } from '@slipway/test-kit/lenient-clock';
import type { GithubApi } from '../src/api.ts';
import { githubApi } from '../src/client.ts';
import { Environments } from '../src/environments.ts';
import { readRepository } from '../src/repositories.ts';
import { selectedRepositories } from '../src/selected-repositories.ts';
import { answerOf, noAnswer, scriptedApi } from './scripted-api.ts';

const repository = { owner: 'team', repo: 'web' };

let github: LocalGithub;
let api: GithubApi;
beforeEach(async () => {
  const selected = Array.from({ length: 120 }, (_, index) => `team/r${String(index)}`);
  github = await startLocalGithub({
    repository: 'team/web',
    repositories: Object.fromEntries(selected.map((name) => [name, {}])),
    environments: { 'prod/eu west': { reviewers: ['octocat'] } },
    organization: { variables: { A: { value: '1', visibility: 'selected', selected }, B: '1' } },
    rateLimits: 'off',
  });
  api = githubApi({ token: github.tokens.everything, apiUrl: github.url, clock: lenientClock() });
});
afterEach(() => github.close());

describe('an environment', () => {
  test('is found by its name, whatever is in it', async () => {
    const environments = new Environments(api, repository);
    expect([await environments.exists('prod/eu west'), await environments.exists('prod')]).toEqual([
      true,
      false,
    ]);
  });

  test('that may not be looked at names all that it takes, and nothing less after it', async () => {
    const refused = answerOf(403, { message: 'no' }, { 'x-accepted-github-permissions': 'actions=read' });
    const environments = new Environments(scriptedApi(refused), repository, 'fine-grained');
    await expect(environments.exists('prod')).rejects.toMatchObject({
      hint: 'Give the fine-grained token the repository permissions `Actions: read` (to look for the environment), `Administration: write` (to make it), `Variables: write` and `Environments: write` for this repository.',
    });
  });

  test('is made', async () => {
    await new Environments(api, repository).create('staging/1');
    expect(github.environments.has('staging/1')).toBe(true);
  });

  test('is not made twice when an answer is lost: somebody may have protected it since', async () => {
    const lost = scriptedApi(noAnswer(true));
    await expect(new Environments(lost, repository).create('staging')).rejects.toMatchObject({
      code: 'github-unreachable',
    });
    expect(lost.calls.map(({ repeatable }) => repeatable)).toEqual([false]);
  });
});

describe('a repository', () => {
  test('is known by its id and its default branch', async () => {
    expect(await readRepository(api, 'Team/R7')).toEqual({
      id: github.repository('team/r7').id,
      slug: 'team/r7',
      defaultBranch: 'main',
    });
  });

  test.each([
    ['read-repository', 'repository-not-found'],
    ['read-selected-repository', 'selected-repository-not-found'],
  ] as const)('that is not there is said: %s', async (operation, code) => {
    await expect(readRepository(api, 'team/none', operation)).rejects.toMatchObject({ code });
  });
});

describe('the selection of a variable', () => {
  test('is read to its end', async () => {
    const selected = await selectedRepositories(api, { org: 'team', name: 'A' });
    expect(selected).toHaveLength(120);
    expect(new Set(selected).has('team/r119')).toBe(true);
  });

  test.each(['B', 'NONE'])('of %s, which selects nothing, is empty', async (name) => {
    expect(await selectedRepositories(api, { org: 'team', name })).toEqual([]);
  });

  test('that never ends is left after its pages', async () => {
    const page = { repositories: Array.from({ length: 100 }, () => ({ full_name: 'team/x' })) };
    const endless = scriptedApi(...Array.from({ length: 200 }, () => answerOf(200, page)));
    expect(await selectedRepositories(endless, { org: 'team', name: 'A' })).toHaveLength(10_000);
  });
});
