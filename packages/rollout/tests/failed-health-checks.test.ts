/** What health checks of containers say of a task, and when how long it ran says nothing for it. */
import { describe, expect, test } from '@jest/globals';
import { ecsDouble } from '@slipway/test-kit/ecs-double/ecs-double';
import { play } from '@slipway/test-kit/ecs-double/rollout-scenario';
import { manualClock } from '@slipway/test-kit/manual-clock';
import { hasHealthChecks, wasHealthy } from '../src/looking/health.ts';
import type { Task } from '../src/observations.ts';
import type { Tasks } from '../src/ports.ts';

/** As ECS shows a task of web:42 that its container's health check failed, a minute after it ran. */
function failing(task: Task): Task {
  if (!task.taskDefinition.endsWith(':42') || task.stoppedAt === undefined) return task;
  const startedAt = task.stoppedAt - 60_000;
  const stoppedReason = 'Task failed container health checks';
  return { ...task, startedAt, health: 'UNHEALTHY', stopCode: 'ServiceSchedulerInitiated', stoppedReason };
}

test('tasks that fail their health check after a minute are tasks that keep dying', async () => {
  const clock = manualClock();
  const ecs = ecsDouble(clock, { behaviours: { 42: { diesAfter: 5000 } } });
  const describe: Tasks['describe'] = async (cluster, arns) =>
    (await ecs.ports.tasks.describe(cluster, arns)).map(failing);
  const { end } = await play({ ports: { tasks: { ...ecs.ports.tasks, describe } } }, clock, ecs);
  expect(end.reason).toEqual({
    code: 'tasks-keep-dying',
    text: 'web:42 never became healthy: a task failed its container health checks (2 of 2 tasks)',
  });
  expect(end.kind).toBe('rolled-back');
});

describe('a task that stopped was healthy before', () => {
  const stopped: Task = {
    arn: 'task/1',
    taskDefinition: 'web:42',
    owner: undefined,
    status: 'STOPPED',
    health: 'UNKNOWN',
    stopCode: undefined,
    stoppedReason: undefined,
    startedAt: 0,
    stoppedAt: 40_000,
    containers: [],
    addresses: [],
  };

  test.each<[string, boolean, boolean]>([
    ['when it ran 40 s without any check', wasHealthy(stopped, false), true],
    ['not when it ran less', wasHealthy({ ...stopped, stoppedAt: 39_999 }, false), false],
    ['when its container says so', wasHealthy({ ...stopped, health: 'HEALTHY', stoppedAt: 1 }, false), true],
    ['not when its container says no', wasHealthy({ ...stopped, health: 'UNHEALTHY' }, false), false],
    ['not when a load balancer would have to say so', wasHealthy(stopped, true), false],
  ])('%s', (_, was, expected) => {
    expect(was).toBe(expected);
  });
});

describe('the health of a task', () => {
  const healthCheck = { command: ['CMD', 'true'] };
  const app = { name: 'app', image: 'app' };
  const agent = { name: 'agent', image: 'agent', healthCheck };

  test.each<[string, readonly object[], boolean]>([
    ['is told where each container has a check', [{ ...app, healthCheck }, agent], true],
    ['is told where each essential one has', [{ ...app, essential: false }, agent], true],
    ['is never told where only others have', [app, { ...agent, essential: false }], false],
    ['is never told where an essential one has none', [app, agent], false],
    ['is never told where a check is null', [{ ...app, healthCheck: null }], false],
    ['is never told of no containers', [], false],
  ])('%s', (_, containerDefinitions, isTold) => {
    expect(hasHealthChecks({ containerDefinitions })).toBe(isTold);
  });

  test('is not waited for where only its helper has a check', async () => {
    const containerDefinitions = [app, { ...agent, essential: false }];
    const document = { family: 'web', containerDefinitions };
    const { end, lasted } = await play({ wanted: { kind: 'document', document } });
    expect([end.kind, lasted]).toEqual(['succeeded', 60_000]);
  });
});
