/** What a green end is proven by, and what is told when it could not be proven. */
import { describe, expect, test } from '@jest/globals';
import { upstreamFailure } from '@slipway/action-kit/failures';
import { ecsDouble, type EcsDouble } from '@slipway/test-kit/ecs-double/ecs-double';
import { play } from '@slipway/test-kit/ecs-double/rollout-scenario';
import { manualClock, type ManualClock } from '@slipway/test-kit/manual-clock';
import type { Task } from '../src/observations.ts';
import type { Services, Tasks } from '../src/ports.ts';
import { headline } from './played.ts';

describe('a deployment that ECS declared successful', () => {
  test('is looked at again when the tasks that run could not be seen at once', async () => {
    const clock = manualClock();
    const ecs = ecsDouble(clock);
    const { end, lines } = await play({ ports: { services: throttledProof(ecs, clock) } }, clock, ecs);
    expect(end.kind).toBe('succeeded');
    expect(headline(end)).toMatch(/^web:42 serves with 2 tasks after 1 min/);
    expect(lines.at(-1)).toMatch(/ECS declared the deployment successful; what runs is not seen yet$/);
  });

  test('succeeds with a warning and proves nothing when they could not be seen until the deadline', async () => {
    const { end, ecs } = await play({
      request: { timeout: 90_000 },
      script: { 55_500: (double) => double.fail('ListTasks', 999) },
    });
    expect(headline(end)).toBe(
      'What runs could not be seen; ECS declared web:42 successful after 1 min 30 s.',
    );
    expect(end.kind).toBe('succeeded');
    expect(end.serving).toBeUndefined();
    expect(end.warnings).toEqual([
      'Nothing proves what web runs: look at the service before you rely on it.',
    ]);
    expect(ecs.serving()).toEqual({ 'web:42': 2 });
  });

  test('is turned back when none of its tasks is seen to run until the deadline', async () => {
    const clock = manualClock();
    const ecs = ecsDouble(clock);
    const begun = clock.now();
    const live: Tasks['live'] = async (name) =>
      clock.now() - begun < 91_000 ? [] : ecs.ports.tasks.live(name);
    const scenario = { request: { timeout: 90_000 }, ports: { tasks: { ...ecs.ports.tasks, live } } };
    const { end } = await play(scenario, clock, ecs);
    expect(end.kind).toBe('rolled-back');
    expect(end.reason).toEqual({
      code: 'not-serving',
      text: 'ECS declared web:42 successful, and none of its tasks is healthy',
    });
  });

  test('is turned back when its tasks run, each since a moment ago, until the deadline', async () => {
    const clock = manualClock();
    const ecs = ecsDouble(clock);
    const describe: Tasks['describe'] = async (cluster, arns) => {
      const tasks = await ecs.ports.tasks.describe(cluster, arns);
      return tasks.map((task) => (isNew(task) ? { ...task, startedAt: clock.now() } : task));
    };
    const scenario = { request: { timeout: 90_000 }, ports: { tasks: { ...ecs.ports.tasks, describe } } };
    const { end } = await play(scenario, clock, ecs);
    expect([end.kind, end.reason.code]).toEqual(['rolled-back', 'not-serving']);
  });

  test('is not called a success while another revision runs, though no task is asked for', async () => {
    const clock = manualClock();
    const ecs = ecsDouble(clock);
    const [old] = await ecs.ports.tasks.live({ cluster: 'main', service: 'web' });
    if (old === undefined) throw new Error('nothing runs');
    const [task] = await ecs.ports.tasks.describe('main', [old]);
    const tasks: Tasks = {
      ...ecs.ports.tasks,
      live: async () => [old],
      describe: async (cluster, arns) =>
        task !== undefined && arns.includes(old) ? [task] : ecs.ports.tasks.describe(cluster, arns),
    };
    const scenario = { request: { desiredCount: 0, timeout: 60_000 }, ports: { tasks } };
    const { end } = await play(scenario, clock, ecs);
    expect(end.kind).not.toBe('succeeded');
  });
});

const isNew = ({ taskDefinition }: Task): boolean => taskDefinition.endsWith(':42');

/** The service is described twice at the look that finds the success: for the verdict and for its proof. */
function throttledProof({ ports }: EcsDouble, clock: ManualClock): Services {
  let last = -1;
  let times = 1;
  return {
    ...ports.services,
    describe: async (name) => {
      const isProof = last === clock.now();
      last = clock.now();
      const service = await ports.services.describe(name);
      if (!isProof || service?.taskDefinition.endsWith(':42') !== true || times === 0) return service;
      times -= 1;
      throw upstreamFailure({ code: 'throttled', what: 'DescribeServices failed', why: 'Rate exceeded' });
    },
  };
}
