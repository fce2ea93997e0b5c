/** What is collected about a failure: every part is there, or says why it is not, and is never more than a person reads. */
import { describe, expect, test } from '@jest/globals';
import { setupFailure } from '@slipway/action-kit/failures';
import { document, request } from '@slipway/test-kit/ecs-double/rollout-scenario';
import { manualClock } from '@slipway/test-kit/manual-clock';
import { gathered } from '../src/going-back/gathering.ts';
import type { AlarmState, ServiceEvent, TargetHealth, Task, TaskDocument } from '../src/observations.ts';
import type { Started } from '../src/phases.ts';

const started = {
  request,
  owner: 'ecs-svc/1',
  taskDefinition: 'web:42',
  targetGroups: [],
} as unknown as Started;
const died = (id: number, exitCode = 1, more: Partial<Task> = {}): Task => ({
  arn: `task/${String(id)}`,
  taskDefinition: 'web:42',
  owner: 'ecs-svc/1',
  status: 'STOPPED',
  health: 'UNKNOWN',
  stopCode: 'EssentialContainerExited',
  stoppedReason: 'Essential container in task exited',
  startedAt: 0,
  stoppedAt: 1,
  containers: [{ name: 'web', exitCode, reason: undefined }],
  addresses: [],
  ...more,
});
const target = (id: number, state: string): TargetHealth => ({
  host: String(id),
  port: 80,
  state,
  reason: undefined,
  description: undefined,
});
const event = (id: number, message: string): ServiceEvent => ({ id: String(id), at: id, message });
const many = Array.from({ length: 25 }, (_, at) => at);
const never = new Promise<never>(() => undefined);

interface Scene {
  readonly started?: Partial<Started>;
  readonly known?: readonly Task[];
  readonly tasks?: readonly Task[];
  readonly stopped?: () => Promise<readonly string[]>;
  readonly targets?: () => Promise<readonly TargetHealth[]>;
  readonly alarms?: readonly AlarmState[];
  readonly events?: readonly ServiceEvent[];
  readonly document?: TaskDocument;
  readonly log?: readonly string[];
}

async function evidenceOf(scene: Scene) {
  const clock = manualClock();
  const tasks = scene.tasks ?? [];
  const asked: number[] = [];
  const ports = {
    clock,
    tasks: {
      stopped: scene.stopped ?? (async () => tasks.map(({ arn }) => arn)),
      describe: async (_: string, arns: readonly string[]) => tasks.filter(({ arn }) => arns.includes(arn)),
    },
    targets: { health: scene.targets },
    alarms: { states: async () => scene.alarms },
    services: { describe: async () => scene.events && { events: scene.events } },
    taskDefinitions: { describe: async () => ({ document: scene.document ?? document }) },
    containerLogs: {
      tail: async (_: unknown, count: number) => {
        asked.push(count);
        return scene.log ?? ['Error: no database'];
      },
    },
  } as unknown as Parameters<typeof gathered>[4];
  const of = { ...started, ...scene.started };
  const reason = { code: 'tasks-keep-dying', text: 'container web exited with code 1' };
  const begun = clock.now();
  const evidence = await clock.drive(gathered(of, reason, scene.known ?? [], undefined, ports));
  return { ...evidence, lasted: clock.now() - begun, asked };
}

const absent = (why: string) => ({ kind: 'absent', why });

describe('deaths', () => {
  test('are those that were seen and those that came since, each once, and no one else’s', async () => {
    const { deaths } = await evidenceOf({
      known: [died(1)],
      tasks: [
        died(1),
        died(2),
        died(3, 1, { owner: 'ecs-svc/2' }),
        died(4, 1, {
          status: 'STOPPING',
          containers: [{ name: 'web', exitCode: undefined, reason: undefined }],
        }),
      ],
    });
    expect(deaths).toMatchObject({ kind: 'found', value: [{ count: 2, lastTask: 'task/2' }] });
  });

  test('are no more than twenty causes', async () => {
    const { deaths } = await evidenceOf({ known: many.map((at) => died(at, at)) });
    expect(deaths.kind === 'found' && deaths.value.length).toBe(20);
  });

  test('that can’t be seen say why, and leave no log', async () => {
    const denied = setupFailure({ code: 'access-denied', what: 'AWS denied ecs:ListTasks' });
    const { deaths, log } = await evidenceOf({ known: [died(1)], stopped: () => Promise.reject(denied) });
    expect([deaths, log]).toEqual([absent('AWS denied ecs:ListTasks.'), absent('no container of ours died')]);
  });

  test('of no task are said to be none', async () => {
    expect((await evidenceOf({})).deaths).toEqual(absent('no task of the deployment died'));
  });
});

describe('the log', () => {
  test('is the end of what the container of the death in the reason wrote', async () => {
    const { log, asked } = await evidenceOf({ known: [died(1, 137), died(2, 137), died(3, 1)] });
    expect(log).toMatchObject({
      kind: 'found',
      value: { container: 'web', task: '3', lines: ['Error: no database'] },
    });
    expect(asked).toEqual([20]);
  });

  test.each<[string, Scene, string]>([
    ['is silent', { known: [died(1)], log: [] }, 'container web wrote nothing to /web'],
    [
      'has none',
      { known: [died(1)], document: { containerDefinitions: [{ name: 'web' }] } },
      'container web has no awslogs stream with a prefix',
    ],
    [
      'is not known',
      {
        known: [
          died(1, 1, {
            stopCode: 'ServiceSchedulerInitiated',
            stoppedReason: 'Task failed ELB health checks',
          }),
        ],
      },
      'no container of ours died',
    ],
  ])('of a container that %s is absent', async (_, scene, why) => {
    expect((await evidenceOf(scene)).log).toEqual(absent(why));
  });

  test('is cut where a person stops reading, and the newest lines stay', async () => {
    const lines = many.slice(0, 12).map((at) => `${String(at)} `.padEnd(1000, 'x'));
    const { log } = await evidenceOf({ known: [died(1)], log: ['old', ...lines] });
    expect(log.kind === 'found' && log.value.lines).toEqual(lines);
  });
});

describe('targets', () => {
  const of = (targets: readonly TargetHealth[]) =>
    evidenceOf({ started: { targetGroups: ['group'] }, targets: async () => targets });

  test('are those that are not healthy, twenty at most', async () => {
    const sick = many.map((at) => target(at, 'unhealthy'));
    expect((await of([target(99, 'healthy'), ...sick])).targets).toEqual({
      kind: 'found',
      value: sick.slice(0, 20),
    });
  });

  test('are absent where all are healthy, or there is no load balancer', async () => {
    expect((await of([target(1, 'healthy')])).targets).toEqual(absent('every target is healthy'));
    expect((await evidenceOf({})).targets).toEqual(absent('the service has no load balancer'));
  });

  test('are waited for 5 s', async () => {
    const { targets, lasted } = await evidenceOf({
      started: { targetGroups: ['group'] },
      targets: () => never,
    });
    expect([targets, lasted]).toEqual([absent('there was no answer within 5 s'), 5000]);
  });
});

test('alarms are those that were asked to be watched, twenty at most', async () => {
  const alarms = many.map((at): AlarmState => ({ name: String(at), state: 'OK', reason: undefined }));
  const names = alarms.map(({ name }) => name);
  const watched = await evidenceOf({ started: { request: { ...request, alarms: names } }, alarms });
  expect(watched.alarms).toEqual({ kind: 'found', value: alarms.slice(0, 20) });
  expect((await evidenceOf({ alarms })).alarms).toEqual(absent('no alarms were asked to be watched'));
});

describe('events', () => {
  const news = many.map((at) => event(99 - at, '(service web) was unable to place a task.'));

  test('are what is no routine and came since, twenty at most', async () => {
    const routine = event(100, '(service web) has reached a steady state.');
    const lastEvent = news[22]?.id;
    const { events } = await evidenceOf({ started: { lastEvent }, events: [routine, ...news] });
    expect(events).toEqual({ kind: 'found', value: news.slice(0, 20) });
    const { events: few } = await evidenceOf({
      started: { lastEvent: news[1]?.id },
      events: [routine, ...news],
    });
    expect(few).toEqual({ kind: 'found', value: news.slice(0, 1) });
  });

  test('are absent where nothing came, or the service is gone', async () => {
    const nothing = absent('the service told of nothing unusual');
    expect((await evidenceOf({ started: { lastEvent: '99' }, events: news })).events).toEqual(nothing);
    expect((await evidenceOf({})).events).toEqual(nothing);
  });
});
