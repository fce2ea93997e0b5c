/** A service behind a load balancer whose new tasks run and never answer: decided long before ECS would. */
import { describe, expect, test } from '@jest/globals';
import { setupFailure, upstreamFailure } from '@slipway/action-kit/failures';
import { ecsDouble } from '@slipway/test-kit/ecs-double/ecs-double';
import { play, type Scenario } from '@slipway/test-kit/ecs-double/rollout-scenario';
import { manualClock } from '@slipway/test-kit/manual-clock';

const balancer = { interval: 10_000, unhealthyThreshold: 3, gracePeriod: 60_000 };

/** Tasks run at 0:15; the grace period ends at 1:15, the checks are sure 30 s later. */
const silent: Scenario = { ecs: { desired: 1, balancer, behaviours: { 42: { neverListens: true } } } };

/** ECS as slow to replace as it is in reality, so that only the target tells. */
const slowEcs: Scenario = {
  ecs: { ...silent.ecs, balancer: { ...balancer, replacesAfter: 600_000 } },
};

describe('a task that its load balancer refuses', () => {
  test('is given up when its grace period and the time of its checks are over, not before', async () => {
    const { end } = await play(slowEcs);
    expect(end).toMatchObject({ kind: 'rolled-back', reason: { code: 'targets-stay-unhealthy' } });
    expect(end.reason.text).toMatch(
      /^web:42 never became healthy: its load balancer finds task \d+ unhealthy, \d+ s after its grace period \(Target\.FailedHealthChecks\)$/,
    );
    const decided = (end.rollbackAt ?? 0) - (end.startedAt ?? 0);
    expect(decided).toBeGreaterThanOrEqual(105_000);
    expect(decided).toBeLessThanOrEqual(113_000);
  });

  test('is not taken for healthy while its load balancer has no time to say so', async () => {
    const clock = manualClock();
    const ecs = ecsDouble(clock, slowEcs.ecs);
    const { targets } = ecs.ports;
    const begun = clock.now();
    const health: typeof targets.health = async (group) => {
      const at = clock.now() - begun;
      if (at < 60_000 || at > 80_000) return targets.health(group);
      throw upstreamFailure({ code: 'throttled', what: 'DescribeTargetHealth failed after retries' });
    };
    const { end } = await play({ ports: { targets: { ...targets, health } } }, clock, ecs);
    expect([end.kind, end.reason.code]).toEqual(['rolled-back', 'targets-stay-unhealthy']);
    expect((end.rollbackAt ?? 0) - (end.startedAt ?? 0)).toBeLessThanOrEqual(125_000);
  });

  test('is given up when ECS itself replaces it for that', async () => {
    const { end } = await play({
      ecs: { ...silent.ecs, balancer: { ...balancer, replacesAfter: 90_000 } },
      ports: {
        targets: {
          health: async () => [],
          checks: async () => ({ interval: 10_000, unhealthyThreshold: 3 }),
        },
      },
    });
    expect(end.reason.text).toContain('because it failed the load balancer’s health checks');
  });

  test('and that ECS replaces as soon as it may leaves the others the time that it would have had', async () => {
    const { end } = await play({
      ecs: { ...silent.ecs, balancer: { ...balancer, replacesAfter: 61_000 } },
    });
    expect(end.reason).toMatchObject({ code: 'targets-stay-unhealthy' });
    const decided = (end.rollbackAt ?? 0) - (end.startedAt ?? 0);
    expect(decided).toBeGreaterThanOrEqual(105_000);
    expect(decided).toBeLessThanOrEqual(113_000);
  });

  test('decides nothing when it was healthy before', async () => {
    const { end } = await play({
      ecs: { desired: 1, balancer, behaviours: { 42: { listensUntil: 200_000 } } },
    });
    expect(end.kind).toBe('succeeded');
  });

  test('decides nothing without fail-fast', async () => {
    const { end } = await play({ ...slowEcs, request: { failFast: false, timeout: 300_000 } });
    expect(end.reason.code).toBe('timeout');
  });

  test('is left to ECS where the checks may not be asked for, and that is said once', async () => {
    const denied = setupFailure({
      code: 'access-denied',
      what: 'AWS denied elasticloadbalancing:DescribeTargetGroups',
      hint: 'Allow it.',
    });
    const { end, lines } = await play({
      ...slowEcs,
      request: { timeout: 300_000 },
      before: (ecs) => ecs.fail('DescribeTargetGroups', 99, denied),
    });
    expect(end.reason.code).toBe('timeout');
    const told = lines.filter((each) => each.includes('DescribeTargetGroups'));
    expect(told).toEqual([
      '0:20 targets that stay unhealthy are left to ECS: AWS denied elasticloadbalancing:DescribeTargetGroups. Allow it.',
    ]);
  });
});

test('a reason that changes begins its time anew', async () => {
  const reasons = ['Target.Timeout', 'Target.ResponseCodeMismatch'];
  let looks = 0;
  const health = async () => [
    {
      host: '10.0.0.1',
      port: 80,
      state: 'unhealthy',
      reason: reasons[Math.floor((looks += 1) / 2) % 2],
      description: undefined,
    },
  ];
  const checks = async () => ({ interval: 60_000, unhealthyThreshold: 2 });
  const { end } = await play({
    ecs: {
      desired: 1,
      balancer: { ...balancer, gracePeriod: 0, replacesAfter: 3_600_000 },
      addresses: ['10.0.0.1'],
      behaviours: { 42: { neverListens: true } },
    },
    request: { timeout: 600_000 },
    ports: { targets: { health, checks } },
  });
  expect(end.reason.text).toContain('web:42 was not done after 10 min');
});
