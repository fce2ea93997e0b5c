/** AssumeRole: who is trusted by name, who with the whole account, and what its own policies say to it. */
import { ECSClient, ListClustersCommand } from '@aws-sdk/client-ecs';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { afterEach, expect, test } from '@jest/globals';
import { startLocalAws, type LocalAws } from '../../src/local-aws.ts';
import { readWorld } from '../../src/world-file.ts';

let cloud: LocalAws | undefined;
afterEach(async () => {
  await cloud?.close();
  cloud = undefined;
});

const account = '111122223333';
const target = `arn:aws:iam::${account}:role/deploy`;
const ci = `arn:aws:iam::${account}:role/ci/runner`;
const root = `arn:aws:iam::${account}:root`;

interface Given {
  readonly principal: unknown;
  readonly condition?: object;
  /** Of the role that calls. */
  readonly own?: readonly object[];
}

async function opened({ principal, condition = {}, own = [] }: Given, accessKeyId = 'AKIARUNNER') {
  const trust = {
    Statement: { Effect: 'Allow', Principal: principal, Action: 'sts:AssumeRole', Condition: condition },
  };
  const listing = { Statement: { Effect: 'Allow', Action: 'ecs:ListClusters', Resource: '*' } };
  const roles = [
    { name: 'deploy', policies: [listing], trust },
    {
      name: 'runner',
      path: '/ci/',
      accessKeyId: 'AKIARUNNER',
      policies: own.map((Statement) => ({ Statement })),
    },
  ];
  cloud = await startLocalAws({ world: readWorld(JSON.stringify({ account, roles }), 'test.yaml') });
  const options = { endpoint: cloud.endpoint, region: 'us-east-1', maxAttempts: 1 };
  const sts = new STSClient({ ...options, credentials: { accessKeyId, secretAccessKey: 'any' } });
  return {
    assume: (more: object = {}) =>
      sts.send(new AssumeRoleCommand({ RoleArn: target, RoleSessionName: 'now', ...more })),
    ecs: (accessKey: string, sessionToken: string) =>
      new ECSClient({
        ...options,
        credentials: { accessKeyId: accessKey, secretAccessKey: 'any', sessionToken },
      }),
  };
}

async function told(answer: Promise<unknown>): Promise<string> {
  try {
    await answer;
    return 'ok';
  } catch (error) {
    return `${(error as Error).name}: ${(error as Error).message}`;
  }
}

const allow = { Effect: 'Allow', Action: 'sts:AssumeRole', Resource: target };
const refusal = `AccessDenied: User: arn:aws:sts::${account}:assumed-role/runner/local is not authorized to perform: sts:AssumeRole on resource: ${target}`;

test.each<[string, Given, boolean]>([
  ['the role by its ARN needs no policy of its own', { principal: { AWS: ci } }, true],
  [
    'the session by its ARN',
    { principal: { AWS: `arn:aws:sts::${account}:assumed-role/runner/local` } },
    true,
  ],
  [
    'the role is denied by its own policy',
    { principal: { AWS: ci }, own: [{ ...allow, Effect: 'Deny' }] },
    false,
  ],
  ['the account, and the policy allows it', { principal: { AWS: [root] }, own: [allow] }, true],
  ['the account by its number', { principal: { AWS: account }, own: [allow] }, true],
  ['the account, and no policy allows it', { principal: { AWS: root } }, false],
  ['everybody, and no policy allows it', { principal: '*' }, false],
  ['another role', { principal: { AWS: `arn:aws:iam::${account}:role/other` }, own: [allow] }, false],
  ['a service', { principal: { Service: 'ecs-tasks.amazonaws.com' }, own: [allow] }, false],
  [
    'who knows a word that is not said',
    { principal: { AWS: ci }, condition: { StringEquals: { 'sts:ExternalId': 'x' } } },
    false,
  ],
])('trusted is %s', async (_name, given, isTrusted) => {
  const { assume } = await opened(given);
  expect(await told(assume())).toBe(isTrusted ? 'ok' : refusal);
});

test('who knows the word is trusted', async () => {
  const { assume } = await opened({
    principal: { AWS: ci },
    condition: { StringEquals: { 'sts:ExternalId': 'x' } },
  });
  expect(await told(assume({ ExternalId: 'x' }))).toBe('ok');
});

test('the local user has all rights, so the trust in the account is enough', async () => {
  const { assume, ecs } = await opened({ principal: { AWS: root } }, 'AKIAOTHER');
  const { Credentials, AssumedRoleUser } = await assume();
  expect(AssumedRoleUser).toEqual({
    AssumedRoleId: 'AROALOCALLOCALLOCAL1:now',
    Arn: `arn:aws:sts::${account}:assumed-role/deploy/now`,
  });
  const client = ecs(Credentials?.AccessKeyId ?? '', Credentials?.SessionToken ?? '');
  expect(await told(client.send(new ListClustersCommand({})))).toBe('ok');
});
