/** What AWS says before a service says anything: denials, expired credentials, families that are busy. */
import { afterEach, describe, expect, test } from '@jest/globals';
import { CloudWatchClient, DescribeAlarmsCommand } from '@aws-sdk/client-cloudwatch';
import { DescribeRepositoriesCommand, ECRClient } from '@aws-sdk/client-ecr';
import { CloudWatchLogsClient, DescribeLogGroupsCommand } from '@aws-sdk/client-cloudwatch-logs';
import {
  CreateServiceCommand,
  DescribeServicesCommand,
  DescribeTaskDefinitionCommand,
  ECSClient,
  RegisterTaskDefinitionCommand,
  UpdateServiceCommand,
} from '@aws-sdk/client-ecs';
import {
  DescribeTargetGroupsCommand,
  ElasticLoadBalancingV2Client,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { virtualClock, type VirtualClock } from '../src/clock.ts';
import { startLocalAws, type LocalAws } from '../src/local-aws.ts';
import { readWorld } from '../src/world-file.ts';

let cloud: LocalAws | undefined;
afterEach(async () => {
  await cloud?.close();
  cloud = undefined;
});

const definition = `
    containerDefinitions: [{ name: app, image: web }]
    taskRoleArn: arn:aws:iam::123456789012:role/task
    executionRoleArn: arn:aws:iam::123456789012:role/execution`;

const base = `
taskDefinitions:
  - family: web${definition}
  - family: web${definition}
services: [{ name: web, taskDefinition: 'web:1', desiredCount: 0 }, { name: api, taskDefinition: 'web:1', desiredCount: 0 }]
`;

async function open(more: string) {
  const clock = virtualClock();
  const opened = await startLocalAws({ world: readWorld(base + more, 'test.yaml'), clock });
  cloud = opened;
  const config = {
    endpoint: opened.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'any', secretAccessKey: 'any' },
    maxAttempts: 1,
  };
  return { cloud: opened, clock, config, client: new ECSClient(config) };
}

async function failureOf(answer: Promise<unknown>): Promise<unknown> {
  try {
    await answer;
    return 'no failure';
  } catch (error) {
    const { name, message, $metadata } = error as Error & { $metadata?: { httpStatusCode?: number } };
    return { name, message, status: $metadata?.httpStatusCode };
  }
}

const denial = (action: string, resource: string) => ({
  name: 'AccessDeniedException',
  message: `User: arn:aws:iam::123456789012:user/local is not authorized to perform: ${action} on resource: ${resource} because no identity-based policy allows the ${action} action`,
  status: 400,
});

describe('a denied call', () => {
  test('names the one resource of several that is denied', async () => {
    const { client } = await open("deny: [{ action: 'ecs:DescribeServices', resource: '*/api' }]");
    expect(await failureOf(client.send(new DescribeServicesCommand({ services: ['web', 'api'] })))).toEqual(
      denial('ecs:DescribeServices', 'arn:aws:ecs:us-east-1:123456789012:service/default/api'),
    );
    expect(await failureOf(client.send(new DescribeServicesCommand({ services: ['web'] })))).toBe(
      'no failure',
    );
  });

  const passRole = "deny: [{ action: 'iam:PassRole', resource: '*role/execution' }]";
  const executionRole = 'arn:aws:iam::123456789012:role/execution';
  const containers = { containerDefinitions: [{ name: 'app', image: 'web', memory: 128 }] };

  test('is one that registers a task definition with a role that may not be passed', async () => {
    const { client } = await open(passRole);
    const register = (executionRoleArn: string) =>
      failureOf(
        client.send(new RegisterTaskDefinitionCommand({ family: 'web', ...containers, executionRoleArn })),
      );
    expect(await register(executionRole)).toEqual(denial('iam:PassRole', executionRole));
    expect(await register('arn:aws:iam::123456789012:role/other')).toBe('no failure');
  });

  test('is one that deploys a task definition with a role that may not be passed', async () => {
    const { client } = await open(passRole);
    const update = (input: object) =>
      failureOf(client.send(new UpdateServiceCommand({ service: 'web', ...input })));
    expect(await update({ taskDefinition: 'web:2' })).toEqual(denial('iam:PassRole', executionRole));
    expect(await update({ desiredCount: 0 })).toBe('no failure');
  });

  test('is one that gives ECS a role for its hooks that may not be passed', async () => {
    const { client } = await open(passRole);
    const create = new CreateServiceCommand({
      serviceName: 'new',
      taskDefinition: 'none',
      deploymentConfiguration: { lifecycleHooks: [{ roleArn: executionRole }] },
    });
    expect(await failureOf(client.send(create))).toEqual(denial('iam:PassRole', executionRole));
  });
});

describe('credentials that expire', () => {
  const message = 'The security token included in the request is expired';

  test.each<[string, (config: object) => Promise<unknown>, object]>([
    [
      'ECS',
      (config) => new ECSClient(config).send(new DescribeServicesCommand({ services: ['web'] })),
      { name: 'ExpiredTokenException', message, status: 400 },
    ],
    [
      'ECR',
      (config) => new ECRClient(config).send(new DescribeRepositoriesCommand({})),
      { name: 'ExpiredTokenException', message, status: 400 },
    ],
    [
      'CloudWatch Logs',
      (config) => new CloudWatchLogsClient(config).send(new DescribeLogGroupsCommand({})),
      { name: 'ExpiredTokenException', message, status: 400 },
    ],
    [
      'CloudWatch',
      (config) => new CloudWatchClient(config).send(new DescribeAlarmsCommand({})),
      { name: 'ExpiredTokenException', message, status: 400 },
    ],
    [
      'ELB',
      (config) => new ElasticLoadBalancingV2Client(config).send(new DescribeTargetGroupsCommand({})),
      { name: 'ExpiredToken', message, status: 403 },
    ],
    [
      'STS',
      (config) => new STSClient(config).send(new GetCallerIdentityCommand({})),
      { name: 'ExpiredToken', message, status: 403 },
    ],
  ])('are good until their time for %s, and refused from then on', async (_name, send, refusal) => {
    const { config, clock } = await open('credentials: { expireAfter: 15m }');
    clock.advance(15 * 60_000 - 1);
    expect(await failureOf(send(config))).toBe('no failure');
    clock.advance(1);
    expect(await failureOf(send(config))).toEqual(refusal);
  });

  test('are told to clients with their end, as a session’s are', async () => {
    const { cloud: opened } = await open('credentials: { expireAfter: 15m }');
    expect(opened.environment).toMatchObject({
      AWS_SESSION_TOKEN: 'local',
      AWS_CREDENTIAL_EXPIRATION: '2026-01-01T00:15:00.000Z',
    });
  });
});

describe('a registration that takes two seconds', () => {
  const register = (client: ECSClient, family: string) =>
    failureOf(
      client.send(
        new RegisterTaskDefinitionCommand({
          family,
          containerDefinitions: [{ name: 'app', image: 'web', memory: 128 }],
        }),
      ),
    );
  /** Until a call of theirs waits in the cloud. */
  const waiting = async (clock: VirtualClock, calls: number): Promise<void> => {
    while (clock.pending() < calls) await new Promise((resolve) => setImmediate(resolve));
  };

  test('keeps its family from others meanwhile, and no other family', async () => {
    const { client, clock } = await open('timings: { registering: 2s }');
    const before = clock.pending();
    const first = register(client, 'web');
    await waiting(clock, before + 1);
    expect(await register(client, 'web')).toEqual({
      name: 'ClientException',
      message: 'Too many concurrent attempts to create a new revision of the specified family.',
      status: 400,
    });
    const other = register(client, 'api');
    await waiting(clock, before + 2);
    clock.advance(2000);
    expect(await Promise.all([first, other])).toEqual(['no failure', 'no failure']);
    const { taskDefinition } = await client.send(
      new DescribeTaskDefinitionCommand({ taskDefinition: 'web' }),
    );
    expect(taskDefinition?.revision).toBe(3);
  });
});
