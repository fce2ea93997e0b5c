/** ECS's own way back fails: ours comes after it, and has the whole time of a rollback. */
import { expect, test } from '@jest/globals';
import { ecsDouble } from '@slipway/test-kit/ecs-double/ecs-double';
import { play, type Played } from '@slipway/test-kit/ecs-double/rollout-scenario';
import { manualClock } from '@slipway/test-kit/manual-clock';
import type { Deployments } from '../src/ports.ts';
import { headline } from './played.ts';

/** ECS rolls back for five minutes and fails; tasks of web:41 that start then take some time. */
async function afterFiveMinutes(startsAfter: number): Promise<Played> {
  const clock = manualClock();
  const ecs = ecsDouble(clock, {
    behaviours: { 41: { startsAfter }, 42: { diesAfter: 3000 } },
    breaker: { rollback: true },
  });
  let since: number | undefined;
  const describe: Deployments['describe'] = async (arn) => {
    const seen = await ecs.ports.deployments.describe(arn);
    if (seen?.status.startsWith('ROLLBACK') !== true) return seen;
    since ??= clock.now();
    const isOver = clock.now() - since >= 300_000;
    return { ...seen, status: isOver ? 'ROLLBACK_FAILED' : 'ROLLBACK_IN_PROGRESS' };
  };
  const deployments = { ...ecs.ports.deployments, describe };
  const request = { failFast: false, rollbackTimeout: 360_000 };
  return play({ ports: { deployments }, request }, clock, ecs);
}

test('the baseline is deployed anew, though ECS asks for it already', async () => {
  const played = await afterFiveMinutes(5000);
  expect(played.path.slice(-3)).toEqual(['watching', 'rolling-back', 'rolled-back']);
  expect(played.ecs.changes.at(-1)).toEqual({
    taskDefinition: expect.stringMatching(/web:41$/),
    forceNewDeployment: true,
  });
  expect(headline(played.end)).toMatch(
    /^ECS tried to roll back by its circuit breaker after (?:\d of 3 failures|\d failures \(its limit is 3\)) and failed: .* web:41 serves again, proven by 2 running tasks after 5 min \d+ s\.$/,
  );
});

test('what ECS spent on its own way back is not taken from ours', async () => {
  const { end } = await afterFiveMinutes(240_000);
  expect([end.kind, end.reason.code]).toEqual(['rolled-back', 'ecs-rollback-failed']);
});

test('our way back ends at its own limit', async () => {
  const { end } = await afterFiveMinutes(600_000);
  expect([end.kind, end.reason.code]).toEqual(['stuck', 'rollback-timeout']);
  const spent = end.endedAt - (end.rollbackAt ?? 0);
  expect(spent).toBeGreaterThanOrEqual(660_000);
  expect(spent).toBeLessThan(680_000);
});
