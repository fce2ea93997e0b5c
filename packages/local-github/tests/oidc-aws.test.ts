/** A job's token opens a session of a role of the local cloud, which asks the local GitHub for its keys. */
import { afterEach, expect, test } from '@jest/globals';
import { startLocalAws, type LocalAws } from '@slipway/local-aws/local-aws';
import { virtualClock } from '@slipway/local-aws/clock';
import { readWorld } from '@slipway/local-aws/world-file';
import { asking } from './asking.ts';

const provider = 'token.actions.githubusercontent.com';
const world = JSON.stringify({
  account: '111122223333',
  roles: [
    {
      name: 'deploy',
      trust: {
        Statement: {
          Effect: 'Allow',
          Principal: { Federated: `arn:aws:iam::111122223333:oidc-provider/${provider}` },
          Action: 'sts:AssumeRoleWithWebIdentity',
          Condition: {
            StringEquals: {
              [`${provider}:aud`]: 'sts.amazonaws.com',
              [`${provider}:sub`]: 'repo:team@65/web@74:environment:production',
            },
          },
        },
      },
    },
  ],
});

const opened: LocalAws[] = [];
afterEach(async () => {
  for (const cloud of opened.splice(0)) await cloud.close();
});

async function assumed(environment: string, change = (token: string): string => token) {
  const { github } = await asking({ environment });
  const { ACTIONS_ID_TOKEN_REQUEST_URL: url = '', ACTIONS_ID_TOKEN_REQUEST_TOKEN: bearer = '' } =
    github.environment;
  const asked = await fetch(`${url}&audience=sts.amazonaws.com`, {
    headers: { authorization: `Bearer ${bearer}` },
  });
  const { value } = (await asked.json()) as { value: string };
  const cloud = await startLocalAws({ world: readWorld(world, 'test.yaml'), clock: virtualClock() });
  opened.push(cloud);
  const body = new URLSearchParams({
    Action: 'AssumeRoleWithWebIdentity',
    Version: '2011-06-15',
    RoleArn: 'arn:aws:iam::111122223333:role/deploy',
    RoleSessionName: 'job',
    WebIdentityToken: change(value),
  });
  return (await fetch(cloud.endpoint, { method: 'POST', body })).text();
}

test('the role that trusts its subject', async () => {
  expect(await assumed('production')).toContain('assumed-role/deploy/job');
});

test('not the role that trusts another subject', async () => {
  expect(await assumed('staging')).toContain('Not authorized to perform sts:AssumeRoleWithWebIdentity');
});

/** A part of a token, decoded, changed and put back. */
const changed = (part: string, change: (text: string) => string): string =>
  Buffer.from(change(Buffer.from(part, 'base64url').toString())).toString('base64url');

test.each<[string, (parts: readonly string[]) => readonly string[]]>([
  [
    'a subject that somebody else wrote into it',
    ([header = '', payload = '', signature = '']) => [
      ...[header, changed(payload, (text) => text.replaceAll('staging', 'production')), signature],
    ],
  ],
  [
    'a key that the issuer does not have',
    ([header = '', ...rest]) => [
      changed(header, (text) => text.replace('"kid":"', '"kid":"other-')),
      ...rest,
    ],
  ],
  [
    'no signature at all',
    ([header = '', payload = '']) => [changed(header, (text) => text.replace('RS256', 'none')), payload, ''],
  ],
])('not with %s', async (_name, forge) => {
  const forged = (token: string): string => forge(token.split('.')).join('.');
  expect(await assumed('staging', forged)).toContain('The signature of the provided token is not valid');
});
