/** A role that may not look at service deployments: the deployment is followed by its id in DescribeServices. */
import { describe, expect, test } from '@jest/globals';
import { setupFailure } from '@slipway/action-kit/failures';
import { ecsDouble, type EcsDouble } from '@slipway/test-kit/ecs-double/ecs-double';
import { play, type Played, type Scenario } from '@slipway/test-kit/ecs-double/rollout-scenario';
import { manualClock } from '@slipway/test-kit/manual-clock';
import type { Ports, Services } from '../src/ports.ts';
import { resumed } from '../src/resuming/resuming.ts';
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

describe('the post step of a job', () => {
  test('knows the id of our deployment though ECS has gone back from it since', async () => {
    const ecs = { behaviours: { 42: { diesAfter: 3000 } }, breaker: { rollback: true } };
    const request = { failFast: false };
    const first = await play(blind({ ecs, request }));
    const kept = first.saved.find(({ kind }) => kind === 'watching');
    if (kept?.kind !== 'watching') throw new Error('the watch was not kept');
    const phase = JSON.parse(JSON.stringify(kept)) as typeof kept;
    deny(first.ecs);
    const resume = (ports: Ports) => resumed(phase, 240_000, ports);
    const { services } = first.ecs.ports;
    // As ECS has it: the mark is that of the primary rollout, which is the way back now.
    const describe: Services['describe'] = async (name) => {
      const service = await services.describe(name);
      return service && { ...service, owner: service.rollouts.find(({ isPrimary }) => isPrimary)?.id };
    };
    const ports = { services: { ...services, describe } };
    const post = await play({ resume, request, ports }, first.clock, first.ecs);
    expect([post.end.kind, post.end.reason.code]).toEqual(['rolled-back', 'rolled-back-by-breaker']);
    expect(count(first, 'UpdateService')).toBe(1);
  });
});

describe('behind a classic load balancer, where ECS tells no state', () => {
  /** As DescribeServices has it there. */
  async function classic(scenario: Scenario): Promise<Played> {
    const clock = manualClock();
    const ecs = ecsDouble(clock, scenario.ecs);
    deny(ecs);
    const { services } = ecs.ports;
    const describe: Services['describe'] = async (name) => {
      const service = await services.describe(name);
      const rollouts = service?.rollouts.map((each) => ({
        ...each,
        state: undefined,
        stateReason: undefined,
      }));
      return service && { ...service, rollouts: rollouts ?? [] };
    };
    return play({ ...scenario, ports: { services: { ...services, describe } } }, clock, ecs);
  }

  test('a deployment is done when none is left beside it, and all of its tasks run', async () => {
    const { end, lasted } = await classic({});
    expect([end.kind, end.serving?.tasks]).toEqual(['succeeded', 2]);
    expect(lasted).toBeLessThanOrEqual(90_000);
  });

  test('so is the way back', async () => {
    const { end, ecs } = await classic({ ecs: { behaviours: { 42: { diesAfter: 3000 } } } });
    expect(end.kind).toBe('rolled-back');
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
