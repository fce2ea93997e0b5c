/** A role that may not look at service deployments: the deployment is followed by its id in DescribeServices. */
import { describe, expect, test } from '@jest/globals';
import { setupFailure } from '@slipway/action-kit/failures';
import type { EcsDouble } from '@slipway/test-kit/ecs-double/ecs-double';
import { play, type Scenario } from '@slipway/test-kit/ecs-double/rollout-scenario';
import { count } from './played.ts';

const denied = (call: string) =>
  setupFailure({ code: 'access-denied', what: `AWS denied ecs:${call}`, hint: `Allow it.` });
const deny = (ecs: EcsDouble): void =>
  ecs.fail('DescribeServiceDeployments', 9999, denied('DescribeServiceDeployments'));
const blind = (scenario: Scenario): Scenario => ({ ...scenario, before: deny });

test('a success is told, and that less is seen is said once', async () => {
  const played = await play(blind({}));
  expect(played.end.kind).toBe('succeeded');
  expect(played.lines.filter((each) => each.includes('denied'))).toEqual([
    'AWS denied ecs:DescribeServiceDeployments: the deployment is followed by its id in DescribeServices, which tells neither stages and hooks nor alarms. Allow `ecs:DescribeServiceDeployments` for more.',
  ]);
  expect(count(played, 'DescribeServiceDeployments')).toBe(1);
});

test('tasks that keep dying lead back by an update', async () => {
  const { end, ecs } = await play(blind({ ecs: { behaviours: { 42: { diesAfter: 3000 } } } }));
  expect(end).toMatchObject({
    kind: 'rolled-back',
    giveBack: { way: 'update-service' },
    reason: { code: 'tasks-keep-dying' },
  });
  expect(ecs.serving()).toEqual({ 'web:41': 2 });
});

describe('what ECS does', () => {
  const dying = { behaviours: { 42: { diesAfter: 3000 } } };
  const request = { failFast: false };

  test('is told when its breaker rolls back', async () => {
    const { end, lines } = await play(blind({ ecs: { ...dying, breaker: { rollback: true } }, request }));
    expect(end).toMatchObject({ kind: 'rolled-back', reason: { code: 'rolled-back-by-breaker' } });
    expect(lines.join('\n')).toContain('ECS is rolling back by its circuit breaker');
  });

  test('is told when its breaker has no rollback', async () => {
    const { end, ecs } = await play(blind({ ecs: { ...dying, breaker: { rollback: false } }, request }));
    expect(end).toMatchObject({
      kind: 'rolled-back',
      reason: {
        code: 'breaker-tripped',
        text: 'The circuit breaker gave up and has no rollback: ECS deployment circuit breaker: tasks failed to start',
      },
    });
    expect(ecs.serving()).toEqual({ 'web:41': 2 });
  });
});

test('another deployment that takes over is told', async () => {
  const { end, ecs } = await play(
    blind({ script: { 30_000: (double) => double.deploy(double.register({ family: 'theirs' })) } }),
  );
  expect(end.kind).toBe('superseded');
  expect(ecs.overwritten).toEqual([]);
});

test('a permission that goes meanwhile changes nothing but what is seen', async () => {
  const { end } = await play({ script: { 20_000: deny } });
  expect(end.kind).toBe('succeeded');
});

test('the baseline of a deployment in progress is the one that is COMPLETED', async () => {
  const { end } = await play({
    ecs: { behaviours: { 42: { startsAfter: 600_000 }, 43: { diesAfter: 3000 } } },
    request: { ifInProgress: 'supersede' },
    before: (ecs) => {
      deny(ecs);
      ecs.deploy(ecs.register({ family: 'theirs' }));
    },
  });
  expect(end.baseline?.taskDefinition).toMatch(/web:41$/);
});

test('without the service revisions the way back is an update', async () => {
  const { end, lines } = await play({
    ecs: { behaviours: { 42: { diesAfter: 3000 } } },
    ports: { revisions: { taskDefinitionOf: () => Promise.reject(denied('DescribeServiceRevisions')) } },
  });
  expect(end).toMatchObject({ kind: 'rolled-back', giveBack: { way: 'update-service' } });
  expect(lines[0]).toBe(
    'AWS denied ecs:DescribeServiceRevisions: the way back is an update of the service, not the faster stop of its deployment. Allow `ecs:DescribeServiceRevisions` for more.',
  );
});
