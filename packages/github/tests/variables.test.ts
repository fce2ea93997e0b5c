import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Fault } from '@slipway/local-github/faults';
import { startLocalGithub, type LocalGithub } from '@slipway/local-github/local-github';
import { lenientClock } from '@slipway/test-kit/lenient-clock';
import { githubApi } from '../src/client.ts';
import { RepositoryVariables } from '../src/variables.ts';
import { answerOf, scriptedApi } from './scripted-api.ts';

const repository = { owner: 'team', repo: 'web' };

describe('against the local GitHub', () => {
  let github: LocalGithub;

  beforeEach(async () => {
    const many = Object.fromEntries(
      Array.from({ length: 65 }, (_, index) => [`V${index}`, `value ${index}`]),
    );
    github = await startLocalGithub({ repository: 'team/web', variables: many });
  });
  afterEach(() => github.close());

  const variablesWith = (token: string): RepositoryVariables =>
    new RepositoryVariables(githubApi({ token, apiUrl: github.url, clock: lenientClock() }), repository);

  test('all pages of thirty are listed', async () => {
    const listed = await variablesWith(github.tokens.variables).list();
    expect(listed).toHaveLength(65);
    expect(github.calls.map(({ path }) => path)).toEqual([
      '/repos/team/web/actions/variables?per_page=30&page=1',
      '/repos/team/web/actions/variables?per_page=30&page=2',
      '/repos/team/web/actions/variables?per_page=30&page=3',
    ]);
  });

  test('a new one is created', async () => {
    const took = await variablesWith(github.tokens.variables).create({ name: 'NEW', value: 'x=1\ny' });
    expect(took).toEqual({ kind: 'created' });
    expect(github.variables.get('NEW')?.value).toBe('x=1\ny');
  });

  const verbs = (): readonly string[] => github.calls.map(({ method, status }) => `${method} ${status}`);

  test('creating one that exists looks at it, and then updates it', async () => {
    const took = await variablesWith(github.tokens.variables).create({ name: 'V1', value: 'newer' });
    expect(took).toEqual({ kind: 'updated', before: 'value 1' });
    expect(github.variables.get('V1')?.value).toBe('newer');
    expect(verbs()).toEqual(['POST 409', 'GET 200', 'PATCH 204']);
  });

  test('creating one that exists with this value writes nothing', async () => {
    const took = await variablesWith(github.tokens.variables).create({ name: 'V1', value: 'value 1' });
    expect(took).toEqual({ kind: 'unchanged' });
    expect(verbs()).toEqual(['POST 409', 'GET 200']);
  });

  test('one that a limit held back and somebody else created is not taken for our own', async () => {
    github.faults.push({
      method: 'POST',
      path: /variables$/,
      when: 'before',
      answer: { status: 429, message: 'Too many requests', headers: { 'retry-after': '1' } },
      times: 1,
    });
    const took = await variablesWith(github.tokens.variables).create({ name: 'V1', value: 'value 1' });
    expect(took).toEqual({ kind: 'unchanged' });
    expect(verbs()).toEqual(['POST 429', 'POST 409', 'GET 200']);
  });

  test("a job's own token is told that it never can", async () => {
    await expect(variablesWith(github.tokens.job).list()).rejects.toMatchObject({
      code: 'token-cannot-write-variables',
      hint: 'Set `token:` to a fine-grained or GitHub App token with the repository permission `Variables: write`.',
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
    await variablesWith(github.tokens.variables).update({ name: 'V1', value: 'newer' });
    expect(github.calls.map(({ status }) => status)).toEqual([502, 502, 204]);
  });

  test.each<[string, Fault['answer']]>([
    ['lost', 'cut'],
    ['a 502', { status: 502, message: 'Bad Gateway' }],
  ])('a create whose answer was %s is told as created', async (_, answer) => {
    github.faults.push({ method: 'POST', path: /variables$/, when: 'after', answer, times: 1 });
    const took = await variablesWith(github.tokens.variables).create({ name: 'NEW', value: 'x' });
    expect(took).toEqual({ kind: 'created' });
    expect(verbs().slice(1)).toEqual(['POST 409', 'GET 200']);
  });

  test('one that vanished before it could be looked at is said', async () => {
    github.faults.push({
      method: 'GET',
      path: /V1$/,
      when: 'before',
      answer: { status: 404, message: 'Not Found' },
      times: 1,
    });
    const creating = variablesWith(github.tokens.variables).create({ name: 'V1', value: 'newer' });
    await expect(creating).rejects.toMatchObject({ code: 'variable-vanished' });
  });

  test('an older server is spoken to in its own version', async () => {
    const older = await startLocalGithub({ repository: 'team/web', variables: { A: 'b' }, age: 'older' });
    const api = githubApi({ token: older.tokens.variables, apiUrl: older.url, clock: lenientClock() });
    const listed = await new RepositoryVariables(api, repository).list();
    await older.close();
    expect(listed).toEqual([{ name: 'A', value: 'b' }]);
    expect(older.calls.map(({ version }) => version)).toEqual(['2026-03-10', '2022-11-28']);
  });
});

describe('an answer of another shape', () => {
  test.each([
    ['a login page', '<html>', 'an object'],
    ['no list', { total_count: 1 }, 'the list `variables`'],
    ['no count', { variables: [] }, 'the number `total_count`'],
    ['a variable without value', { total_count: 1, variables: [{ name: 'A' }] }, 'the text `value`'],
    ['a list of nothing', { total_count: 1, variables: [null] }, 'an object'],
  ])('%s is said, not trusted', async (_, body, lacking) => {
    const variables = new RepositoryVariables(scriptedApi(answerOf(200, body)), repository);
    await expect(variables.list()).rejects.toThrow(
      `GitHub's answer about the variables of team/web could not be read: it lacks ${lacking}. Look whether GITHUB_API_URL leads to GitHub and not to a proxy, then re-run the job.`,
    );
  });

  test('a count that never comes true ends with the first empty page', async () => {
    const endless = { total_count: 1_000_000, variables: [] };
    const variables = new RepositoryVariables(scriptedApi(answerOf(200, endless)), repository);
    await expect(variables.list()).resolves.toEqual([]);
  });
});
