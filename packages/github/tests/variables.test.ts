import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Fault } from '@slipway/local-github/faults';
import { startLocalGithub, type LocalGithub } from '@slipway/local-github/local-github';
import { lenientClock } from '@slipway/test-kit/lenient-clock';
import { githubApi } from '../src/client.ts';
import { tokenKindOf } from '../src/token-kind.ts';
import { ActionsVariables } from '../src/variables.ts';
import type { VariablesPlace } from '../src/variables-place.ts';
import { answerOf, scriptedApi } from './scripted-api.ts';

const place: VariablesPlace = { kind: 'repository', owner: 'team', repo: 'web' };

describe('against the local GitHub', () => {
  let github: LocalGithub;

  beforeEach(async () => {
    const many = Object.fromEntries(
      Array.from({ length: 65 }, (_, index) => [`V${index}`, `value ${index}`]),
    );
    github = await startLocalGithub({ repository: 'team/web', variables: many });
  });
  afterEach(() => github.close());

  const variablesWith = (token: string): ActionsVariables =>
    new ActionsVariables(
      githubApi({ token, apiUrl: github.url, clock: lenientClock() }),
      place,
      tokenKindOf(token),
    );
  const ours = (): ActionsVariables => variablesWith(github.tokens.variables);
  const verbs = (): readonly string[] => github.calls.map(({ method, status }) => `${method} ${status}`);

  test('all pages of thirty are listed', async () => {
    expect(await ours().list()).toHaveLength(65);
    expect(github.calls.map(({ path }) => path)).toEqual([
      '/repos/team/web/actions/variables?per_page=30&page=1',
      '/repos/team/web/actions/variables?per_page=30&page=2',
      '/repos/team/web/actions/variables?per_page=30&page=3',
    ]);
  });

  test.each<[string, (of: LocalGithub) => void]>([
    ['removed', ({ variables }) => variables.delete('V0')],
    ['created', ({ variables }) => variables.put('A', 'theirs')],
  ])('all are listed though one is %s while the pages are read', async (_, act) => {
    github.faults.push({ method: 'GET', when: 'after', times: 1, act: () => act(github) });
    const names = (await ours().list()).map(({ name }) => name);
    expect(names.toSorted()).toEqual([...github.variables.keys()].toSorted());
    expect(github.calls).toHaveLength(6);
  });

  test('one is read with the times of GitHub', async () => {
    const read = await ours().read('v1');
    expect(read).toMatchObject({ name: 'V1', value: 'value 1', visibility: undefined });
    expect(read?.updatedAt).toBe(Date.parse(github.variables.get('V1')?.updated_at ?? ''));
    expect(await ours().read('NONE')).toBeUndefined();
  });

  test('a new one is created', async () => {
    expect(await ours().create({ name: 'NEW', value: 'x=1\ny' })).toEqual({ kind: 'created' });
    expect(github.variables.get('NEW')?.value).toBe('x=1\ny');
  });

  test('creating one that exists touches nothing', async () => {
    expect(await ours().create({ name: 'V1', value: 'newer' })).toEqual({ kind: 'exists', repeated: false });
    expect(github.variables.get('V1')?.value).toBe('value 1');
  });

  test('one that a limit held back and somebody else created is not taken for our own', async () => {
    github.faults.push({
      method: 'POST',
      path: /variables$/,
      when: 'before',
      answer: { status: 429, message: 'Too many requests', headers: { 'retry-after': '1' } },
      times: 1,
    });
    expect(await ours().create({ name: 'V1', value: 'x' })).toEqual({ kind: 'exists', repeated: false });
    expect(verbs()).toEqual(['POST 429', 'POST 409']);
  });

  test.each<[string, Fault['answer']]>([
    ['lost', 'cut'],
    ['a 502', { status: 502, message: 'Bad Gateway' }],
  ])('a create whose answer was %s may be our own work', async (_, answer) => {
    github.faults.push({ method: 'POST', path: /variables$/, when: 'after', answer, times: 1 });
    expect(await ours().create({ name: 'NEW', value: 'x' })).toEqual({ kind: 'exists', repeated: true });
  });

  test('one is updated, and one that is not there is gone', async () => {
    expect(await ours().update({ name: 'V1', value: 'newer' })).toBe('updated');
    expect(github.variables.get('V1')?.value).toBe('newer');
    expect(await ours().update({ name: 'NONE', value: 'x' })).toBe('gone');
  });

  test('one is removed once', async () => {
    expect(await ours().remove('V1')).toBe('removed');
    expect(github.variables.has('V1')).toBe(false);
    expect(await ours().remove('V1')).toBe('gone');
  });

  test('a removal whose answer was lost is told as removed', async () => {
    github.faults.push({ method: 'DELETE', path: /V1$/, when: 'after', answer: 'cut', times: 1 });
    expect(await ours().remove('V1')).toBe('removed');
    expect(verbs().at(-1)).toBe('DELETE 404');
  });

  test("a job's own token is told that it never can", async () => {
    await expect(variablesWith(github.tokens.job).list()).rejects.toMatchObject({
      code: 'token-cannot-write-variables',
      hint: 'Set `token:` to a fine-grained token or one of a GitHub App with the repository permission `Variables: write` for this repository: the token of a job can never have it.',
    });
  });

  test('a GitHub that is down for a moment is asked again', async () => {
    github.faults.push({
      method: 'PATCH',
      path: /V1$/,
      when: 'before',
      answer: { status: 502, message: 'Bad Gateway' },
      times: 2,
    });
    await ours().update({ name: 'V1', value: 'newer' });
    expect(github.calls.map(({ status }) => status)).toEqual([502, 502, 204]);
  });

  test('an older server is spoken to in its own version', async () => {
    const older = await startLocalGithub({ repository: 'team/web', variables: { A: 'b' }, age: 'older' });
    const api = githubApi({ token: older.tokens.variables, apiUrl: older.url, clock: lenientClock() });
    const listed = await new ActionsVariables(api, place).list();
    await older.close();
    expect(listed).toMatchObject([{ name: 'A', value: 'b' }]);
    expect(older.calls.map(({ version }) => version)).toEqual(['2026-03-10', '2022-11-28']);
  });
});

const stored = {
  name: 'A',
  value: 'b',
  created_at: '2026-11-20T10:00:00Z',
  updated_at: '2026-11-21T10:00:00Z',
};

describe('an answer', () => {
  test('says when it was given, by the clock of GitHub', async () => {
    const headers = { date: 'Sun, 22 Nov 2026 10:00:00 GMT' };
    const api = scriptedApi(answerOf(200, { ...stored, visibility: 'selected' }, headers));
    expect(await new ActionsVariables(api, place).read('A')).toEqual({
      name: 'A',
      value: 'b',
      createdAt: Date.UTC(2026, 10, 20, 10),
      updatedAt: Date.UTC(2026, 10, 21, 10),
      readAt: Date.UTC(2026, 10, 22, 10),
      visibility: 'selected',
    });
  });

  test.each([
    ['a login page', '<html>', 'an object'],
    ['no list', { total_count: 1 }, 'the list `variables`'],
    ['no count', { variables: [] }, 'the number `total_count`'],
    ['a variable without value', { total_count: 1, variables: [{ name: 'A' }] }, 'the text `value`'],
    [
      'a time of no sense',
      { total_count: 1, variables: [{ ...stored, created_at: 'soon' }] },
      'the time `created_at`',
    ],
    [
      'a name that would be a line of its own',
      { total_count: 1, variables: [{ ...stored, name: 'A\n::error::x' }] },
      'the name `name`',
    ],
    ['a list of nothing', { total_count: 1, variables: [null] }, 'an object'],
  ])('of another shape is said, not trusted: %s', async (_, body, lacking) => {
    const variables = new ActionsVariables(scriptedApi(answerOf(200, body)), place);
    await expect(variables.list()).rejects.toThrow(
      `GitHub's answer about the variables of team/web could not be read: it lacks ${lacking}. Look whether GITHUB_API_URL leads to GitHub and not to a proxy, then re-run the job.`,
    );
  });

  test('with a count that never comes true ends each reading with the first empty page, and the third is taken', async () => {
    const endless = answerOf(200, { total_count: 1_000_000, variables: [] });
    const api = scriptedApi(endless, endless, endless, endless);
    await expect(new ActionsVariables(api, place).list()).resolves.toEqual([]);
    expect(api.calls).toHaveLength(3);
  });
});

describe('each place has its own paths', () => {
  test.each<[VariablesPlace, string, object]>([
    [place, '/repos/{owner}/{repo}/actions/variables', { owner: 'team', repo: 'web' }],
    [
      { kind: 'environment', owner: 'team', repo: 'web', environment: 'a/b' },
      '/repos/{owner}/{repo}/environments/{environment_name}/variables',
      { owner: 'team', repo: 'web', environment_name: 'a/b' },
    ],
    [{ kind: 'organization', org: 'team' }, '/orgs/{org}/actions/variables', { org: 'team' }],
  ])('%j', async (where, path, parameters) => {
    const api = scriptedApi(answerOf(201), answerOf(204), answerOf(204));
    const variables = new ActionsVariables(api, where);
    await variables.create({ name: 'A', value: 'b', visibility: 'selected', selectedRepositories: [7] });
    await variables.update({ name: 'A', value: 'c' });
    await variables.remove('A');
    expect(api.calls.map(({ route, parameters }) => [route, parameters])).toEqual([
      [
        `POST ${path}`,
        { ...parameters, name: 'A', value: 'b', visibility: 'selected', selected_repository_ids: [7] },
      ],
      [`PATCH ${path}/{name}`, { ...parameters, name: 'A', value: 'c' }],
      [`DELETE ${path}/{name}`, { ...parameters, name: 'A' }],
    ]);
  });
});
