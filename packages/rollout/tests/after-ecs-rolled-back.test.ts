/** What happens to a service after ECS rolled our deployment back, before the engine has proven it. */
import { expect, test } from '@jest/globals';
import { ecsDouble, type EcsDouble } from '@slipway/test-kit/ecs-double/ecs-double';
import { play } from '@slipway/test-kit/ecs-double/rollout-scenario';
import { manualClock, type ManualClock } from '@slipway/test-kit/manual-clock';
import type { Tasks } from '../src/ports.ts';
import { headline } from './played.ts';

const dying = { behaviours: { 42: { diesAfter: 3000 } }, breaker: { rollback: true } };

test('a fix that somebody deploys then supersedes, and both facts are told', async () => {
  const clock = manualClock();
  const ecs = ecsDouble(clock, dying);
  fixOnceRolledBack(ecs, clock);
  const played = await play({ request: { failFast: false, pollInterval: 35_000 } }, clock, ecs);
  expect(played.end.kind).toBe('superseded');
  expect(headline(played.end)).toMatch(
    /^ECS rolled back by its circuit breaker after (?:\d of 3 failures|\d failures \(its limit is 3\)): Service deployment rolled back because the circuit breaker threshold was exceeded; then deployment \d+ of web:43 took over\. /,
  );
  await clock.advance(120_000);
  expect(ecs.serving()).toEqual({ 'web:43': 2 });
});

test('it counts once tasks of the baseline are seen to run', async () => {
  const clock = manualClock();
  const ecs = ecsDouble(clock, dying);
  const begun = clock.now();
  const describe: Tasks['describe'] = async (cluster, arns) => {
    const tasks = await ecs.ports.tasks.describe(cluster, arns);
    const isSeen = clock.now() - begun >= 300_000;
    return tasks.filter(({ taskDefinition }) => isSeen || !taskDefinition.endsWith(':41'));
  };
  const tasks = { ...ecs.ports.tasks, describe };
  const { end, lasted } = await play({ request: { failFast: false }, ports: { tasks } }, clock, ecs);
  expect([end.kind, end.reason.code]).toEqual(['rolled-back', 'rolled-back-by-breaker']);
  expect(lasted).toBeGreaterThanOrEqual(300_000);
});

// Both tasks of the last round die.
test('the count of its breaker is among the evidence', async () => {
  const { end } = await play({ ecs: dying, request: { failFast: false } });
  expect(end.evidence?.breaker).toEqual({ status: 'TRIGGERED', failures: 4, threshold: 3 });
  expect(end.hint).toBe('Correct what the evidence names and deploy again.');
});

test('a breaker without a rollback is told with its count, too, where nothing is put back', async () => {
  const ecs = { ...dying, breaker: { rollback: false } };
  const { end } = await play({ ecs, request: { failFast: false, rollback: 'never' } });
  expect([end.kind, end.evidence?.breaker?.failures]).toEqual(['stuck', 4]);
});

test('nobody is sent to evidence that is not there', async () => {
  const slow = { behaviours: { 42: { startsAfter: 3_600_000 } } };
  const { end } = await play({ ecs: slow, request: { timeout: 60_000 } });
  expect(end.kind).toBe('rolled-back');
  expect(end.hint).toBe('Nothing else was found: deploy again once its reason is dealt with.');
});

/** ECS names web:42 until its own way back is done. */
function fixOnceRolledBack(ecs: EcsDouble, clock: ManualClock): void {
  const watch = async (hasSeenOurs: boolean): Promise<void> => {
    const service = await ecs.ports.services.describe({ cluster: 'main', service: 'web' });
    const isOurs = service?.taskDefinition.endsWith(':42') === true;
    const deployment = service?.deployment;
    const seen = deployment === undefined ? undefined : await ecs.ports.deployments.describe(deployment);
    if (hasSeenOurs && seen?.status === 'ROLLBACK_SUCCESSFUL') {
      ecs.deploy(ecs.register({ family: 'fix' }));
      return;
    }
    clock.at(clock.now() + 500, () => void watch(hasSeenOurs || isOurs));
  };
  clock.at(clock.now() + 500, () => void watch(false));
}
