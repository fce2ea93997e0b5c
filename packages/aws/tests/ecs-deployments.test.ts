/** Service deployments and revisions over the wire. */
import { afterEach, describe, expect, test } from '@jest/globals';
import { arn, ecsGateway, web } from './ecs-stage.ts';
import { closeLoopbacks, openLoopback } from './loopback.ts';

afterEach(closeLoopbacks);

const one = arn('service-deployment/main/web/1');
const brief = (name: string, createdAt: number): object => ({ serviceDeploymentArn: name, createdAt });

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
            alarms: { triggeredAlarmNames: ['5xx'] },
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
      triggeredAlarms: ['5xx'],
    });
    expect(heard[0]?.input).toEqual({ serviceDeploymentArns: [one] });
  });

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
      triggeredAlarms: [],
    });
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
