/** How many deaths in the bake time speak against a deployment: half of its tasks, as the circuit breaker counts. */
import { expect, test } from '@jest/globals';
import { play } from '@slipway/test-kit/ecs-double/rollout-scenario';
import type { Confirming, RollingBack } from '../src/phases.ts';
import { faultSince } from '../src/confirming/rules-of-baking.ts';

/** A service that bakes, with as many tasks asked for and as many of one cause dead. */
async function bakingWith(desired: number, deaths: number): Promise<Confirming> {
  const { saved } = await play({
    ecs: { behaviours: { 42: { diesAfter: 60_000 } } },
    request: { bakeTime: 120_000 },
  });
  const phase = saved.findLast((each): each is Confirming => each.kind === 'confirming');
  const back = saved.findLast((each): each is RollingBack => each.kind === 'rolling-back');
  const [death] = back?.stopped ?? [];
  if (phase === undefined || death === undefined) throw new Error('Nothing died while it baked.');
  const stopped = Array.from({ length: deaths }, () => death);
  const memory = { ...phase.memory, stopped };
  return { ...phase, deathsBefore: 0, memory, started: { ...phase.started, desired } };
}

test.each([
  [1, 2, true],
  [2, 2, true],
  [5, 2, false],
  [5, 3, true],
  [200, 99, false],
  [200, 100, true],
  [1000, 200, true],
])('with %d tasks, %d deaths are a fault: %s', async (desired, deaths, isFault) => {
  const reason = faultSince(await bakingWith(desired, deaths));
  expect(reason?.code).toBe(isFault ? 'tasks-keep-dying' : undefined);
});
