/** Somebody else deploys between our plan and our update. */
import { describe, expect, test } from '@jest/globals';
import { setupFailure } from '@slipway/action-kit/failures';
import { ecsDouble } from '@slipway/test-kit/ecs-double/ecs-double';
import { play, type Played, type Scenario } from '@slipway/test-kit/ecs-double/rollout-scenario';
import type { Behaviour } from '@slipway/test-kit/ecs-double/state';
import { manualClock } from '@slipway/test-kit/manual-clock';
import { count, headline } from './played.ts';

/** web:43 is deployed by somebody else while we register web:42. */
async function meanwhile(
  request: Scenario['request'],
  behaviours: Readonly<Record<number, Behaviour>> = {},
): Promise<Played> {
  const clock = manualClock();
  const ecs = ecsDouble(clock, { behaviours });
  const { taskDefinitions } = ecs.ports;
  const register: typeof taskDefinitions.register = async (document) => {
    const made = await taskDefinitions.register(document);
    ecs.deploy(ecs.register({ family: 'theirs' }));
    return made;
  };
  return play({ request, ports: { taskDefinitions: { ...taskDefinitions, register } } }, clock, ecs);
}

describe('a deployment that came after the plan', () => {
  test('makes the run refused with if-in-progress: fail, and the revision that was made is named', async () => {
    const { end, ecs, path } = await meanwhile({ ifInProgress: 'fail' });
    expect(path).toEqual(['planning', 'registering', 'updating', 'planning', 'refused']);
    expect(headline(end)).toBe(
      'Another deployment of the service is in progress, 0007: it is PENDING. web:42 was registered, and the service was not touched.',
    );
    expect(end.hint).toBe('Wait for its end and run this again, or set `if-in-progress: supersede`.');
    expect(end.taskDefinition).toMatch(/web:42$/);
    expect(ecs.changes).toEqual([]);
  });

  test('is waited for with if-in-progress: wait, and what it brought is the baseline', async () => {
    const played = await meanwhile({}, { 42: { diesAfter: 3000 } });
    expect(played.lines.slice(0, 3)).toEqual([
      'Registered web:42.',
      'Deployment 0007 of web:43 came meanwhile: the service is looked at anew.',
      'Waiting for deployment 0007 of web:43, which is PENDING.',
    ]);
    expect(played.end.kind).toBe('rolled-back');
    expect(played.end.baseline?.taskDefinition).toMatch(/web:43$/);
    expect(played.ecs.serving()).toEqual({ 'web:43': 2 });
    expect(count(played, 'RegisterTaskDefinition')).toBe(1);
  });

  test('is superseded with if-in-progress: supersede, and the baseline is the last success', async () => {
    const played = await meanwhile({ ifInProgress: 'supersede' }, { 42: { diesAfter: 3000 } });
    expect(played.end.kind).toBe('rolled-back');
    expect(played.end.baseline?.taskDefinition).toMatch(/web:41$/);
    expect(played.ecs.serving()).toEqual({ 'web:41': 2 });
  });
});

test('every wait of a run for other deployments has one limit in all', async () => {
  const clock = manualClock();
  const ecs = ecsDouble(clock);
  const { taskDefinitions } = ecs.ports;
  const register: typeof taskDefinitions.register = async (document) => {
    const made = await taskDefinitions.register(document);
    ecs.deploy(ecs.register({ family: 'theirs' }));
    return made;
  };
  const { end, path, lasted } = await play(
    {
      before: (double) => double.deploy(double.register({ family: 'theirs' })),
      request: { timeout: 90_000 },
      ports: { taskDefinitions: { ...taskDefinitions, register } },
    },
    clock,
    ecs,
  );
  expect(path).toEqual(['planning', 'registering', 'updating', 'planning', 'refused']);
  expect(lasted).toBe(90_000);
  expect(headline(end)).toMatch(
    /^Another deployment of the service is in progress, \d+: it still is IN_PROGRESS after 1 min 30 s\. /,
  );
});

test('a job that is cancelled while a revision is registered asks for no update', async () => {
  const clock = manualClock();
  const ecs = ecsDouble(clock);
  const { taskDefinitions } = ecs.ports;
  const register: typeof taskDefinitions.register = async (document) => {
    await clock.sleep(2000);
    return taskDefinitions.register(document);
  };
  const ports = { taskDefinitions: { ...taskDefinitions, register } };
  const { end } = await play({ ports, script: { 1000: (_, cancel) => cancel() } }, clock, ecs);
  expect(headline(end)).toBe(
    'Cancelled while updating the service. web:42 was registered, and the service was not touched.',
  );
  expect(ecs.changes).toEqual([]);
});

test('a revision that was there is not told as registered when ECS refuses to run it', async () => {
  const denied = setupFailure({ code: 'access-denied', what: 'AWS denied ecs:UpdateService on web' });
  const { end } = await play({
    wanted: { kind: 'revision', reference: 'web:42' },
    before: (ecs) => {
      ecs.register({ family: 'web' });
      ecs.fail('UpdateService', 1, denied);
    },
  });
  expect(headline(end)).toBe('AWS denied ecs:UpdateService on web. The service was not touched.');
});

test('what somebody deployed over ours is left alone, though the service does not show it yet', async () => {
  const clock = manualClock();
  const ecs = ecsDouble(clock);
  const { services } = ecs.ports;
  const name = { cluster: 'main', service: 'web' };
  let before: ReturnType<typeof services.describe> | undefined;
  const describe: typeof services.describe = () => before ?? services.describe(name);
  const script: Scenario['script'] = {
    34_000: (double) => {
      before = services.describe(name);
      double.deploy(double.register({ family: 'theirs' }));
    },
    42_000: () => (before = undefined),
  };
  const { end } = await play({ ports: { services: { ...services, describe } }, script }, clock, ecs);
  expect(end.kind).toBe('superseded');
  expect(end.reason.text).toMatch(/; deployment \d+ of web:43 took over from web:42, and it is left alone$/);
  expect(ecs.overwritten).toEqual([]);
});
