/** The whole local cloud, asked over the wire by the real AWS SDK clients. */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from '@jest/globals';
import { DescribeRepositoriesCommand, ECRClient } from '@aws-sdk/client-ecr';
import * as ecs from '@aws-sdk/client-ecs';
import {
  DescribeTargetGroupsCommand,
  ElasticLoadBalancingV2Client,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { realClock, virtualClock } from '../src/clock.ts';
import { startLocalAws, type LocalAws } from '../src/local-aws.ts';
import type { CloudClock } from '../src/ports.ts';
import { readWorld } from '../src/world-file.ts';

const base = `
account: '000000000000'
region: eu-west-1
timings: { provisioning: 10ms, pulling: 10ms, healthyAfter: 10ms, scheduler: 10ms, stopping: 10ms }
repositories: [{ name: web }]
loadBalancers: [{ name: front, targetGroup: { name: web } }]
taskDefinitions: [{ family: web, containerDefinitions: [{ name: app, image: web }] }]
services: [{ name: web, taskDefinition: web, desiredCount: 0 }]
`;

let cloud: LocalAws | undefined;
afterEach(async () => {
  await cloud?.close();
  cloud = undefined;
});

async function open(more = '', clock: CloudClock = realClock()) {
  cloud = await startLocalAws({ world: readWorld(base + more, 'test.yaml'), clock });
  const config = {
    endpoint: cloud.endpoint,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'any', secretAccessKey: 'any' },
    maxAttempts: 1,
  };
  return { cloud, config, client: new ecs.ECSClient(config) };
}

const failureOf = async (answer: Promise<unknown>): Promise<unknown> => {
  try {
    await answer;
  } catch (error) {
    if (!(error instanceof Error)) return error;
    const metadata = (error as { $metadata?: { httpStatusCode?: number } }).$metadata;
    return { name: error.name, message: error.message, status: metadata?.httpStatusCode };
  }
  return 'no failure';
};

describe('the wire', () => {
  test('carries AWS JSON, with times as dates', async () => {
    const { client } = await open();
    const { services } = await client.send(new ecs.DescribeServicesCommand({ services: ['web'] }));
    expect(services?.[0]).toMatchObject({
      serviceArn: 'arn:aws:ecs:eu-west-1:000000000000:service/default/web',
      desiredCount: 0,
    });
    expect(services?.[0]?.createdAt).toBeInstanceOf(Date);
  });

  test('carries the query protocol', async () => {
    const { config } = await open();
    const sts = await new STSClient(config).send(new GetCallerIdentityCommand({}));
    expect(sts).toMatchObject({ Account: '000000000000', Arn: 'arn:aws:iam::000000000000:user/local' });
    const elb = new ElasticLoadBalancingV2Client(config);
    const { TargetGroups } = await elb.send(new DescribeTargetGroupsCommand({ Names: ['web'] }));
    expect(TargetGroups?.[0]).toMatchObject({ TargetGroupName: 'web', HealthCheckIntervalSeconds: 30 });
  });

  test('gives errors the names that the SDK knows', async () => {
    const { client, config } = await open();
    await expect(
      client.send(new ecs.DescribeServicesCommand({ cluster: 'none', services: ['web'] })),
    ).rejects.toBeInstanceOf(ecs.ClusterNotFoundException);
    const elb = new ElasticLoadBalancingV2Client(config);
    expect(await failureOf(elb.send(new DescribeTargetGroupsCommand({ Names: ['none'] })))).toMatchObject({
      name: 'TargetGroupNotFoundException',
    });
  });

  test('says what a request lacks', async () => {
    const { client } = await open();
    const input = {} as ecs.UpdateServiceCommandInput;
    expect(await failureOf(client.send(new ecs.UpdateServiceCommand(input)))).toEqual({
      name: 'InvalidParameterException',
      message: 'service can not be null.',
      status: 400,
    });
  });

  test.each([
    [{ service: 7 }, 'SerializationException', 'NUMBER_VALUE can not be converted to a String (at service)'],
    [
      { service: 'web', desiredcount: 2 },
      'ValidationException',
      expect.stringMatching(
        /^Unknown parameter in input: "desiredcount" \(at desiredcount\), must be one of: /,
      ),
    ],
  ])('refuses %j', async (input, name, message) => {
    const { cloud: opened } = await open();
    const response = await fetch(opened.endpoint, {
      method: 'POST',
      headers: { 'x-amz-target': 'AmazonEC2ContainerServiceV20141113.UpdateService' },
      body: JSON.stringify(input),
    });
    expect(response.headers.get('x-amzn-requestid')).toMatch(/^[0-9a-f-]{36}$/);
    expect(await response.json()).toEqual({ __type: name, message });
  });

  test('tells of an operation that it does not have yet', async () => {
    const { client } = await open();
    const { name, status, message } = (await failureOf(
      client.send(new ecs.RunTaskCommand({ taskDefinition: 'web' })),
    )) as Record<string, unknown>;
    expect({ name, status }).toEqual({ name: 'NotImplemented', status: 501 });
    expect(message).toMatch(/^The local cloud does not implement ecs:RunTask yet\. This is not AWS/);
  });
});

describe('the world', () => {
  test('denies as IAM would', async () => {
    const { client } = await open(
      "deny: [{ action: 'ecs:Update*', resource: 'arn:aws:ecs:*:service/default/web' }]",
    );
    expect(await failureOf(client.send(new ecs.UpdateServiceCommand({ service: 'web' })))).toEqual({
      name: 'AccessDeniedException',
      message:
        'User: arn:aws:iam::000000000000:user/local is not authorized to perform: ecs:UpdateService on resource: arn:aws:ecs:eu-west-1:000000000000:service/default/web because no identity-based policy allows the ecs:UpdateService action',
      status: 400,
    });
    const other = failureOf(client.send(new ecs.UpdateServiceCommand({ service: 'other' })));
    expect(await other).toMatchObject({ name: 'ServiceNotFoundException' });
  });

  test('strikes with a fault as often as it says, before the call has an effect', async () => {
    const { client } = await open(
      'faults: [{ operation: UpdateService, error: ThrottlingException, message: Rate exceeded }]',
    );
    const update = () => client.send(new ecs.UpdateServiceCommand({ service: 'web', desiredCount: 0 }));
    expect(await failureOf(update())).toMatchObject({
      name: 'ThrottlingException',
      message: 'Rate exceeded',
    });
    expect((await update()).service?.serviceName).toBe('web');
  });

  test('strikes after the effect, too, by breaking the connection', async () => {
    const { client } = await open(
      'faults: [{ operation: ecs:CreateCluster, error: ECONNRESET, when: after }]',
    );
    await expect(client.send(new ecs.CreateClusterCommand({ clusterName: 'new' }))).rejects.toThrow();
    const { clusterArns } = await client.send(new ecs.ListClustersCommand({}));
    expect(clusterArns).toContain('arn:aws:ecs:eu-west-1:000000000000:cluster/new');
  });
});

test('a client that asks too often is throttled, as AWS says it', async () => {
  const { client } = await open('', virtualClock());
  const ask = (): Promise<unknown> =>
    failureOf(client.send(new ecs.ListServiceDeploymentsCommand({ service: 'web' })));
  const answers = await Promise.all(Array.from({ length: 51 }, ask));
  expect(answers.filter((answer) => answer !== 'no failure')).toEqual([
    { name: 'ThrottlingException', message: 'Rate exceeded', status: 400 },
  ]);
});

test('an answer bears the time of the cloud, or an SDK would try again what is final', async () => {
  const { cloud: opened } = await open('', virtualClock(Date.UTC(2026, 0, 1)));
  const headers = { 'x-amz-target': 'AmazonEC2ContainerServiceV20141113.ListClusters' };
  const answer = await fetch(opened.endpoint, { method: 'POST', headers, body: '{}' });
  expect(answer.headers.get('date')).toBe('Thu, 01 Jan 2026 00:00:00 GMT');
});

test('the journal keeps every call with its answer', async () => {
  const { client, config, cloud: opened } = await open();
  await client.send(new ecs.ListClustersCommand({}));
  await failureOf(client.send(new ecs.DescribeServicesCommand({ services: [] })));
  await new ECRClient(config).send(new DescribeRepositoriesCommand({}));
  await (await fetch(`${opened.endpoint}/v2/`)).text();
  expect(
    opened.calls.map(({ service, operation, status, error }) => [service, operation, status, error]),
  ).toEqual([
    ['ecs', 'ListClusters', 200, undefined],
    ['ecs', 'DescribeServices', 400, 'InvalidParameterException'],
    ['ecr', 'DescribeRepositories', 200, undefined],
    ['registry', 'GET /v2/', 401, undefined],
  ]);
});

test('a port in use is named, with the option that changes it', async () => {
  const { cloud: opened } = await open();
  const port = Number(new URL(opened.endpoint).port);
  expect(await failureOf(startLocalAws({ world: readWorld('', 'test.yaml'), port }))).toMatchObject({
    message: `The local cloud can't listen on 127.0.0.1:${port}: another program uses this port. Choose another one with \`--port ${port + 1}\`, or \`--port 0\` for any that is free.`,
  });
});

test('closing leaves a storage folder that was given, and takes what is its own', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'slipway-test-'));
  const own = () => readdirSync(tmpdir()).filter((name) => name.startsWith('slipway-local-aws-')).length;
  const before = own();
  const given = await startLocalAws({ world: readWorld('', 'test.yaml'), storage: folder });
  expect(own()).toBe(before);
  await given.close();
  expect(readdirSync(tmpdir())).toContain(folder.split('/').at(-1));
  rmSync(folder, { recursive: true });
  const { cloud: opened } = await open();
  expect(own()).toBe(before + 1);
  await opened.close();
  expect(own()).toBe(before);
  await expect(fetch(opened.endpoint)).rejects.toThrow();
});
