/** A runner whose clock is wrong: what AWS dates is compared with what AWS dates. */
import { describe, expect, test } from '@jest/globals';
import { ecsDouble } from '@slipway/test-kit/ecs-double/ecs-double';
import { play, type Played, type Scenario } from '@slipway/test-kit/ecs-double/rollout-scenario';
import { manualClock } from '@slipway/test-kit/manual-clock';
import { withSkew } from '../src/looking/aws-time.ts';
import type { Started } from '../src/phases.ts';

const minutes = 60_000;

/** @param ahead milliseconds that the clock of AWS is ahead of the runner's. */
async function skewed(ahead: number, scenario: Scenario): Promise<Played> {
  const clock = manualClock();
  const ecs = ecsDouble(clock, scenario.ecs);
  const { deployments, tasks } = ecs.ports;
  const there = (at: number | undefined): number | undefined => (at === undefined ? undefined : at + ahead);
  const ports: Scenario['ports'] = {
    deployments: {
      ...deployments,
      describe: async (arn) => {
        const seen = await deployments.describe(arn);
        return seen && { ...seen, createdAt: there(seen.createdAt) };
      },
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
  return play({ ...scenario, ports }, clock, ecs);
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
});

describe('how wrong a clock is', () => {
  const started = { startedAt: 10_000 } as Started;
  const seen = (createdAt: number | undefined): number | undefined =>
    withSkew(started, { createdAt }, { now: () => 12_000 }).skew;

  test.each([
    ['nothing where the deployment came to be between asking and seeing', 11_000, 0],
    ['what it came to be too early', 4000, -6000],
    ['what it came to be too late', 20_000, 8000],
  ])('is %s', (_, createdAt, skew) => {
    expect(seen(createdAt)).toBe(skew);
  });

  test('is told once', () => {
    expect(withSkew({ ...started, skew: 5 }, { createdAt: 0 }, { now: () => 0 }).skew).toBe(5);
    expect(seen(undefined)).toBeUndefined();
  });
});

test('what is healthy at an end without proof is told by the time of AWS', async () => {
  const healthCheck = { url: 'http://web/', expect: [], attempts: 1, interval: 5000 };
  const { end } = await skewed(5 * minutes, {
    request: { timeout: 2 * minutes, healthCheck, rollback: 'never' },
  });
  expect([end.kind, end.serving?.tasks]).toEqual(['stuck', 2]);
});
