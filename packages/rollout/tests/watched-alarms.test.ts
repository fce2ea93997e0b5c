/** CloudWatch alarms that were asked to be watched, while ECS is at work. */
import { expect, test } from '@jest/globals';
import { setupFailure } from '@slipway/action-kit/failures';
import { play } from '@slipway/test-kit/ecs-double/rollout-scenario';
import { count } from './played.ts';

const alarms = ['web-5xx'];
const slow = { alarms: { 'web-5xx': 'OK' }, behaviours: { 42: { startsAfter: 100_000 } } };

test('one that goes off leads back within 20 s, and is told', async () => {
  const { end, lines } = await play({
    ecs: slow,
    request: { alarms },
    script: { 45_000: (ecs) => ecs.alarm('web-5xx', 'ALARM') },
  });
  expect(end).toMatchObject({ kind: 'rolled-back', reason: { code: 'alarm-raised' } });
  expect((end.rollbackAt ?? 0) - (end.startedAt ?? 0)).toBeLessThanOrEqual(65_000);
  expect(lines.filter((each) => each.includes('alarm web-5xx'))).toEqual(['1:00 alarm web-5xx is ALARM']);
  expect(end.evidence?.alarms).toMatchObject({ kind: 'found', value: [{ name: 'web-5xx', state: 'ALARM' }] });
});

test('one that goes off in the last seconds is seen when ECS is done', async () => {
  const { end } = await play({
    ecs: { alarms: { 'web-5xx': 'OK' } },
    request: { alarms },
    script: { 58_000: (ecs) => ecs.alarm('web-5xx', 'ALARM') },
  });
  expect(end.kind).toBe('rolled-back');
});

test('they are asked for every 20 s, and not at all when none was named', async () => {
  const asked = await play({ ecs: slow, request: { alarms } });
  expect(count(asked, 'DescribeAlarms')).toBeLessThanOrEqual(asked.lasted / 20_000 + 4);
  expect(count(await play({ ecs: slow }), 'DescribeAlarms')).toBe(0);
});

test('a look at them that fails decides nothing; a permission that goes is told once', async () => {
  const denied = setupFailure({ code: 'access-denied', what: 'AWS denied cloudwatch:DescribeAlarms' });
  const { end, lines } = await play({
    ecs: slow,
    request: { alarms },
    script: {
      30_000: (ecs) => ecs.fail('DescribeAlarms', 1),
      60_000: (ecs) => ecs.fail('DescribeAlarms', 99, denied),
    },
  });
  expect(end.kind).toBe('succeeded');
  expect(lines.filter((each) => each.includes('alarms'))).toEqual([
    '1:04 the alarms can’t be seen: AWS denied cloudwatch:DescribeAlarms.',
  ]);
});
