/**
 * What the existing ways to write variables get wrong, each as a case that shows what happens here instead: run against
 * the local GitHub, through the gateways and all.
 */
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { variableGateways } from '@slipway/github/variable-gateways';
import { startLocalGithub, type LocalGithub } from '@slipway/local-github/local-github';
import { jumpingClock } from '@slipway/test-kit/jumping-clock';
import { lenientClock } from '@slipway/test-kit/lenient-clock';
import { memoryFiles } from '@slipway/test-kit/memory-files';
import { ask } from '../src/asking/ask.ts';
import { knownCredentials } from '../src/asking/credentials/known-credentials.ts';
import { targetOf } from '../src/asking/target.ts';
import { reportOf } from '../src/reporting/report.ts';
import { setVariables, type Result } from '../src/set-variables.ts';
import { given } from './given.ts';

type Values = Readonly<Record<string, string>>;

let github: LocalGithub;
beforeEach(async () => {
  github = await startLocalGithub({
    repository: 'team/web',
    variables: { OLD: '1' },
    organization: {},
    environments: { production: { reviewers: ['octocat'], variables: { OLD: '1' } } },
    rateLimits: 'off',
  });
});
afterEach(() => github.close());

async function run(values: Values): Promise<Result> {
  const inputs = given({ token: github.tokens.everything, ...values });
  const target = targetOf(inputs, { repository: 'team/web', repositoryOwner: 'team' });
  const credentials = knownCredentials(inputs.token, []);
  const asked = await ask(inputs, {
    files: memoryFiles({ 'a.env': 'FROM_FILE=x\nB="two words"' }),
    scope: target.scope,
    isEnterpriseServer: false,
    targetProblems: [],
    credentials,
  });
  const config = { token: inputs.token, apiUrl: github.url, clock: lenientClock() };
  const gateways = variableGateways(config, target);
  const world = { ...gateways, clock: jumpingClock(), cancelled: new AbortController().signal };
  return setVariables({ ...inputs, asked, target, isEnterpriseServer: false }, world);
}

const outputs = async (values: Values): Promise<Values> => reportOf(await run(values), []).outputs;
const writes = (): readonly string[] =>
  github.calls
    .filter(({ method }) => method !== 'GET')
    .map(({ method, status }) => `${method} ${String(status)}`);

describe('mmoyaferrer/set-github-variable and its fork', () => {
  test('can only update: here one that does not exist is created', async () => {
    expect(await outputs({ variables: 'NEW=1' })).toMatchObject({ created: '["NEW"]' });
    expect(writes()).toEqual(['POST 201']);
  });

  test('take one variable a step: here as many as there are', async () => {
    expect(await outputs({ variables: 'A=1\nB=2\nOLD=2' })).toMatchObject({
      created: '["A","B"]',
      updated: '["OLD"]',
    });
  });

  test('declare an output that they never set: here all are set, on every path', async () => {
    expect(await outputs({ variables: 'OLD=1' })).toEqual({
      changed: 'false',
      created: '[]',
      updated: '[]',
      unchanged: '["OLD"]',
      removed: '[]',
    });
  });

  test('know no environments: here they are a scope', async () => {
    await run({ scope: 'environment', environment: 'production', variables: 'OLD=2' });
    expect(github.environments.get('production')?.variables.get('OLD')?.value).toBe('2');
    expect(github.variables.get('OLD')?.value).toBe('1');
  });

  test('take the organization from the input `repository`: here that is refused', async () => {
    const values = { scope: 'organization', repository: 'team', variables: 'A=1' };
    await expect(run(values)).rejects.toThrow(
      '`repository` must be a repository as `owner/name`, but was `team`',
    );
    await run({ scope: 'organization', organization: 'team', variables: 'A=1' });
    expect(github.organizationVariables.get('A')).toMatchObject({ value: '1', visibility: 'private' });
  });
});

describe('Set Repo Secrets and Variables', () => {
  test('has a grammar of its own for environments: here a name is a name, and a colon in it is refused', async () => {
    await expect(run({ variables: 'Prod:A=1' })).rejects.toThrow(
      'the name `Prod:A` in `variables` may hold only letters, digits and underscores',
    );
    expect(github.calls).toEqual([]);
  });

  test('reads `A=ENV` as the value of a variable of the job: here a value is what stands there', async () => {
    await run({ variables: 'A=HOME' });
    expect(github.variables.get('A')?.value).toBe('HOME');
  });
});

describe('gh variable set', () => {
  test('writes what is the same already: here that is no write', async () => {
    await run({ variables: 'OLD=1' });
    expect(writes()).toEqual([]);
  });

  test('writes over in silence: here the old value is told', async () => {
    const { lines } = reportOf(await run({ variables: 'OLD=2' }), []);
    expect(lines).toContain('  updated   OLD = 2 (was 1)');
  });

  test('sends many at once, and some fail: here one goes after the other, and a 500 is asked again', async () => {
    github.faults.push({ method: 'POST', when: 'before', answer: { status: 500, message: '' }, times: 2 });
    expect(await outputs({ file: 'a.env' })).toMatchObject({ created: '["FROM_FILE","B"]' });
    expect(writes()).toEqual(['POST 500', 'POST 500', 'POST 201', 'POST 201']);
  });
});

describe('github_actions_variable of Terraform', () => {
  test('fails on one that exists: here it is looked at, and then updated', async () => {
    github.faults.push({
      method: 'GET',
      path: /variables$/,
      when: 'after',
      act: () => github.variables.put('NEW', 'theirs'),
      times: 1,
    });
    expect(await outputs({ variables: 'NEW=ours' })).toMatchObject({ created: '[]', updated: '["NEW"]' });
    expect(writes()).toEqual(['POST 409', 'PATCH 204']);
  });

  test('fights with an action over the same variable: here what the other wrote meanwhile is told', async () => {
    github.faults.push({
      method: 'GET',
      path: /variables$/,
      when: 'after',
      act: () => github.variables.put('OLD', 'theirs'),
      times: 1,
    });
    const { annotations = [], lines } = reportOf(await run({ variables: 'OLD=ours' }), []);
    expect(lines).toContain('  updated   OLD = ours (was theirs)');
    expect(annotations.map(({ message }) => message)).toEqual([
      'OLD was changed by somebody else meanwhile, and was written over. Let one workflow alone write it (a `concurrency` group).',
    ]);
  });
});

describe('all of them', () => {
  test('store a token where everybody reads it: here that is refused before any call', async () => {
    await expect(run({ variables: `A=${github.tokens.everything}` })).rejects.toThrow(
      'is the token of this step',
    );
    expect(github.calls).toEqual([]);
  });

  test('would take away the protection of an environment that they make: here one that exists is never made', async () => {
    const values = { scope: 'environment', environment: 'Production', 'create-environment': 'true' };
    await run({ ...values, variables: 'A=1' });
    expect(github.environments.get('production')?.reviewers).toHaveLength(1);
    await run({ ...values, environment: 'staging', variables: 'A=1' });
    expect(github.environments.get('staging')?.variables.get('A')?.value).toBe('1');
    expect(writes()).toEqual(['POST 201', 'PUT 200', 'POST 201']);
  });
});
