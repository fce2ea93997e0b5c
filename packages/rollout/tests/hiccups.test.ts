/** What passes by itself: one look that fails ends no run, and no call is a loop without a pause. */
import { describe, expect, test } from '@jest/globals';
import { setupFailure } from '@slipway/action-kit/failures';
import { ecsDouble } from '@slipway/test-kit/ecs-double/ecs-double';
import { play, type Scenario } from '@slipway/test-kit/ecs-double/rollout-scenario';
import { manualClock } from '@slipway/test-kit/manual-clock';
import type { Services } from '../src/ports.ts';

describe('before anything is touched', () => {
  test.each([
    'DescribeServices',
    'DescribeServiceDeployments',
    'DescribeTaskDefinition',
    'DescribeServiceRevisions',
    'ListTasks',
  ])('one %s that is throttled refuses nothing', async (call) => {
    const { end } = await play({ before: (ecs) => ecs.fail(call, 1) });
    expect(end.kind).toBe('succeeded');
  });

  test('neither does one right before the update', async () => {
    const clock = manualClock();
    const ecs = ecsDouble(clock);
    const describe: Services['describe'] = async (name) => {
      if (ecs.calls.at(-1) === 'RegisterTaskDefinition') ecs.fail('DescribeServices', 1);
      return ecs.ports.services.describe(name);
    };
    const { end, lines } = await play(
      { ports: { services: { ...ecs.ports.services, describe } } },
      clock,
      ecs,
    );
    expect(end.kind).toBe('succeeded');
    expect(lines).toContain(
      'A look failed, and is taken again: DescribeServices failed after retries: Rate exceeded.',
    );
  });

  test.each<[NonNullable<Scenario['request']>['mode'], string]>([
    ['continue', 'DescribeServices'],
    ['continue', 'DescribeServiceDeployments'],
    ['continue', 'ListServiceDeployments'],
    ['rollback', 'DescribeServices'],
    ['rollback', 'ListServiceDeployments'],
  ])('mode %s takes one %s that is throttled again', async (mode, call) => {
    const clock = manualClock();
    const ecs = ecsDouble(clock, { pauses: ['h-1'] });
    ecs.deploy(ecs.register({ family: 'web' }));
    await clock.advance(20_000);
    const { end } = await play({ request: { mode }, before: () => ecs.fail(call, 1) }, clock, ecs);
    expect(end.kind).toBe('succeeded');
  });
});

describe('once ECS was asked', () => {
  const missing = setupFailure({ code: 'credentials-missing', what: 'There are no AWS credentials' });

  test('a look without credentials is taken again, for there were some', async () => {
    const script: Scenario['script'] = {
      20_000: (ecs) => ecs.fail('DescribeServiceDeployments', 2, missing),
    };
    const { end, ecs } = await play({ script });
    expect(end.kind).toBe('succeeded');
    expect(ecs.calls).not.toContain('StopServiceDeployment');
  });

  test('the way back is followed though they are not there at times', async () => {
    const { end } = await play({
      ecs: { behaviours: { 42: { diesAfter: 3000 }, 41: {} } },
      before: (ecs) => ecs.fail('StopServiceDeployment', 1),
      script: { 16_000: (ecs) => ecs.fail('DescribeServiceDeployments', 3, missing) },
    });
    expect(end.kind).toBe('rolled-back');
  });

  test('credentials that are over stay so', async () => {
    const expired = setupFailure({
      code: 'credentials-expired',
      what: 'AWS does not accept the credentials',
    });
    const script: Scenario['script'] = {
      20_000: (ecs) => ecs.fail('DescribeServiceDeployments', 9, expired),
    };
    const { end, lasted } = await play({ script });
    expect([end.kind, lasted]).toEqual(['stuck', 20_000]);
  });
});

test('backends that disagree for a while are asked at the pace of looks', async () => {
  const clock = manualClock();
  const ecs = ecsDouble(clock, { behaviours: { 42: { startsAfter: 1000 } } });
  const begun = clock.now();
  const describe: Services['describe'] = async (name) => {
    const service = await ecs.ports.services.describe(name);
    const isOdd = ecs.calls.filter((call) => call === 'DescribeServices').length % 2 === 0;
    const disagrees = isOdd && clock.now() - begun < 30_000 && ecs.changes.length === 0;
    return service && disagrees ? { ...service, owner: 'ecs-svc/other' } : service;
  };
  const { end, path } = await play({ ports: { services: { ...ecs.ports.services, describe } } }, clock, ecs);
  expect(end.kind).toBe('succeeded');
  expect(path.filter((phase) => phase === 'updating').length).toBeLessThanOrEqual(10);
});
