/** How often ECS, its load balancer and CloudWatch are asked in all while nothing changes. */
import { describe, expect, test } from '@jest/globals';
import { ecsDouble, type EcsDouble } from '@slipway/test-kit/ecs-double/ecs-double';
import { play, type Played, type Scenario } from '@slipway/test-kit/ecs-double/rollout-scenario';
import { manualClock } from '@slipway/test-kit/manual-clock';
import type { Ports } from '../src/ports.ts';

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
  expect(watched.length / seconds).toBeLessThanOrEqual(0.4);
});

/** A run in which no task is seen to run from then on, so that nothing proves what ECS says. */
async function unproven(from: number, { request, ...scenario }: Scenario): Promise<Played> {
  const clock = manualClock();
  const ecs = ecsDouble(clock, scenario.ecs);
  const begun = clock.now();
  const { tasks } = ecs.ports;
  const describe: Ports['tasks']['describe'] = async (cluster, arns) => {
    const seen = await tasks.describe(cluster, arns);
    return clock.now() - begun < from ? seen : seen.filter(({ status }) => status === 'STOPPED');
  };
  const ports = { tasks: { ...tasks, describe } };
  return play({ ...scenario, request: { rollbackTimeout: 900_000, ...request }, ports }, clock, ecs);
}

/** @param since milliseconds since the start of the run. */
function rate({ ecs, lasted }: Played, calls: readonly string[], since: number): number {
  expect(lasted - since).toBeGreaterThanOrEqual(600_000);
  // The end looks once more, at the service, its tasks and what they are.
  return (ecs.calls.length - calls.length - 4) / ((lasted - since) / 1000);
}

/** Ten minutes of 0.4 calls a second, and the look at either end. */
const withBothEnds = 0.41;

describe('0.4 calls a second are enough', () => {
  const at = (since: number, calls: string[]): NonNullable<Scenario['script']> => ({
    [since]: (ecs: EcsDouble) => void calls.push(...ecs.calls),
  });

  test.each<[string, number, Scenario]>([
    ['while a deployment that ECS calls successful is proven', 40_000, { request: { timeout: 900_000 } }],
    ['while the way back is proven', 12_000, { ecs: { behaviours: { 42: { diesAfter: 3000 } } } }],
    [
      'while the way back of ECS itself is proven',
      12_000,
      {
        ecs: { behaviours: { 42: { diesAfter: 3000 } }, breaker: { rollback: true } },
        request: { failFast: false },
      },
    ],
  ])('%s', async (_, from, scenario) => {
    const since = from + 60_000;
    const calls: string[] = [];
    const played = await unproven(from, { ...scenario, script: at(since, calls) });
    expect(rate(played, calls, since)).toBeLessThanOrEqual(withBothEnds);
  });

  test('while another deployment is waited for', async () => {
    const calls: string[] = [];
    const played = await play({
      ecs: { behaviours: { 42: { startsAfter: 3_600_000 } } },
      before: (ecs) => ecs.deploy(ecs.register({ family: 'theirs' })),
      request: { timeout: 900_000 },
      script: at(30_000, calls),
    });
    expect(rate(played, calls, 30_000)).toBeLessThanOrEqual(withBothEnds);
  });

  test('while more tasks are waited for', async () => {
    const calls: string[] = [];
    const played = await play({
      wanted: { kind: 'revision', reference: 'web:41' },
      ecs: { behaviours: { 41: { startsAfter: 3_600_000 } } },
      request: { desiredCount: 3, timeout: 900_000 },
      script: at(30_000, calls),
    });
    expect(rate(played, calls, 30_000)).toBeLessThanOrEqual(withBothEnds);
  });
});
