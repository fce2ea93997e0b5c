/** AssumeRoleWithWebIdentity by the AWS SDK: whose token is trusted, what a session may, and when it is over. */
import { DescribeServicesCommand, ECSClient, ListClustersCommand } from '@aws-sdk/client-ecs';
import { AssumeRoleWithWebIdentityCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { afterEach, describe, expect, test } from '@jest/globals';
import { virtualClock, type VirtualClock } from '../../src/clock.ts';
import type { Identities } from '../../src/iam/identities.ts';
import { startLocalAws, type LocalAws } from '../../src/local-aws.ts';
import { readWorld } from '../../src/world-file.ts';
import { githubToken, trustOf, type Claims } from './github-tokens.ts';

const roleArn = 'arn:aws:iam::111122223333:role/slipway/deploy';
const immutable = 'repo:harbour@65/web@74:environment:production';
const old = 'repo:harbour/web:environment:production';
const policies = [{ Statement: { Effect: 'Allow', Action: 'ecs:ListClusters', Resource: '*' } }];

let cloud: LocalAws | undefined;
afterEach(async () => {
  await cloud?.close();
  cloud = undefined;
});

interface Stage {
  readonly sts: STSClient;
  readonly clock: VirtualClock;
  readonly assume: (token?: string, more?: object) => Promise<Awaited<ReturnType<typeof send>>>;
  readonly ecs: (credentials: {
    accessKeyId: string;
    secretAccessKey: string;
    sessionToken?: string;
  }) => ECSClient;
}

const send = (client: STSClient, token: string, more: object) =>
  client.send(
    new AssumeRoleWithWebIdentityCommand({
      RoleArn: roleArn,
      RoleSessionName: 'run-1',
      WebIdentityToken: token,
      ...more,
    }),
  );

async function opened(
  trust: object | undefined,
  world: object = {},
  identities?: Identities,
): Promise<Stage> {
  const clock = virtualClock();
  const role = { name: 'deploy', path: '/slipway/', policies, ...(trust === undefined ? {} : { trust }) };
  const yaml = JSON.stringify({ account: '111122223333', region: 'eu-west-1', roles: [role], ...world });
  const running = await startLocalAws({
    world: readWorld(yaml, 'test.yaml'),
    clock,
    ...(identities === undefined ? {} : { identities }),
  });
  cloud = running;
  const options = { endpoint: running.endpoint, region: 'eu-west-1', maxAttempts: 1 };
  const sts = new STSClient({ ...options, credentials: { accessKeyId: 'any', secretAccessKey: 'any' } });
  return {
    sts,
    clock,
    assume: (token = githubToken({ exp: clock.now() / 1000 + 300 }), more = {}) => send(sts, token, more),
    ecs: (credentials) => new ECSClient({ ...options, credentials }),
  };
}

async function told(answer: Promise<unknown>): Promise<string> {
  try {
    await answer;
    return 'ok';
  } catch (error) {
    const { name, message, $metadata } = error as Error & { $metadata?: { httpStatusCode?: number } };
    return `${name} ${String($metadata?.httpStatusCode)}: ${message}`;
  }
}

const refusal = 'AccessDenied 403: Not authorized to perform sts:AssumeRoleWithWebIdentity';

describe('a trust policy', () => {
  const both = trustOf({ StringEquals: { aud: 'sts.amazonaws.com', sub: [immutable, old] } });

  test.each<[string, object, Claims, boolean]>([
    ['of both forms of the subject takes the immutable one', both, {}, true],
    ['of both forms takes the old one', both, { sub: old }, true],
    ['of the old form does not take the immutable one', trustOf({ StringEquals: { sub: old } }), {}, false],
    [
      'of the immutable form does not take the old one',
      trustOf({ StringEquals: { sub: immutable } }),
      { sub: old },
      false,
    ],
    [
      'of one environment does not take another',
      both,
      { sub: 'repo:harbour@65/web@74:environment:staging' },
      false,
    ],
    ['of one audience does not take another', both, { aud: 'https://github.com/harbour' }, false],
    ['by pattern takes what fits', trustOf({ StringLike: { sub: 'repo:harbour@65/web@74:*' } }), {}, true],
    [
      'by pattern does not take a repository of the same name',
      trustOf({ StringLike: { sub: 'repo:harbour@65/web@74:*' } }),
      { sub: 'repo:harbour@65/web@75:ref:refs/heads/main' },
      false,
    ],
    [
      'by numeric ids takes them',
      trustOf({ StringEquals: { repository_id: '74', repository_owner_id: '65' } }),
      {},
      true,
    ],
    [
      'by numeric ids takes no other',
      trustOf({ StringEquals: { repository_id: '74' } }),
      { repository_id: '75' },
      false,
    ],
    [
      'by workflow takes that workflow',
      trustOf({ StringLike: { job_workflow_ref: 'slipway/slipway/.github/workflows/release.yml@*' } }),
      {},
      true,
    ],
    [
      'by workflow takes no other',
      trustOf({ StringLike: { job_workflow_ref: 'slipway/slipway/*' } }),
      { job_workflow_ref: 'harbour/web/.github/workflows/own.yml@refs/heads/main' },
      false,
    ],
    [
      'by a claim that the token lacks takes nobody',
      trustOf({ StringEquals: { enterprise_id: '1' } }),
      {},
      false,
    ],
    [
      'with ForAllValues takes who lacks the claim',
      trustOf({ 'ForAllValues:StringEquals': { enterprise_id: '1' } }),
      {},
      true,
    ],
  ])('%s', async (_name, trust, claims, isTrusted) => {
    const { assume, clock } = await opened(trust);
    const exp = clock.now() / 1000 + 300;
    expect(await told(assume(githubToken({ exp, ...claims })))).toBe(isTrusted ? 'ok' : refusal);
  });

  test('of another provider trusts nobody of this one', async () => {
    const trust = JSON.parse(
      JSON.stringify(both).replace('oidc-provider/token.actions', 'oidc-provider/tokens.actions'),
    ) as object;
    expect(await told((await opened(trust)).assume())).toBe(refusal);
  });

  test('that denies has the last word', async () => {
    const { Statement: allow } = both as { Statement: object };
    const trust = {
      Statement: [
        allow,
        {
          ...allow,
          Sid: 'No',
          Effect: 'Deny',
          Condition: { StringEquals: { 'sts:RoleSessionName': 'run-1' } },
        },
      ],
    };
    const { assume } = await opened(trust);
    expect(await told(assume())).toBe(refusal);
    expect(await told(assume(undefined, { RoleSessionName: 'run-2' }))).toBe('ok');
  });

  test('is needed, and so is the role', async () => {
    const { assume } = await opened(undefined);
    expect(await told(assume())).toBe(refusal);
    expect(await told(assume(undefined, { RoleArn: 'arn:aws:iam::111122223333:role/deploy' }))).toBe(refusal);
  });
});

const open = trustOf({ StringEquals: { aud: 'sts.amazonaws.com' } });

describe('a session', () => {
  test('acts as the role, under its own name', async () => {
    const { assume, ecs } = await opened(open);
    const { Credentials, AssumedRoleUser, ...rest } = await assume();
    expect(AssumedRoleUser?.Arn).toBe('arn:aws:sts::111122223333:assumed-role/deploy/run-1');
    expect(rest).toMatchObject({
      SubjectFromWebIdentityToken: immutable,
      Audience: 'sts.amazonaws.com',
      Provider: 'arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com',
    });
    const client = ecs(credentialsOf(Credentials));
    expect(await told(client.send(new ListClustersCommand({})))).toBe('ok');
    expect(await told(client.send(new DescribeServicesCommand({ services: ['web'] })))).toContain(
      'User: arn:aws:sts::111122223333:assumed-role/deploy/run-1 is not authorized to perform: ecs:DescribeServices',
    );
  });

  test('is over when it expires, by the cloud’s clock', async () => {
    const { assume, ecs, clock } = await opened(open);
    const { Credentials } = await assume(undefined, { DurationSeconds: 900 });
    expect(Credentials?.Expiration?.getTime()).toBe(clock.now() + 900_000);
    const client = ecs(credentialsOf(Credentials));
    clock.advance(899_999);
    expect(await told(client.send(new ListClustersCommand({})))).toBe('ok');
    clock.advance(1);
    expect(await told(client.send(new ListClustersCommand({})))).toBe(
      'ExpiredTokenException 400: The security token included in the request is expired',
    );
  });

  test('can be opened when the credentials of every caller have expired', async () => {
    const { assume, ecs, sts, clock } = await opened(open, { credentials: { expireAfter: '10s' } });
    clock.advance(10_000);
    expect(await told(sts.send(new GetCallerIdentityCommand({})))).toContain('ExpiredToken');
    const client = ecs(credentialsOf((await assume()).Credentials));
    expect(await told(client.send(new ListClustersCommand({})))).toBe('ok');
  });

  test('needs its token, and no other', async () => {
    const { assume, ecs } = await opened(open);
    const { accessKeyId, secretAccessKey } = credentialsOf((await assume()).Credentials);
    const without = { accessKeyId, secretAccessKey };
    const refused = 'UnrecognizedClientException 400: The security token included in the request is invalid.';
    expect(await told(ecs(without).send(new ListClustersCommand({})))).toBe(refused);
    const wrong = { ...without, sessionToken: 'another' };
    expect(await told(ecs(wrong).send(new ListClustersCommand({})))).toBe(refused);
  });

  test('of a role that is kept elsewhere has the policies of the moment, and none once the role is gone', async () => {
    const kept = {
      arn: 'arn:aws:iam::111122223333:role/elsewhere',
      policies: [...policies],
      trust: open,
      maxSessionDuration: 7200,
    };
    let isThere = true;
    const role: Identities['role'] = (arn) => (isThere && arn === kept.arn ? kept : undefined);
    const { assume, ecs } = await opened(undefined, {}, { role });
    const { Credentials } = await assume(undefined, { RoleArn: kept.arn, DurationSeconds: 7200 });
    const client = ecs(credentialsOf(Credentials));
    expect(await told(client.send(new ListClustersCommand({})))).toBe('ok');
    kept.policies.pop();
    expect(await told(client.send(new ListClustersCommand({})))).toContain(
      'because no identity-based policy allows',
    );
    kept.policies.push(...policies);
    isThere = false;
    expect(await told(client.send(new ListClustersCommand({})))).toContain(
      'because no identity-based policy allows',
    );
  });
});

function credentialsOf(given: Awaited<ReturnType<typeof send>>['Credentials']) {
  const {
    AccessKeyId: accessKeyId = '',
    SecretAccessKey: secretAccessKey = '',
    SessionToken: sessionToken = '',
  } = given ?? {};
  expect(accessKeyId).toMatch(/^ASIA[A-Z2-7]{16}$/);
  return { accessKeyId, secretAccessKey, sessionToken };
}

describe('STS refuses', () => {
  test.each<[string, string | undefined, object, string]>([
    [
      'what is no token',
      'token',
      {},
      'InvalidIdentityTokenException 400: The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)',
    ],
    [
      'a token without a subject',
      githubToken({ sub: undefined }),
      {},
      'InvalidIdentityTokenException 400: The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)',
    ],
    [
      'an issuer without TLS',
      githubToken({ iss: 'http://tokens.example' }),
      {},
      'InvalidIdentityTokenException 400: No OpenIDConnect provider found in your account for http://tokens.example',
    ],
    [
      'an issuer on this machine that publishes no keys',
      githubToken({ iss: 'http://127.0.0.1:1/oidc' }),
      {},
      "InvalidIdentityTokenException 400: Couldn't retrieve verification key from your identity provider,  please reference AssumeRoleWithWebIdentity documentation for requirements",
    ],
    [
      'a session that is too long for the role',
      undefined,
      { DurationSeconds: 3601 },
      'ValidationError 400: The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
    ],
    [
      'a session that is too short',
      undefined,
      { DurationSeconds: 899 },
      "ValidationError 400: 1 validation error detected: Value '899' at 'durationSeconds' failed to satisfy constraint: Member must have value greater than or equal to 900",
    ],
    [
      'a session that is too long',
      undefined,
      { DurationSeconds: 43201 },
      "ValidationError 400: 1 validation error detected: Value '43201' at 'durationSeconds' failed to satisfy constraint: Member must have value less than or equal to 43200",
    ],
    [
      'a name that no session may have',
      undefined,
      { RoleSessionName: 'run 1' },
      "ValidationError 400: 1 validation error detected: Value 'run 1' at 'roleSessionName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w+=,.@-]*",
    ],
    [
      'what is no role',
      undefined,
      { RoleArn: 'arn:aws:iam::111122223333:user/alice' },
      'ValidationError 400: arn:aws:iam::111122223333:user/alice is invalid',
    ],
    [
      'a session with less rights than the role',
      undefined,
      { Policy: '{}' },
      'NotImplemented 501: The local cloud does not implement Policy of a session yet. This is not AWS: see packages/local-aws/README.md.',
    ],
  ])('%s', async (_name, token, more, sentence) => {
    const { assume } = await opened(open);
    expect(await told(assume(token, more))).toBe(sentence);
  });

  test('a token that has expired', async () => {
    const { assume, clock } = await opened(open);
    const now = Math.floor(clock.now() / 1000);
    expect(await told(assume(githubToken({ exp: now })))).toBe(
      `ExpiredTokenException 400: Token expired: current date/time ${now} must be before the expiration date/time ${now}`,
    );
  });
});
