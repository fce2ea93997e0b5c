/** Who sees the variables of an organization: for new ones, and for those that exist once it is asked for. */
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { variableGateways } from '@slipway/github/variable-gateways';
import { startLocalGithub, type LocalGithub } from '@slipway/local-github/local-github';
import { jumpingClock } from '@slipway/test-kit/jumping-clock';
import { lenientClock } from '@slipway/test-kit/lenient-clock';
import type { AskedAccess } from '../src/asking/target.ts';
import { reportOf } from '../src/reporting/report.ts';
import { setVariables, type Result } from '../src/set-variables.ts';
import { askedFor } from './wishes.ts';

let github: LocalGithub;
beforeEach(async () => {
  github = await startLocalGithub({
    repository: 'team/web',
    repositories: { 'team/api': {} },
    organization: {
      variables: {
        SEEN: { value: '1', visibility: 'selected', selected: ['team/web'] },
        ALL: { value: '1', visibility: 'all' },
        NOBODY_ASKS: { value: '1', visibility: 'selected', selected: ['team/web'] },
      },
    },
    rateLimits: 'off',
  });
});
afterEach(() => github.close());

function set(
  values: Readonly<Record<string, string>>,
  access: AskedAccess,
  { dryRun = false } = {},
): Promise<Result> {
  const target = { scope: 'organization', organization: 'team', access } as const;
  const config = { token: github.tokens.everything, apiUrl: github.url, clock: lenientClock() };
  return setVariables(
    { asked: askedFor(values), target, prunePrefix: undefined, dryRun, isEnterpriseServer: false },
    { ...variableGateways(config, target), clock: jumpingClock(), cancelled: new AbortController().signal },
  );
}

const usual: AskedAccess = { visibility: 'private', repositories: [], isExplicit: false };
const selecting = (...repositories: readonly string[]): AskedAccess => ({
  visibility: 'selected',
  repositories,
  isExplicit: true,
});
const selectionOf = (name: string): Promise<readonly string[]> => {
  const target = { scope: 'organization', organization: 'team' } as const;
  const config = { token: github.tokens.everything, apiUrl: github.url, clock: lenientClock() };
  return variableGateways(config, target).selections.of(name);
};
const seenBy = (name: string): readonly [unknown, number] => {
  const variable = github.organizationVariables.get(name);
  return [variable?.visibility, variable?.selected.length ?? 0];
};

test('without a wish a new one is private, and the others keep what they have', async () => {
  await set({ NEW: '1', SEEN: '2', ALL: '1' }, usual);
  expect([seenBy('NEW'), seenBy('SEEN'), seenBy('ALL')]).toEqual([
    ['private', 0],
    ['selected', 1],
    ['all', 0],
  ]);
  expect(github.organizationVariables.get('SEEN')?.value).toBe('2');
});

test('a wish is part of the plan', async () => {
  const { lines, summary } = reportOf(
    await set({ NEW: '1', SEEN: '1', ALL: '1' }, selecting('team/web', 'team/api')),
    [],
  );
  expect(lines).toEqual([
    'Variables of organization team: 1 created, 2 updated, 0 unchanged',
    '  created   NEW = 1, for team/api, team/web',
    '  updated   SEEN = 1, for team/api, team/web (was for team/web)',
    '  updated   ALL = 1, for team/api, team/web (was for all repositories)',
  ]);
  expect(summary.markdown).toMatch(/^\| <code>NEW<\/code> \| created \| .*, for team\/api, team\/web \|$/m);
  expect([seenBy('NEW'), seenBy('SEEN'), seenBy('ALL')]).toEqual(Array(3).fill(['selected', 2]));
});

test('a wish that has come true takes one look at each selection, and no write', async () => {
  await set({ SEEN: '1' }, selecting('TEAM/web'));
  expect(github.calls.map(({ method, path }) => `${method} ${path}`)).toEqual([
    'GET /orgs/team/actions/variables?per_page=30&page=1',
    'GET /orgs/team/actions/variables/SEEN/repositories?per_page=100&page=1',
  ]);
});

test('a repository that nobody knows is said before anything is written', async () => {
  await expect(set({ NEW: '1' }, selecting('team/web', 'team/none'))).rejects.toThrow(
    'GitHub shows this token no trace of repository team/none: it does not exist, or the token cannot see it. Correct it under `selected-repositories`, or let the token see it: its permission `Metadata: read` is enough.',
  );
  expect(github.organizationVariables.has('NEW')).toBe(false);
});

test('a repository that nobody knows is said by a dry run, too, and for one that is updated alone', async () => {
  await expect(set({ ALL: '1' }, selecting('team/none'), { dryRun: true })).rejects.toMatchObject({
    code: 'selected-repository-not-found',
  });
});

test('who sees it is changed though somebody else gave it the value meanwhile', async () => {
  github.faults.push({
    method: 'GET',
    path: /SEEN$/,
    when: 'before',
    act: () => github.organizationVariables.put('SEEN', '2'),
    times: 1,
  });
  const { lines } = reportOf(await set({ SEEN: '2' }, selecting('team/api')), []);
  expect(lines[1]).toBe('  updated   SEEN = 2, for team/api (was for team/web)');
  expect(await selectionOf('SEEN')).toEqual(['team/api']);
});

test('who sees it is changed where it is the one difference, and nothing is created', async () => {
  await set({ SEEN: '1', ALL: '1' }, selecting('team/api'));
  expect([await selectionOf('SEEN'), await selectionOf('ALL')]).toEqual([['team/api'], ['team/api']]);
});

/** Somebody else, just before the first such call. */
const meanwhile = (method: string, path: RegExp, act: () => void): void => {
  github.faults.push({ method, path, when: 'before', act, times: 1 });
};

describe('one that somebody else creates for all meanwhile', () => {
  const createdForAll = (value: string): void =>
    meanwhile('POST', /variables$/, () => {
      github.organizationVariables.put('NEW', value);
      const created = github.organizationVariables.get('NEW');
      if (created !== undefined) github.organizationVariables.set('NEW', { ...created, visibility: 'all' });
    });

  test.each(['1', 'theirs'])('with the value %s is shown to those alone who shall see it', async (value) => {
    createdForAll(value);
    const result = await set({ NEW: '1' }, selecting('team/web'));
    const was = value === '1' ? '' : ' (was theirs)';
    expect(reportOf(result, []).lines[1]).toBe(
      `  updated   NEW = 1${was}, for team/web (was for all repositories)`,
    );
    expect(github.organizationVariables.get('NEW')?.value).toBe('1');
    expect(await selectionOf('NEW')).toEqual(['team/web']);
  });

  test('keeps that when nobody asks for another visibility', async () => {
    createdForAll('theirs');
    await set({ NEW: '1' }, usual);
    expect(seenBy('NEW')).toEqual(['all', 0]);
  });
});

test.each<[string, AskedAccess, string]>([
  ['private without a wish', usual, 'private'],
  ['seen by those who shall', selecting('team/web'), 'selected'],
])('one that vanishes before its value is changed is created anew, %s', async (_, access, visibility) => {
  meanwhile('GET', /variables\/SEEN$/, () => github.organizationVariables.delete('SEEN'));
  const result = await set({ SEEN: '2' }, access);
  expect(result.failure).toBeUndefined();
  expect(result.done.map(({ kind }) => kind)).toEqual(['created']);
  expect(github.organizationVariables.get('SEEN')).toMatchObject({ value: '2', visibility });
});
