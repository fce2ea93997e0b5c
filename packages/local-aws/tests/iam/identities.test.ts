/** Roles and other identities over the wire: by the AWS SDK, in IAM's words, for each protocol. */
import { DescribeAlarmsCommand, CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { DescribeRepositoriesCommand, ECRClient } from '@aws-sdk/client-ecr';
import {
  DescribeTargetGroupsCommand,
  ElasticLoadBalancingV2Client,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import {
  ECSClient,
  ListTasksCommand,
  RegisterTaskDefinitionCommand,
  UpdateServiceCommand,
} from '@aws-sdk/client-ecs';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { afterEach, describe, expect, test } from '@jest/globals';
import type { Identities, Identity, Judged } from '../../src/iam/identities.ts';
import { startLocalAws, type LocalAws } from '../../src/local-aws.ts';
import { readWorld } from '../../src/world-file.ts';

const world = `
account: '111122223333'
region: eu-west-1
timings: { scheduler: 10ms }
clusters: [{ name: harbour }]
repositories: [{ name: web }, { name: api }]
taskDefinitions: [{ family: web, executionRoleArn: 'arn:aws:iam::111122223333:role/web-execution', containerDefinitions: [{ name: app, image: web }] }]
services:
  - { name: web, cluster: harbour, taskDefinition: web, desiredCount: 0 }
  - { name: api, cluster: harbour, taskDefinition: web, desiredCount: 0 }
roles:
  - name: deploy
    path: /slipway/
    accessKeyId: AKIADEPLOY
    policies:
      - Version: '2012-10-17'
        Statement:
          - { Sid: Deploy, Effect: Allow, Action: ecs:UpdateService, Resource: 'arn:aws:ecs:eu-west-1:111122223333:service/harbour/web' }
          - { Sid: Register, Effect: Allow, Action: ecs:RegisterTaskDefinition, Resource: 'arn:aws:ecs:*:*:task-definition/web:*' }
          - { Effect: Allow, Action: 'ecs:TagResource', Resource: '*', Condition: { StringEquals: { ecs:CreateAction: RegisterTaskDefinition } } }
          - { Effect: Allow, Action: 'ecs:ListTasks', Resource: '*', Condition: { ArnEquals: { ecs:cluster: 'arn:aws:ecs:eu-west-1:111122223333:cluster/harbour' } } }
          - Effect: Allow
            Action: iam:PassRole
            Resource: arn:aws:iam::111122223333:role/web-execution
            Condition: { StringEquals: { iam:PassedToService: ecs-tasks.amazonaws.com } }
          - { Effect: Allow, Action: 'ecr:Describe*', Resource: '*' }
      - Statement: { Effect: Deny, Action: 'ecr:*', Resource: 'arn:aws:ecr:*:*:repository/api' }
    boundary: { Statement: [{ Effect: Allow, Action: ['ecs:*', 'iam:*', 'ecr:*'], Resource: '*' }] }
  - { name: nobody, accessKeyId: AKIANOBODY, policies: [] }
  - { name: limited, accessKeyId: AKIALIMITED, policies: [{ Statement: { Effect: Allow, Action: '*', Resource: '*' } }], boundary: { Statement: { Effect: Allow, Action: 'ecr:*', Resource: '*' } } }
`;

let cloud: LocalAws | undefined;
afterEach(async () => {
  await cloud?.close();
  cloud = undefined;
});

async function opened(accessKeyId: string, identities?: Identities, yaml = world) {
  cloud = await startLocalAws({
    world: readWorld(yaml, 'test.yaml'),
    ...(identities === undefined ? {} : { identities }),
  });
  const options = {
    endpoint: cloud.endpoint,
    region: 'eu-west-1',
    credentials: { accessKeyId, secretAccessKey: 'any' },
    maxAttempts: 1,
  };
  return {
    ecs: new ECSClient(options),
    ecr: new ECRClient(options),
    sts: new STSClient(options),
    elb: new ElasticLoadBalancingV2Client(options),
    cloudwatch: new CloudWatchClient(options),
  };
}

const session = 'arn:aws:sts::111122223333:assumed-role/deploy/local';

/** `ok`, or name, status and sentence of the refusal. */
async function told(answer: Promise<unknown>): Promise<string> {
  try {
    await answer;
    return 'ok';
  } catch (error) {
    const { name, message, $metadata } = error as Error & { $metadata?: { httpStatusCode?: number } };
    return `${name} ${String($metadata?.httpStatusCode)}: ${message}`;
  }
}

const service = (name: string) =>
  new UpdateServiceCommand({ cluster: 'harbour', service: name, desiredCount: 0 });
const register = (family: string, executionRoleArn?: string, tags?: { key: string; value: string }[]) =>
  new RegisterTaskDefinitionCommand({
    family,
    executionRoleArn,
    tags,
    containerDefinitions: [{ name: 'app', image: 'web', memory: 64 }],
  });

describe('a role of the world', () => {
  test('may do what its policies allow, by resource and by condition', async () => {
    const { ecs, ecr } = await opened('AKIADEPLOY');
    expect(await told(ecs.send(service('web')))).toBe('ok');
    expect(await told(ecs.send(register('web', 'web-execution')))).toBe('ok');
    expect(await told(ecs.send(register('web', undefined, [{ key: 'team', value: 'harbour' }])))).toBe('ok');
    expect(await told(ecs.send(new ListTasksCommand({ cluster: 'harbour' })))).toBe('ok');
    expect(await told(ecr.send(new DescribeRepositoriesCommand({ repositoryNames: ['web'] })))).toBe('ok');
  });

  test('is refused everything else, in IAM’s words', async () => {
    const { ecs, ecr, cloudwatch, elb } = await opened('AKIADEPLOY');
    expect(await told(ecs.send(service('api')))).toBe(
      `AccessDeniedException 400: User: ${session} is not authorized to perform: ecs:UpdateService on resource: arn:aws:ecs:eu-west-1:111122223333:service/harbour/api because no identity-based policy allows the ecs:UpdateService action`,
    );
    expect(await told(ecs.send(register('api')))).toContain(
      'ecs:RegisterTaskDefinition on resource: arn:aws:ecs:eu-west-1:111122223333:task-definition/api:* because no identity-based policy allows',
    );
    expect(await told(ecs.send(register('web', 'arn:aws:iam::111122223333:role/other')))).toContain(
      'iam:PassRole on resource: arn:aws:iam::111122223333:role/other because no identity-based policy allows the iam:PassRole action',
    );
    expect(await told(ecs.send(new ListTasksCommand({})))).toContain(
      'ecs:ListTasks on resource: * because no identity-based policy allows the ecs:ListTasks action',
    );
    expect(await told(ecr.send(new DescribeRepositoriesCommand({ repositoryNames: ['web', 'api'] })))).toBe(
      `AccessDeniedException 400: User: ${session} is not authorized to perform: ecr:DescribeRepositories on resource: arn:aws:ecr:eu-west-1:111122223333:repository/api with an explicit deny in an identity-based policy`,
    );
    expect(await told(elb.send(new DescribeTargetGroupsCommand({})))).toMatch(
      /^AccessDenied(?:Exception)? 403: /,
    );
    expect(await told(cloudwatch.send(new DescribeAlarmsCommand({})))).toMatch(
      /^AccessDenied(?:Exception)? \d+: User: /,
    );
  });

  test('may tag while it registers, and not otherwise', async () => {
    const { ecs } = await opened(
      'AKIADEPLOY',
      undefined,
      world.replace('ecs:CreateAction: Register', 'ecs:CreateAction: X'),
    );
    expect(await told(ecs.send(register('web')))).toBe('ok');
    expect(await told(ecs.send(register('web', undefined, [{ key: 'a', value: 'b' }])))).toContain(
      'ecs:TagResource on resource: arn:aws:ecs:eu-west-1:111122223333:task-definition/web:*',
    );
  });

  test('may do no more than its boundary', async () => {
    const { ecs, ecr } = await opened('AKIALIMITED');
    expect(await told(ecr.send(new DescribeRepositoriesCommand({})))).toBe('ok');
    expect(await told(ecs.send(service('web')))).toContain(
      'assumed-role/limited/local is not authorized to perform: ecs:UpdateService on resource: arn:aws:ecs:eu-west-1:111122223333:service/harbour/web because no permissions boundary allows the ecs:UpdateService action',
    );
  });

  test('learns who it is without any right', async () => {
    const { sts } = await opened('AKIANOBODY');
    expect(await sts.send(new GetCallerIdentityCommand({}))).toMatchObject({
      Account: '111122223333',
      Arn: 'arn:aws:sts::111122223333:assumed-role/nobody/local',
      UserId: 'AROALOCALLOCALLOCAL1:local',
    });
  });

  test('loses what the world denies', async () => {
    const { ecs } = await opened('AKIADEPLOY', undefined, `${world}deny: [{ action: ecs:UpdateService }]`);
    expect(await told(ecs.send(service('web')))).toContain(
      `User: ${session} is not authorized to perform: ecs:UpdateService`,
    );
  });
});

test('any other access key is the user that may do everything', async () => {
  const { ecs, sts } = await opened('AKIAOTHER');
  expect(await told(ecs.send(service('api')))).toBe('ok');
  expect((await sts.send(new GetCallerIdentityCommand({}))).Arn).toBe('arn:aws:iam::111122223333:user/local');
});

describe('an identity that is kept elsewhere', () => {
  const updating = { Statement: { Effect: 'Allow', Action: 'ecs:UpdateService', Resource: '*' } };
  const known = (identity: Partial<Identity>): Identities => ({
    ofAccessKey: (key) =>
      Promise.resolve(
        key === 'ASIAELSEWHERE'
          ? { arn: 'arn:aws:sts::111122223333:assumed-role/elsewhere/run-1', policies: [], ...identity }
          : undefined,
      ),
  });

  test('is asked for at each call, and judged by its policies, objects or texts', async () => {
    const policies: (typeof updating | string)[] = [];
    const { ecs, sts } = await opened('ASIAELSEWHERE', known({ policies }));
    expect(await told(ecs.send(service('web')))).toContain(
      'User: arn:aws:sts::111122223333:assumed-role/elsewhere/run-1 is not authorized to perform: ecs:UpdateService',
    );
    policies.push(JSON.stringify(updating));
    expect(await told(ecs.send(service('web')))).toBe('ok');
    expect((await sts.send(new GetCallerIdentityCommand({}))).Arn).toContain('assumed-role/elsewhere/run-1');
  });

  test('has the principal’s ARN of its role', async () => {
    const Condition = { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::111122223333:role/slipway/elsewhere' } };
    const policies = [{ Statement: { ...updating.Statement, Condition } }];
    const roleArn = 'arn:aws:iam::111122223333:role/slipway/elsewhere';
    const { ecs } = await opened('ASIAELSEWHERE', known({ policies, roleArn }));
    expect(await told(ecs.send(service('web')))).toBe('ok');
  });

  test('whose policy can not be judged by is told so', async () => {
    const policies = [
      { Statement: { ...updating.Statement, Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-1' } } } },
    ];
    const { ecs } = await opened('ASIAELSEWHERE', known({ policies }));
    expect(await told(ecs.send(service('web')))).toBe(
      'MalformedPolicyDocument 400: The local cloud can not judge by the policy of arn:aws:sts::111122223333:assumed-role/elsewhere/run-1: at Statement.Condition.StringEquals.aws:PrincipalOrgID, the local cloud does not know the key `aws:PrincipalOrgID`: did you mean `aws:PrincipalArn`?',
    );
  });

  test('does not hide the roles of the world or the local user', async () => {
    const { ecs } = await opened('AKIAOTHER', known({}));
    expect(await told(ecs.send(service('web')))).toBe('ok');
  });
});

test('what somebody was judged by is told, with what conditions could look at', async () => {
  const judged: Judged[] = [];
  const policies = [{ Statement: { Effect: 'Allow', Action: 'ecs:*', Resource: '*' } }];
  const arn = 'arn:aws:sts::111122223333:assumed-role/other/SESSION';
  const { ecs } = await opened('AKIAOTHER', {
    ofAccessKey: () => ({ arn, policies }),
    judged: (each) => judged.push(each),
  });
  await ecs.send(service('web'));
  expect(judged).toMatchObject([
    {
      principal: 'arn:aws:iam::111122223333:role/other',
      right: {
        action: 'ecs:UpdateService',
        resource: 'arn:aws:ecs:eu-west-1:111122223333:service/harbour/web',
        keys: { 'aws:requestedregion': ['eu-west-1'] },
      },
      verdict: { kind: 'allowed' },
    },
  ]);
});

test('who can not be asked about is the cloud’s own mistake, and worth another try', async () => {
  const { ecs } = await opened('AKIAOTHER', { ofAccessKey: () => Promise.reject(new Error('IAM is away')) });
  expect(await told(ecs.send(service('web')))).toBe('InternalFailure 500: IAM is away');
});
