import { createPublicKey, verify, type JsonWebKey } from 'node:crypto';
import { expect, test } from '@jest/globals';
import type { LocalGithubOptions } from '../src/local-github.ts';
import { asking } from './asking.ts';

async function claimsOf(
  options: Partial<LocalGithubOptions> = {},
  said = '',
): Promise<Record<string, unknown>> {
  const { environment } = (await asking(options)).github;
  const { ACTIONS_ID_TOKEN_REQUEST_URL: url = '', ACTIONS_ID_TOKEN_REQUEST_TOKEN: token = '' } = environment;
  const headers = { authorization: `Bearer ${token}` };
  const response = await fetch(`${url}${said}&audience=sts.amazonaws.com`, { headers });
  const { value } = (await response.json()) as { value: string };
  const claims = Buffer.from(value.split('.')[1] ?? '', 'base64url').toString();
  return JSON.parse(claims) as Record<string, unknown>;
}

test('a token has the immutable subject, the audience asked for, and the time of the clock', async () => {
  expect(await claimsOf()).toMatchObject({
    sub: 'repo:team@65/web@74:ref:refs/heads/main',
    aud: 'sts.amazonaws.com',
    repository: 'team/web',
    repository_id: '74',
    job_workflow_ref: 'team/web/.github/workflows/infrastructure.yml@refs/heads/main',
    iat: Date.UTC(2026, 0, 1) / 1000,
  });
});

test('it names the environment of the job in the subject', async () => {
  const { sub } = await claimsOf({ environment: 'prod:eu' });
  expect(sub).toBe('repo:team@65/web@74:environment:prod%3Aeu');
});

test('what a request says of its job goes before', async () => {
  const workflow = 'slipway-actions/slipway/.github/workflows/deploy.yml@refs/tags/v1';
  const said = `&environment=staging&job_workflow_ref=${workflow}&event_name=push&run_id=7&workflow=ship.yml`;
  expect(await claimsOf({ environment: 'production' }, said)).toMatchObject({
    ...{ sub: 'repo:team@65/web@74:environment:staging', environment: 'staging' },
    ...{ job_workflow_ref: workflow, workflow_ref: 'team/web/.github/workflows/ship.yml@refs/heads/main' },
    ...{ run_id: '7', event_name: 'push' },
  });
});

test('a pull request has a subject of its own', async () => {
  const { sub, ref } = await claimsOf({}, '&event_name=pull_request&ref=refs/pull/7/merge');
  expect([sub, ref]).toEqual(['repo:team@65/web@74:pull_request', 'refs/pull/7/merge']);
});

test('its signature can be verified with the key that the issuer publishes', async () => {
  const { environment } = (await asking()).github;
  const { ACTIONS_ID_TOKEN_REQUEST_URL: url = '', ACTIONS_ID_TOKEN_REQUEST_TOKEN: bearer = '' } = environment;
  const json = async (at: string): Promise<Record<string, unknown>> =>
    (await (await fetch(at, { headers: { authorization: `Bearer ${bearer}` } })).json()) as Record<
      string,
      unknown
    >;
  const token = String((await json(url)).value);
  const [header = '', payload = '', signature = ''] = token.split('.');
  const { iss } = JSON.parse(Buffer.from(payload, 'base64url').toString()) as { iss: string };
  const { issuer, jwks_uri: place } = await json(`${iss}/.well-known/openid-configuration`);
  expect(issuer).toBe(iss);
  const [key] = (await json(String(place))).keys as [JsonWebKey & { kid: string }];
  expect(JSON.parse(Buffer.from(header, 'base64url').toString())).toEqual({
    typ: 'JWT',
    alg: 'RS256',
    kid: key.kid,
  });
  const signed = Buffer.from(`${header}.${payload}`);
  const publicKey = createPublicKey({ key, format: 'jwk' });
  expect(verify('RSA-SHA256', signed, publicKey, Buffer.from(signature, 'base64url'))).toBe(true);
});

test('it is refused without the request token', async () => {
  const { github } = await asking();
  expect((await fetch(`${github.url}/oidc/token?api-version=2.0`)).status).toBe(401);
});
