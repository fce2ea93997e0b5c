/** How often ECS, its load balancer and CloudWatch are asked in all while nothing changes. */
import { expect, test } from '@jest/globals';
import { play } from '@slipway/test-kit/ecs-double/rollout-scenario';

const balancer = {
  interval: 30_000,
  unhealthyThreshold: 2,
  gracePeriod: 3_600_000,
  replacesAfter: 3_600_000,
};

test('0.4 calls a second are enough for a deployment whose tasks, targets, alarms and events are all watched', async () => {
  const { ecs, end } = await play({
    ecs: { alarms: { slow: 'OK' }, balancer, behaviours: { 42: { neverListens: true } } },
    request: { alarms: ['slow'], rollback: 'never' },
  });
  const watched = ecs.calls.slice(ecs.calls.indexOf('UpdateService'));
  const seconds = (end.endedAt - (end.startedAt ?? 0)) / 1000;
  expect(seconds).toBeGreaterThanOrEqual(1800);
  expect(watched.length / seconds).toBeLessThanOrEqual(0.41);
});
