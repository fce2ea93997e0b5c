/** A session is asked for, held to its role's longest and lengthened, in that order. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { virtualClock } from '@slipway/local-aws/clock';
import { startLocalAws, type LocalAws } from '@slipway/local-aws/local-aws';
import { readWorld } from '@slipway/local-aws/world-file';
import type { PolicyDocument, StandingRole } from '@slipway/local-terraform/roles';
import { liveRoles } from '../src/live-roles.ts';

const account = '123456789012';
const issuer = 'token.actions.githubusercontent.com';
const trust: unknown = {
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Principal: { Federated: `arn:aws:iam::${account}:oidc-provider/${issuer}` },
      Action: 'sts:AssumeRoleWithWebIdentity',
    },
  ],
};
const role: StandingRole = {
  ...{ name: 'web-staging-scan', arn: `arn:aws:iam::${account}:role/slipway/web-staging-scan` },
  ...{ policies: [], boundary: undefined, trust: trust as PolicyDocument, maxSessionDuration: 3600 },
};
const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const claims = { iss: `https://${issuer}`, sub: 'repo:harbour/web', aud: 'sts.amazonaws.com', exp: 4e9 };
const token = `${part({ alg: 'RS256' })}.${part(claims)}.c2lnbmVk`;

let aws: LocalAws;
const clock = virtualClock();
beforeAll(async () => {
  const roles = liveRoles(
    () => ({ moto: { endpoint: 'http://moto.invalid' }, aws }),
    20,
    (_, name) => Promise.resolve(name === role.name ? role : undefined),
  );
  const world = readWorld(`account: '${account}'\nregion: eu-west-1\n`, 'the world of this test');
  aws = await startLocalAws({ world, clock, identities: roles.identities });
});
afterAll(() => aws.close());

/** @returns what STS tells of it. */
async function ask(part: 'Message' | 'Expiration', seconds: string): Promise<string | undefined> {
  const body = new URLSearchParams({
    ...{ Action: 'AssumeRoleWithWebIdentity', Version: '2011-06-15' },
    ...{ RoleArn: role.arn, RoleSessionName: 'GitHubActions', WebIdentityToken: token },
    DurationSeconds: seconds,
  });
  const told = await (await fetch(aws.endpoint, { method: 'POST', body })).text();
  return new RegExp(`<${part}>([^<]*)</${part}>`).exec(told)?.[1];
}

test('a job that asks for a longer session than the role gives is refused', async () => {
  expect(await ask('Message', '3601')).toBe(
    'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
  );
  expect(aws.sessions.all()).toEqual([]);
});

test('one that the role gives lasts as long in the time of this machine', async () => {
  const end = Date.parse((await ask('Expiration', '3600')) ?? '');
  expect(end - clock.now()).toBe(20 * 3600 * 1000);
});
