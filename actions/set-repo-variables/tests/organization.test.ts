/** Who sees the variables of an organization: for new ones, and for those that exist once it is asked for. */
import { afterEach, beforeEach, expect, test } from '@jest/globals';
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

function set(values: Readonly<Record<string, string>>, access: AskedAccess): Promise<Result> {
  const target = { scope: 'organization', organization: 'team', access } as const;
  const config = { token: github.tokens.everything, apiUrl: github.url, clock: lenientClock() };
  return setVariables(
    { asked: askedFor(values), target, prunePrefix: undefined, dryRun: false, isEnterpriseServer: false },
    { ...variableGateways(config, target), clock: jumpingClock(), cancelled: new AbortController().signal },
  );
}

const usual: AskedAccess = { visibility: 'private', repositories: [], isExplicit: false };
const selecting = (...repositories: readonly string[]): AskedAccess => ({
  visibility: 'selected',
  repositories,
  isExplicit: true,
});
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
  const { lines } = reportOf(
    await set({ NEW: '1', SEEN: '1', ALL: '1' }, selecting('team/web', 'team/api')),
    [],
  );
  expect(lines).toEqual([
    'Variables of organization team: 1 created, 2 updated, 0 unchanged',
    '  created   NEW = 1',
    '  updated   SEEN = 1, for team/api, team/web (was for team/web)',
    '  updated   ALL = 1, for team/api, team/web (was for all repositories)',
  ]);
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
  expect(seenBy('SEEN')).toEqual(['selected', 1]);
});
