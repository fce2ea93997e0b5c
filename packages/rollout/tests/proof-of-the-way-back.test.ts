/** When a way back counts: ECS is done, and as many tasks of the baseline run as it had. */
import { expect, test } from '@jest/globals';
import { ecsDouble } from '@slipway/test-kit/ecs-double/ecs-double';
import { play } from '@slipway/test-kit/ecs-double/rollout-scenario';
import { manualClock } from '@slipway/test-kit/manual-clock';
import type { Deployments, Tasks } from '../src/ports.ts';
import { count, headline } from './played.ts';

const dying = { behaviours: { 42: { diesAfter: 3000 } } };

test('a way back is not done while fewer tasks run than the baseline had', async () => {
  const clock = manualClock();
  const ecs = ecsDouble(clock, dying);
  const begun = clock.now();
  const live: Tasks['live'] = async (name) => {
    const all = await ecs.ports.tasks.live(name);
    return clock.now() - begun < 120_000 ? all.slice(0, 1) : all;
  };
  const played = await play({ ports: { tasks: { ...ecs.ports.tasks, live } } }, clock, ecs);
  expect(headline(played.end)).toMatch(/web:41 serves again, proven by 2 running tasks after \d+ min/);
  expect(played.lasted).toBeGreaterThanOrEqual(120_000);
});

test('a way back is not done while its tasks have only just begun to run', async () => {
  const clock = manualClock();
  const ecs = ecsDouble(clock, dying);
  const begun = clock.now();
  const describe: Tasks['describe'] = async (cluster, arns) => {
    const tasks = await ecs.ports.tasks.describe(cluster, arns);
    return clock.now() - begun < 120_000 ? tasks.map((each) => ({ ...each, startedAt: clock.now() })) : tasks;
  };
  const played = await play({ ports: { tasks: { ...ecs.ports.tasks, describe } } }, clock, ecs);
  expect(played.end.kind).toBe('rolled-back');
  expect(played.lasted).toBeGreaterThanOrEqual(120_000);
});

test('a way back that ECS calls failed is none, whatever runs', async () => {
  const clock = manualClock();
  const ecs = ecsDouble(clock, dying);
  const describe: Deployments['describe'] = async (arn) => {
    const deployment = await ecs.ports.deployments.describe(arn);
    if (deployment?.status !== 'ROLLBACK_SUCCESSFUL') return deployment;
    return { ...deployment, status: 'ROLLBACK_FAILED', statusReason: 'no capacity' };
  };
  const { end } = await play({ ports: { deployments: { ...ecs.ports.deployments, describe } } }, clock, ecs);
  expect([end.kind, end.reason.code]).toEqual(['stuck', 'rollback-failed']);
  expect(end.reason.text).toMatch(/; the way back ended as ROLLBACK_FAILED, no capacity$/);
});

test('what somebody deploys once ECS is done with the way back takes over from it', async () => {
  const clock = manualClock();
  const ecs = ecsDouble(clock, dying);
  let comes = true;
  const describe: Deployments['describe'] = async (arn) => {
    const deployment = await ecs.ports.deployments.describe(arn);
    if (comes && deployment?.status === 'ROLLBACK_SUCCESSFUL') {
      comes = false;
      ecs.deploy(ecs.register({ family: 'fix' }));
    }
    return deployment;
  };
  const played = await play({ ports: { deployments: { ...ecs.ports.deployments, describe } } }, clock, ecs);
  expect(played.end.kind).toBe('superseded');
  expect(played.end.reason.text).toMatch(/; deployment \d+ of web:43 took over from the way back to web:41$/);
  expect(ecs.overwritten).toEqual([]);
});

test('a stop whose answer is lost is looked up, and no update is sent besides', async () => {
  const played = await play({
    ecs: dying,
    before: (ecs) => ecs.fail('StopServiceDeployment', 1, undefined, 'after'),
  });
  expect(played.end.kind).toBe('rolled-back');
  expect(played.end.giveBack?.way).toBe('stop-deployment');
  expect(count(played, 'UpdateService')).toBe(1);
  expect(count(played, 'StopServiceDeployment')).toBe(1);
});
