/** A run after one that failed and left the service asked for a broken revision. */
import { describe, expect, test } from '@jest/globals';
import { play, type Played, type Scenario } from '@slipway/test-kit/ecs-double/rollout-scenario';
import type { Tasks } from '../src/ports.ts';
import { count, headline } from './played.ts';

const dying = { diesAfter: 3000 };
const web41 = 'arn:aws:ecs:eu-west-1:111122223333:task-definition/web:41';
const web42 = 'arn:aws:ecs:eu-west-1:111122223333:task-definition/web:42';

/** The breaker stopped web:42 and nobody put web:41 back; its tasks still serve. */
async function stopped(behaviours: NonNullable<Scenario['ecs']>['behaviours'] = {}): Promise<Played> {
  const ecs = { behaviours: { 42: dying, ...behaviours }, breaker: { rollback: false } };
  const played = await play({ ecs, request: { failFast: false, rollback: 'never' } });
  expect(played.end.kind).toBe('stuck');
  return played;
}

const document = (image: string): Scenario['wanted'] => ({
  kind: 'document',
  document: { family: 'web', containerDefinitions: [{ name: 'web', image }] },
});

describe('after a deployment that was stopped', () => {
  test('the same document is deployed again, not called unchanged, and no duplicate is registered', async () => {
    const first = await stopped();
    const again = await play({}, first.clock, first.ecs);
    expect(again.path.slice(0, 3)).toEqual(['planning', 'updating', 'watching']);
    expect(again.ecs.changes.at(1)).toMatchObject({
      taskDefinition: expect.stringMatching(/web:42$/),
      forceNewDeployment: true,
    });
    expect(count(again, 'RegisterTaskDefinition')).toBe(1);
  });

  test('its revision is deployed again, though as many tasks of it run as are asked for', async () => {
    const { clock, ecs } = await stopped();
    const { tasks } = ecs.ports;
    const describe: Tasks['describe'] = async (cluster, arns) =>
      (await tasks.describe(cluster, arns)).map((task) => ({ ...task, taskDefinition: web42 }));
    const again = await play({ ports: { tasks: { ...tasks, describe } } }, clock, ecs);
    expect(again.path.slice(0, 3)).toEqual(['planning', 'updating', 'watching']);
  });

  test('the baseline is what the newest successful deployment brought, not the broken revision', async () => {
    const first = await stopped({ 43: dying });
    const again = await play({ wanted: document('web@sha256:43') }, first.clock, first.ecs);
    expect(again.end.kind).toBe('rolled-back');
    expect(again.end.baseline?.taskDefinition).toMatch(/web:41$/);
    expect(again.ecs.serving()).toEqual({ 'web:41': 2 });
  });
});

describe('after a deployment that was stopped, when ECS remembers no successful one', () => {
  test('the baseline is what alone runs and is healthy', async () => {
    const { clock, ecs } = await stopped({
      42: { cannotPull: 'CannotPullContainerError: not found' },
      43: dying,
    });
    ecs.forget('SUCCESSFUL');
    const again = await play({ wanted: document('web@sha256:43') }, clock, ecs);
    expect(again.end.baseline?.taskDefinition).toBe(web41);
    expect(again.end.kind).toBe('rolled-back');
    expect(ecs.serving()).toEqual({ 'web:41': 2 });
  });

  test('there is none while two revisions run', async () => {
    const { clock, ecs } = await stopped();
    ecs.forget('SUCCESSFUL');
    const { tasks } = ecs.ports;
    const describe: Tasks['describe'] = async (cluster, arns) =>
      (await tasks.describe(cluster, arns)).map((task, index) =>
        index === 0 && task.status === 'RUNNING' ? { ...task, taskDefinition: web42 } : task,
      );
    const ports = { tasks: { ...tasks, describe } };
    const again = await play(
      { ports, wanted: document('web@sha256:43'), request: { dryRun: true } },
      clock,
      ecs,
    );
    expect(again.end.baseline).toBeUndefined();
  });
});

test('after a deployment that ECS rolled back, what serves is unchanged', async () => {
  const ecs = { behaviours: { 42: dying }, breaker: { rollback: true } };
  const first = await play({ ecs, request: { failFast: false } });
  expect(first.end.kind).toBe('rolled-back');
  const same = await play({ wanted: { kind: 'revision', reference: 'web:41' } }, first.clock, first.ecs);
  expect(headline(same.end)).toBe('web:41 runs already, with 2 of 2 tasks. Nothing was changed.');
});

test('after a deployment that ECS rolled back, the next one is stopped on its way, as ECS knows what served', async () => {
  const ecs = { behaviours: { 42: dying, 43: dying }, breaker: { rollback: true } };
  const first = await play({ ecs, request: { failFast: false } });
  const { end } = await play({ wanted: document('web@sha256:43') }, first.clock, first.ecs);
  expect([end.kind, end.giveBack?.way, end.baseline?.taskDefinition]).toEqual([
    'rolled-back',
    'stop-deployment',
    web41,
  ]);
});

describe('the revision that the service is asked for is deployed again', () => {
  const wanted = { kind: 'revision', reference: 'web:41' } as const;
  const change = {
    desiredCount: undefined,
    forceNewDeployment: undefined,
    enableEcsManagedTags: undefined,
    propagateTags: undefined,
    volumeConfigurations: undefined,
  };
  const name = { cluster: 'main', service: 'web' };
  const again = { taskDefinition: expect.stringMatching(/web:41$/), forceNewDeployment: true };

  test('when nothing of it runs', async () => {
    const { end, ecs, lines } = await play({ ecs: { running: false, desired: 2 }, wanted });
    expect(end.kind).toBe('succeeded');
    expect(ecs.changes).toEqual([again]);
    expect(lines[0]).toBe(
      'web:41 is what web is asked to run, and nothing proves that it serves: it is deployed again.',
    );
  });

  test('when fewer tasks of it run than the service is asked for', async () => {
    const { end, ecs } = await play({
      wanted,
      before: ({ ports }) =>
        void ports.services.update(name, { ...change, taskDefinition: web41, desiredCount: 3 }),
    });
    expect(end.kind).toBe('succeeded');
    expect(ecs.changes.slice(1)).toEqual([again]);
  });
});
