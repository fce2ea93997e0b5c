/** What serves, read from the tasks that run: what is healthy, whatever runs beside it. */
import { describe, expect, test } from '@jest/globals';
import { setupFailure, upstreamFailure } from '@slipway/action-kit/failures';
import { request } from '@slipway/test-kit/ecs-double/rollout-scenario';
import { manualClock } from '@slipway/test-kit/manual-clock';
import { crewsNow, servingNow } from '../src/ending/serving.ts';
import type { ServiceState, TargetHealth, Task } from '../src/observations.ts';
import type { Ports } from '../src/ports.ts';

const task = (taskDefinition: string, more: Partial<Task> = {}): Task => ({
  arn: 'task/1',
  taskDefinition,
  owner: undefined,
  status: 'RUNNING',
  health: 'HEALTHY',
  stopCode: undefined,
  stoppedReason: undefined,
  startedAt: 0,
  stoppedAt: undefined,
  containers: [],
  addresses: [{ host: '10.0.0.1', port: 80 }],
  ...more,
});

interface Scene {
  readonly tasks: readonly Task[];
  readonly targetGroups?: readonly string[];
  readonly health?: () => Promise<readonly TargetHealth[]>;
  readonly service?: null;
}

function seen({ tasks, targetGroups = [], health, service }: Scene): Ports {
  const shown = { taskDefinition: 'web:42', desired: 2, targetGroups } as Partial<ServiceState>;
  return {
    services: { describe: async () => (service === null ? undefined : shown) },
    tasks: { live: async () => [], describe: async () => tasks },
    targets: { health },
    clock: manualClock(),
    awsTime: (moment: number) => moment,
    cancelled: new AbortController().signal,
    log: { debug: () => undefined },
  } as unknown as Ports;
}

const behind = (health: Scene['health'], ...tasks: readonly Task[]): Scene => ({
  tasks,
  targetGroups: ['group'],
  ...(health && { health }),
});
const healthy = { host: '10.0.0.1', port: 80, state: 'healthy', reason: undefined, description: undefined };
const denied = (): Promise<never> => Promise.reject(setupFailure({ code: 'access-denied', what: 'denied' }));
const throttled = (): Promise<never> => Promise.reject(upstreamFailure({ code: 'throttled', what: 'busy' }));

const nowOf = (scene: Scene): ReturnType<typeof crewsNow> => crewsNow(request.name, seen(scene));

describe('an end that proves nothing tells', () => {
  const old = task('web:41');
  const sick = task('web:42', { health: 'UNHEALTHY' });

  test('what alone is healthy, and what runs beside it', async () => {
    expect(await nowOf({ tasks: [old, old, sick] })).toEqual({
      serving: { taskDefinition: 'web:41', tasks: 2 },
      crews: [
        { taskDefinition: 'web:41', running: 2, healthy: 2 },
        { taskDefinition: 'web:42', running: 1, healthy: 0 },
      ],
    });
  });

  test('no one revision where two are healthy, or none is', async () => {
    expect((await nowOf({ tasks: [old, task('web:42')] })).serving).toBeUndefined();
    expect(await nowOf({ tasks: [sick] })).toEqual({
      serving: undefined,
      crews: [{ taskDefinition: 'web:42', running: 1, healthy: 0 }],
    });
    expect(await nowOf({ tasks: [] })).toEqual({ serving: undefined, crews: [] });
  });

  test('what its load balancer finds healthy', async () => {
    const scene = behind(async () => [healthy], old);
    expect((await nowOf(scene)).crews).toEqual([{ taskDefinition: 'web:41', running: 1, healthy: 1 }]);
    const none = behind(async () => [], old);
    expect((await nowOf(none)).crews).toEqual([{ taskDefinition: 'web:41', running: 1, healthy: 0 }]);
  });

  test.each<[string, readonly Task[], unknown]>([
    ['what alone runs and is well by its own checks', [old, old], { taskDefinition: 'web:41', tasks: 2 }],
    ['nothing of what is not well', [{ ...old, health: 'UNKNOWN', startedAt: undefined }], undefined],
    ['nothing of two revisions', [old, task('web:42')], undefined],
    ['nothing where nothing runs', [], undefined],
  ])('where a load balancer may not be asked, %s', async (_, tasks, serving) => {
    expect(await nowOf(behind(denied, ...tasks))).toEqual({ serving, crews: undefined });
  });

  test.each<[string, Scene]>([
    ['a load balancer that is busy', behind(throttled, old)],
    ['a service that ECS shows no more', { tasks: [old], service: null }],
  ])('nothing at all after %s', async (_, scene) => {
    expect(await nowOf(scene)).toEqual({ serving: undefined, crews: undefined });
  });
});

test('a proof counts what is healthy of the one revision that runs', async () => {
  const young = task('web:42', { health: 'UNKNOWN', startedAt: undefined });
  const of = (tasks: readonly Task[]): ReturnType<typeof servingNow> =>
    servingNow(request.name, seen({ tasks }));
  const proof = { taskDefinition: 'web:42', tasks: 2 };
  expect(await of([task('web:42'), young])).toMatchObject({ ...proof, healthy: 1 });
  expect(await of([young, young])).toMatchObject({ ...proof, healthy: 0 });
  expect(await of([])).toMatchObject({ ...proof, tasks: 0, healthy: 0 });
  expect(await of([task('web:41'), young])).toBeUndefined();
});
