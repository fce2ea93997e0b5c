/** A runner whose clock is wrong: what AWS dates is compared with what AWS dates. */
import { describe, expect, test } from '@jest/globals';
import { ecsDouble, type EcsDouble } from '@slipway/test-kit/ecs-double/ecs-double';
import { document, play, type Played, type Scenario } from '@slipway/test-kit/ecs-double/rollout-scenario';
import { manualClock } from '@slipway/test-kit/manual-clock';
import { withNewest } from '../src/going-back/deployed-since.ts';
import type { ServiceState } from '../src/observations.ts';
import type { Watching } from '../src/phases.ts';
import { withOwnDeployment } from '../src/starting/own-deployment.ts';

const minutes = 60_000;

const hook = {
  id: 'h-1',
  stage: 'POST_TEST_TRAFFIC_SHIFT',
  kind: 'PAUSE',
  status: 'AWAITING_ACTION',
  expiresAt: manualClock().now() + 30 * minutes,
  timeoutAction: 'ROLLBACK',
} as const;

/** @param ahead milliseconds that the clock of AWS is ahead of the runner's. */
async function skewed(ahead: number, scenario: Scenario): Promise<Played> {
  const clock = manualClock();
  const ecs = ecsDouble(clock, scenario.ecs);
  const { deployments, services, tasks } = ecs.ports;
  const there = (at: number | undefined): number | undefined => (at === undefined ? undefined : at + ahead);
  const ports: Scenario['ports'] = {
    services: {
      ...services,
      describe: async (name) => {
        const seen = await services.describe(name);
        return seen && { ...seen, events: seen.events.map((event) => ({ ...event, at: event.at + ahead })) };
      },
    },
    awsTime: (moment) => moment + ahead,
    deployments: {
      ...deployments,
      describe: async (arn) => {
        const seen = await deployments.describe(arn);
        const hooks = seen?.hooks.map((hook) => ({ ...hook, expiresAt: there(hook.expiresAt) })) ?? [];
        return seen && { ...seen, createdAt: there(seen.createdAt), hooks };
      },
      since: (name, time) => deployments.since(name, time - ahead),
    },
    tasks: {
      ...tasks,
      describe: async (cluster, arns) =>
        (await tasks.describe(cluster, arns)).map((task) => ({
          ...task,
          startedAt: there(task.startedAt),
          stoppedAt: there(task.stoppedAt),
        })),
    },
  };
  return play({ ...scenario, ports: { ...ports, ...scenario.ports } }, clock, ecs);
}

describe.each([
  ['5 min ahead of that of AWS', -5 * minutes],
  ['5 min behind that of AWS', 5 * minutes],
])('with a clock %s', (_, ahead) => {
  test('tasks that die young were never healthy', async () => {
    const { end } = await skewed(ahead, { ecs: { behaviours: { 42: { diesAfter: 15_000 } } } });
    expect([end.kind, end.reason.code]).toEqual(['rolled-back', 'tasks-keep-dying']);
  });

  test('what ECS calls successful is proven when it is', async () => {
    const { end, lasted } = await skewed(ahead, { request: { timeout: 2 * minutes } });
    expect([end.kind, lasted]).toEqual(['succeeded', 60_000]);
  });

  test('the way back is proven in its time', async () => {
    const healthCheck = { url: 'http://web/', expect: [], attempts: 1, interval: 5000 };
    const request = { timeout: 2 * minutes, healthCheck, rollbackTimeout: 2 * minutes };
    const { end } = await skewed(ahead, { request });
    expect([end.kind, end.reason.code]).toEqual(['rolled-back', 'health-check-failed']);
  });

  test('the load balancer is not listened to before the grace period is over, and is then', async () => {
    const balancer = { interval: 10_000, gracePeriod: 2 * minutes, replacesAfter: 60 * minutes };
    const { end } = await skewed(ahead, { ecs: { balancer, behaviours: { 42: { neverListens: true } } } });
    expect([end.kind, end.reason.code]).toEqual(['rolled-back', 'targets-stay-unhealthy']);
    const after = (end.rollbackAt ?? 0) - (end.startedAt ?? 0);
    expect(after).toBeGreaterThanOrEqual(2 * minutes);
    expect(after).toBeLessThanOrEqual(3 * minutes);
  });

  test('a deployment that is joined began when AWS says, and is followed to its end', async () => {
    const begun: EcsDouble[] = [];
    const { end, lines } = await skewed(ahead, {
      before: (ecs) => {
        ecs.tell('was unable to place a task. Reason: Capacity is unavailable at this time.');
        begun.push(ecs);
      },
      resume: async ({ clock }) => {
        await clock.sleep(10_000);
        for (const ecs of begun) ecs.deploy(ecs.register(document));
        await clock.sleep(20_000);
        return undefined;
      },
    });
    expect(lines).not.toContainEqual(expect.stringContaining('Capacity is unavailable'));
    expect(lines[0]).toContain('It began 20 s ago, and has 30 min in all.');
    expect([end.kind, end.serving?.tasks]).toEqual(['succeeded', 2]);
  });

  test('what serves already is left as it is', async () => {
    const { end } = await skewed(ahead, { wanted: { kind: 'revision', reference: 'web:41' } });
    expect(end.kind).toBe('unchanged');
  });

  test('another count alone is there once its tasks are healthy', async () => {
    const { end, lasted } = await skewed(ahead, {
      wanted: { kind: 'revision', reference: 'web:41' },
      request: { desiredCount: 3, timeout: 3 * minutes },
    });
    expect([end.kind, end.serving?.tasks]).toEqual(['succeeded', 3]);
    expect(lasted).toBeGreaterThanOrEqual(40_000);
  });

  test.each([
    ['an hour', 60, true],
    ['44 minutes', 44, false],
  ])('credentials that last for %s are judged by the clock that ends them', async (_, left, isEnough) => {
    const expiresAt = manualClock().now() + ahead + left * minutes;
    const credentials = { lifetime: async () => ({ temporary: true, expiresAt }) };
    const { end } = await skewed(ahead, { ports: { credentials } });
    expect(end.warnings.some((warning) => warning.startsWith('The credentials end at'))).toBe(!isEnough);
  });
});

test('what is healthy at an end without proof is told by the time of AWS', async () => {
  const healthCheck = { url: 'http://web/', expect: [], attempts: 1, interval: 5000 };
  const { end } = await skewed(5 * minutes, {
    request: { timeout: 2 * minutes, healthCheck, rollback: 'never' },
  });
  expect([end.kind, end.serving?.tasks]).toEqual(['stuck', 2]);
});

describe.each([-30 * minutes, 30 * minutes])('with an AWS that is %d ms ahead', (ahead) => {
  test('deployments since our update are asked for by the clock of AWS', async () => {
    const played = await skewed(0, { request: { timeout: 2 * minutes } });
    const { started } = played.saved.filter(({ kind }) => kind === 'watching').at(-1) as Watching;
    const asked: number[] = [];
    const { clock, ecs } = played;
    const since = async (_: unknown, time: number) => {
      asked.push(time);
      return [];
    };
    const deployments = { ...ecs.ports.deployments, since };
    const ports = { ...played.ports, deployments, awsTime: (moment: number) => moment + ahead };
    const service = (await ecs.ports.services.describe(started.request.name)) as ServiceState;
    await withOwnDeployment(service, started, ports);
    await withNewest(service, started, ports);
    expect(asked.slice(0, 2)).toEqual([
      clock.now() + ahead - 15 * minutes,
      started.startedAt + ahead - minutes,
    ]);
  });

  test('a hook that waits for a person has the time that AWS gives it', async () => {
    const { lines } = await skewed(ahead, {
      ecs: { desired: 1, behaviours: { 42: { startsAfter: 200_000 } } },
      request: { timeout: 60 * minutes },
      script: { 21_000: (ecs) => ecs.shift({ stage: 'POST_TEST_TRAFFIC_SHIFT', hooks: [hook] }) },
    });
    expect(lines).toContainEqual(expect.stringContaining('waits for a person for another 30 min'));
  });
});

test.each([0, 5])(
  'somebody’s deployment over ours is seen where the clock was %d minutes fast and was set right since',
  async (fast) => {
    const { saved, ecs, ports, clock } = await play({ request: { timeout: 2 * minutes } });
    const { started } = saved.filter(({ kind }) => kind === 'watching').at(-1) as Watching;
    const service = (await ecs.ports.services.describe(started.request.name)) as ServiceState;
    expect(service.deployment).toBe(started.deployment);
    ecs.deploy(ecs.register({ family: 'theirs' }));
    await clock.drive(clock.sleep(15_000));
    const asked = { ...started, startedAt: started.startedAt + fast * minutes };
    const seen = await clock.drive(withNewest(service, asked, ports));
    expect(seen.deployment).toBe(ecs.current());
  },
);

test('a deployment that ECS does not list any more tells of none over it, and that is noted', async () => {
  const { saved, ecs, ports, clock } = await play({ request: { timeout: 2 * minutes } });
  const { started } = saved.filter(({ kind }) => kind === 'watching').at(-1) as Watching;
  const service = (await ecs.ports.services.describe(started.request.name)) as ServiceState;
  const noted: string[] = [];
  const log = { ...ports.log, debug: (line: string) => void noted.push(line) };
  const deployments = { ...ports.deployments, since: async () => ['deployment/other'] };
  const seen = await clock.drive(withNewest(service, started, { ...ports, log, deployments }));
  expect(seen).toEqual(service);
  expect(noted).toEqual([
    expect.stringMatching(
      /^Whether somebody deployed since could not be seen: ECS does not list deployment \d+\.$/,
    ),
  ]);
});
