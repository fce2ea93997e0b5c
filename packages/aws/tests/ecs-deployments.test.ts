/** Service deployments and revisions over the wire. */
import { afterEach, describe, expect, test } from '@jest/globals';
import { arn, ecsGateway, web } from './ecs-stage.ts';
import { closeLoopbacks, openLoopback } from './loopback.ts';

afterEach(closeLoopbacks);

const one = arn('service-deployment/main/web/1');
const brief = (name: string, createdAt: number): object => ({ serviceDeploymentArn: name, createdAt });

const rolling = {
  strategy: 'ROLLING',
  stage: undefined,
  traffic: { production: undefined, test: undefined },
  hooks: [],
  createdAt: undefined,
  earlySuccess: 'off',
};

describe('a deployment', () => {
  test('is told with target, sources, way back, breaker and alarms', async () => {
    const { heard } = await openLoopback({
      body: {
        serviceDeployments: [
          {
            serviceDeploymentArn: one,
            status: 'ROLLBACK_IN_PROGRESS',
            statusReason: 'breaker',
            targetServiceRevision: {
              arn: 'arn:rev2',
              requestedTaskCount: 4,
              runningTaskCount: 2,
              pendingTaskCount: 1,
            },
            sourceServiceRevisions: [{ arn: 'arn:rev1' }, {}],
            rollback: { reason: 'tasks failed', serviceRevisionArn: 'arn:rev1' },
            deploymentCircuitBreaker: { status: 'TRIGGERED', failureCount: 3, threshold: 3 },
            alarms: { status: 'TRIGGERED', alarmNames: ['5xx', 'slow'], triggeredAlarmNames: ['5xx'] },
          },
        ],
      },
    });
    expect(await ecsGateway().ecs.deployments.describe(one)).toEqual({
      arn: one,
      status: 'ROLLBACK_IN_PROGRESS',
      statusReason: 'breaker',
      target: { revision: 'arn:rev2', requested: 4, running: 2, pending: 1 },
      sources: ['arn:rev1'],
      rollback: { reason: 'tasks failed', revision: 'arn:rev1' },
      breaker: { status: 'TRIGGERED', failures: 3, threshold: 3 },
      alarms: { status: 'TRIGGERED', names: ['5xx', 'slow'], triggered: ['5xx'] },
      ...rolling,
    });
    expect(heard[0]?.input).toEqual({ serviceDeploymentArns: [one] });
  });

  test.each(['SUCCESSFUL', 'STOPPED', 'STOP_REQUESTED', 'ROLLBACK_SUCCESSFUL', 'ROLLBACK_FAILED'])(
    'is told as %s in the word of ECS',
    async (status) => {
      await openLoopback({ body: { serviceDeployments: [{ serviceDeploymentArn: one, status }] } });
      expect((await ecsGateway().ecs.deployments.describe(one))?.status).toBe(status);
    },
  );

  test('that has not begun has neither target, way back nor breaker', async () => {
    await openLoopback({ body: { serviceDeployments: [{ serviceDeploymentArn: one, status: 'PENDING' }] } });
    expect(await ecsGateway().ecs.deployments.describe(one)).toEqual({
      arn: one,
      status: 'PENDING',
      statusReason: undefined,
      target: undefined,
      sources: [],
      rollback: undefined,
      breaker: undefined,
      alarms: { status: 'DISABLED', names: [], triggered: [] },
      ...rolling,
    });
  });

  test('that shifts traffic is told with its stage, its weights and who is asked', async () => {
    await openLoopback({
      body: {
        serviceDeployments: [
          {
            serviceDeploymentArn: one,
            status: 'IN_PROGRESS',
            createdAt: 1_000,
            lifecycleStage: 'POST_TEST_TRAFFIC_SHIFT',
            targetServiceRevision: {
              arn: 'arn:rev2',
              requestedProductionTrafficWeight: 10,
              requestedTestTrafficWeight: 100,
            },
            deploymentConfiguration: { strategy: 'CANARY' },
            lifecycleHookDetails: [
              {
                hookId: 'h-1',
                targetType: 'PAUSE',
                status: 'AWAITING_ACTION',
                expiresAt: 2_000,
                timeoutAction: 'ROLLBACK',
              },
              { targetType: 'AWS_LAMBDA', targetArn: 'arn:fn', status: 'SUCCEEDED' },
            ],
          },
        ],
      },
    });
    const stage = 'POST_TEST_TRAFFIC_SHIFT';
    expect(await ecsGateway().ecs.deployments.describe(one)).toMatchObject({
      strategy: 'CANARY',
      stage,
      traffic: { production: 10, test: 100 },
      hooks: [
        {
          id: 'h-1',
          stage,
          kind: 'PAUSE',
          status: 'AWAITING_ACTION',
          expiresAt: 2_000_000,
          timeoutAction: 'ROLLBACK',
        },
        { id: undefined, stage, kind: 'LAMBDA', status: 'SUCCEEDED' },
      ],
      createdAt: 1_000_000,
    });
  });

  test.each([
    [{ enable: true, sourceServiceRevisionCleanup: 'DEFERRED' }, 'deferred'],
    [{ enable: true, sourceServiceRevisionCleanup: 'BLOCKING' }, 'blocking'],
    [{ enable: true }, 'blocking'],
    [{ enable: false, sourceServiceRevisionCleanup: 'DEFERRED' }, 'off'],
  ])('with the early success criteria %j is %s', async (earlySuccessCriteria, earlySuccess) => {
    const deploymentConfiguration = { earlySuccessCriteria };
    await openLoopback({
      body: {
        serviceDeployments: [{ serviceDeploymentArn: one, status: 'IN_PROGRESS', deploymentConfiguration }],
      },
    });
    expect(await ecsGateway().ecs.deployments.describe(one)).toMatchObject({ earlySuccess });
  });

  test('that ECS does not know yet is undefined', async () => {
    await openLoopback({ body: { serviceDeployments: [], failures: [{ arn: one, reason: 'MISSING' }] } });
    expect(await ecsGateway().ecs.deployments.describe(one)).toBeUndefined();
  });

  test('is stopped by asking ECS to roll it back', async () => {
    const { heard } = await openLoopback({ body: { serviceDeploymentArn: one } });
    await ecsGateway().ecs.deployments.rollBack(one);
    expect(heard.map(({ operation, input }) => ({ operation, input }))).toEqual([
      { operation: 'StopServiceDeployment', input: { serviceDeploymentArn: one, stopType: 'ROLLBACK' } },
    ]);
  });
});

describe('the newest successful deployment', () => {
  test('is the one created last, in whatever order and on whatever page ECS lists it', async () => {
    const { heard } = await openLoopback(
      { body: { serviceDeployments: [brief('arn:2', 200), brief('arn:1', 100)], nextToken: 'more' } },
      { body: { serviceDeployments: [brief('arn:4', 400), brief('arn:3', 300)] } },
      { body: { serviceDeployments: [{ serviceDeploymentArn: 'arn:4', status: 'SUCCESSFUL' }] } },
    );
    expect((await ecsGateway().ecs.deployments.newestSuccessful(web))?.arn).toBe('arn:4');
    const asked = { cluster: 'main', service: 'web', status: ['SUCCESSFUL'], maxResults: 100 };
    expect(heard.map(({ operation, input }) => ({ operation, input }))).toEqual([
      { operation: 'ListServiceDeployments', input: asked },
      { operation: 'ListServiceDeployments', input: { ...asked, nextToken: 'more' } },
      { operation: 'DescribeServiceDeployments', input: { serviceDeploymentArns: ['arn:4'] } },
    ]);
  });

  test('is undefined when there was none', async () => {
    const { operations } = await openLoopback({ body: { serviceDeployments: [] } });
    expect(await ecsGateway().ecs.deployments.newestSuccessful(web)).toBeUndefined();
    expect(operations()).toEqual(['ListServiceDeployments']);
  });
});

test('the successful deployments are told newest first, with what they brought and when they were done', async () => {
  const ended = { ...brief('arn:2', 200), targetServiceRevisionArn: 'revision:2', finishedAt: 260 };
  const { operations } = await openLoopback(
    { body: { serviceDeployments: [ended, brief('arn:3', 300)], nextToken: 'more' } },
    { body: { serviceDeployments: [brief('arn:1', 100)] } },
  );
  expect(await ecsGateway().ecs.deployments.successful(web)).toEqual([
    { arn: 'arn:3', revision: undefined, finishedAt: undefined },
    { arn: 'arn:2', revision: 'revision:2', finishedAt: 260_000 },
    { arn: 'arn:1', revision: undefined, finishedAt: undefined },
  ]);
  expect(operations()).toEqual(['ListServiceDeployments', 'ListServiceDeployments']);
});

test('the deployments since a moment are told oldest first', async () => {
  const { heard } = await openLoopback({
    body: { serviceDeployments: [brief('arn:2', 200), brief('arn:3', 300), brief('arn:1', 100)] },
  });
  const since = await ecsGateway().ecs.deployments.since(web, 90_000);
  expect(since).toEqual(['arn:1', 'arn:2', 'arn:3']);
  expect(heard[0]?.input).toEqual({
    cluster: 'main',
    service: 'web',
    createdAt: { after: 90 },
    maxResults: 100,
  });
});

test('a hook is answered by its id', async () => {
  const { heard } = await openLoopback({ body: { serviceDeploymentArn: one } });
  await ecsGateway().ecs.deployments.continueHook(one, 'hook-1', 'ROLLBACK');
  expect(heard.map(({ operation, input }) => ({ operation, input }))).toEqual([
    {
      operation: 'ContinueServiceDeployment',
      input: { serviceDeploymentArn: one, hookId: 'hook-1', action: 'ROLLBACK' },
    },
  ]);
});

describe('a service revision', () => {
  test('names the task definition that it runs', async () => {
    const { heard } = await openLoopback({ body: { serviceRevisions: [{ taskDefinition: 'arn:web:7' }] } });
    expect(await ecsGateway().ecs.revisions.taskDefinitionOf('arn:rev')).toBe('arn:web:7');
    expect(heard[0]?.input).toEqual({ serviceRevisionArns: ['arn:rev'] });
  });

  test('that ECS does not know has none', async () => {
    await openLoopback({ body: { serviceRevisions: [], failures: [{ reason: 'MISSING' }] } });
    expect(await ecsGateway().ecs.revisions.taskDefinitionOf('arn:rev')).toBeUndefined();
  });
});
