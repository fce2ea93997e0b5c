/** Services over the wire: what they look like to an action, and what an update sends. */
import { afterEach, describe, expect, test } from '@jest/globals';
import { arn, change, ecsGateway, service, web } from './ecs-stage.ts';
import { closeLoopbacks, openLoopback } from './loopback.ts';

afterEach(closeLoopbacks);

describe('a service', () => {
  test('is asked for by cluster and name, and told in plain words', async () => {
    const { heard } = await openLoopback({
      body: {
        services: [
          {
            ...service,
            desiredCount: 3,
            runningCount: 2,
            pendingCount: 1,
            currentServiceDeployment: arn('service-deployment/main/web/9'),
            deployments: [
              {
                id: 'ecs-svc/2',
                status: 'PRIMARY',
                taskDefinition: 'arn:td',
                desiredCount: 3,
                runningCount: 2,
                pendingCount: 1,
                failedTasks: 4,
                volumeConfigurations: [{ name: 'data', managedEBSVolume: { roleArn: 'arn:role' } }],
                rolloutState: 'IN_PROGRESS',
                rolloutStateReason: 'ECS deployment ecs-svc/2 in progress.',
              },
              { id: 'ecs-svc/1', status: 'ACTIVE' },
            ],
            loadBalancers: [{ targetGroupArn: 'arn:tg' }, { loadBalancerName: 'classic' }],
            enableECSManagedTags: true,
            propagateTags: 'SERVICE',
            createdAt: 2,
            events: [{ id: 'e-2', createdAt: 3, message: '(service web) has started 1 tasks.' }],
            deploymentConfiguration: { deploymentCircuitBreaker: { enable: true, rollback: true } },
            healthCheckGracePeriodSeconds: 120,
          },
        ],
        failures: [],
      },
    });
    expect(await ecsGateway().ecs.services.describe(web)).toEqual({
      arn: arn('service/main/web'),
      name: 'web',
      status: 'ACTIVE',
      controller: 'ECS',
      taskDefinition: arn('task-definition/web:1'),
      createdAt: 2000,
      desired: 3,
      running: 2,
      pending: 1,
      deployment: arn('service-deployment/main/web/9'),
      owner: 'ecs-svc/2',
      targetGroups: ['arn:tg'],
      enableEcsManagedTags: true,
      propagateTags: 'SERVICE',
      volumes: [{ name: 'data', managedEBSVolume: { roleArn: 'arn:role' } }],
      events: [{ id: 'e-2', at: 3000, message: '(service web) has started 1 tasks.' }],
      breaker: { enabled: true, rollback: true },
      gracePeriod: 120_000,
      rollouts: [
        {
          id: 'ecs-svc/2',
          isPrimary: true,
          taskDefinition: 'arn:td',
          state: 'IN_PROGRESS',
          stateReason: 'ECS deployment ecs-svc/2 in progress.',
          desired: 3,
          running: 2,
          pending: 1,
          failed: 4,
        },
        {
          id: 'ecs-svc/1',
          isPrimary: false,
          taskDefinition: '',
          state: undefined,
          stateReason: undefined,
          desired: 0,
          running: 0,
          pending: 0,
          failed: 0,
        },
      ],
    });
    expect(heard.map(({ operation, input }) => ({ operation, input }))).toEqual([
      { operation: 'DescribeServices', input: { cluster: 'main', services: ['web'] } },
    ]);
  });

  test('that ECS calls MISSING is undefined', async () => {
    await openLoopback({
      body: { services: [], failures: [{ arn: arn('service/main/web'), reason: 'MISSING' }] },
    });
    expect(await ecsGateway().ecs.services.describe(web)).toBeUndefined();
  });

  test('of another controller is told with it, though its task sets have the task definition', async () => {
    const external = { ...service, taskDefinition: undefined, deploymentController: { type: 'EXTERNAL' } };
    await openLoopback({ body: { services: [external] } });
    const found = await ecsGateway().ecs.services.describe(web);
    expect(found).toMatchObject({ controller: 'EXTERNAL', taskDefinition: '' });
  });

  test('that says nothing of tags gives its tasks none', async () => {
    await openLoopback({ body: { services: [service] } });
    const found = await ecsGateway().ecs.services.describe(web);
    expect(found).toMatchObject({
      enableEcsManagedTags: false,
      propagateTags: 'NONE',
      events: [],
      breaker: { enabled: false, rollback: false },
      gracePeriod: 0,
      rollouts: [],
    });
  });

  test('without what ECS always sends is an answer that can’t be used', async () => {
    await openLoopback({ body: { services: [{ ...service, serviceArn: undefined }] } });
    await expect(ecsGateway().ecs.services.describe(web)).rejects.toMatchObject({
      kind: 'upstream',
      code: 'answer-incomplete',
      message: 'ECS gave an answer that can’t be used: it has no serviceArn. Re-run the job.',
    });
  });
});

describe('an update', () => {
  test('sends nothing that was not asked for', async () => {
    const { heard } = await openLoopback({ body: { service } });
    await ecsGateway().ecs.services.update(web, change);
    expect(heard[0]?.input).toEqual({ cluster: 'main', service: 'web', taskDefinition: 'web:2' });
  });

  test('sends all that was, zero and false included', async () => {
    const { heard } = await openLoopback({ body: { service } });
    await ecsGateway().ecs.services.update(web, {
      taskDefinition: 'web:2',
      desiredCount: 0,
      forceNewDeployment: false,
      enableEcsManagedTags: true,
      propagateTags: 'SERVICE',
      volumeConfigurations: [{ name: 'data', managedEBSVolume: { roleArn: 'arn:role', sizeInGiB: 20 } }],
    });
    expect(heard[0]?.input).toEqual({
      cluster: 'main',
      service: 'web',
      taskDefinition: 'web:2',
      desiredCount: 0,
      forceNewDeployment: false,
      enableECSManagedTags: true,
      propagateTags: 'SERVICE',
      volumeConfigurations: [{ name: 'data', managedEBSVolume: { roleArn: 'arn:role', sizeInGiB: 20 } }],
    });
  });

  test('answers with the service as it then is', async () => {
    await openLoopback({ body: { service: { ...service, currentServiceDeployment: 'arn:9' } } });
    expect((await ecsGateway().ecs.services.update(web, change)).deployment).toBe('arn:9');
  });
});
