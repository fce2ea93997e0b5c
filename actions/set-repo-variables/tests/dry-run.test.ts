/** A dry run promises no more than the real one keeps: what would stop that one stops this one, where it can be seen. */
import { afterEach, expect, test } from '@jest/globals';
import { variableGateways } from '@slipway/github/variable-gateways';
import { startLocalGithub, type LocalGithub } from '@slipway/local-github/local-github';
import { jumpingClock } from '@slipway/test-kit/jumping-clock';
import { lenientClock } from '@slipway/test-kit/lenient-clock';
import type { Target } from '../src/asking/target.ts';
import { setVariables, type Result } from '../src/set-variables.ts';
import { askedFor } from './wishes.ts';

let github: LocalGithub;
afterEach(() => github.close());

async function dryRun(repository: string, token?: string): Promise<Result> {
  github = await startLocalGithub({
    repository: 'team/web',
    rateLimits: 'off',
    tokens: { blind: { kind: 'fine-grained', permissions: { actions: 'read' } } },
  });
  const target: Target = { scope: 'environment', repository, environment: 'production', create: true };
  const config = { token: token ?? github.tokens.everything, apiUrl: github.url, clock: lenientClock() };
  return setVariables(
    { asked: askedFor({ A: '1' }), target, prunePrefix: undefined, dryRun: true, isEnterpriseServer: false },
    { ...variableGateways(config, target), clock: jumpingClock(), cancelled: new AbortController().signal },
  );
}

test('an environment that would be made is told', async () => {
  expect(await dryRun('team/web')).toMatchObject({ environmentMade: true, failure: undefined });
  expect(github.calls.map(({ method }) => method)).toEqual(['GET', 'GET', 'GET']);
});

test('an environment of a repository that does not exist would not be made', async () => {
  await expect(dryRun('team/wbe')).rejects.toMatchObject({ code: 'repository-not-found' });
});

test('a token that may not even read variables there is told all that it will need', async () => {
  await expect(dryRun('team/web', 'blind')).rejects.toMatchObject({
    code: 'token-lacks-permission',
    hint: expect.stringMatching(/`Administration: write` .*`Variables: write` and `Environments: write`/),
  });
});
