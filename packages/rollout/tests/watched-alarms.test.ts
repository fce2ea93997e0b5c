/** CloudWatch alarms that were asked to be watched, while ECS is at work. */
import { expect, test } from '@jest/globals';
import { setupFailure } from '@slipway/action-kit/failures';
import { play } from '@slipway/test-kit/ecs-double/rollout-scenario';
import type { Glance } from '../src/looking/glance.ts';
import { withAlarms } from '../src/looking/looking-at-alarms.ts';
import { blank } from '../src/memory.ts';
import type { AlarmState } from '../src/observations.ts';
import type { Seen } from '../src/telling.ts';
import { count } from './played.ts';

const of = (name: string, state: string, reason?: string): AlarmState => ({ name, state, reason });
const glance: Glance = {
  counts: { running: 1, pending: 1, requested: 2 },
  isGoingOn: true,
  changed: false,
  mayHaveLost: false,
  hasLost: false,
};

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

test('each change of one is told, with CloudWatch’s reason for an alarm, and what is as it was is not', async () => {
  const states: readonly AlarmState[][] = [
    [of('a', 'OK'), of('b', 'ALARM')],
    [of('a', 'INSUFFICIENT_DATA', 'no data'), of('b', 'ALARM')],
    [of('a', 'ALARM', '5 datapoints'), of('b', 'OK', 'recovered')],
  ];
  const { ports, saved } = await play({
    ecs: { alarms: { a: 'OK', b: 'OK' } },
    request: { alarms: ['a', 'b'] },
  });
  const kept = saved.find(({ kind }) => kind === 'watching');
  if (kept?.kind !== 'watching') throw new Error('the watch was not kept');
  let seen: Seen = { started: { ...kept.started, moments: [] }, memory: blank };
  for (const each of states)
    seen = await withAlarms(seen, glance, { ...ports, alarms: { states: async () => each } }, true);
  expect(seen.started.moments.map(({ text }) => text)).toEqual([
    'alarm b is ALARM',
    'alarm a is INSUFFICIENT_DATA',
    'alarm a is in ALARM: 5 datapoints',
    'alarm b is OK',
  ]);
  expect(seen.memory).toMatchObject({ alarms: states[2], cleared: ['a', 'b'] });
});

test.each<[string, Glance, number, number]>([
  ['every 20 s', glance, 20_000, 1],
  ['not before', { ...glance, changed: true }, 19_999, 0],
  ['at once when ECS is done', { ...glance, isGoingOn: false, changed: true, mayHaveLost: true }, 1, 1],
  ['not again when nothing changed since', { ...glance, isGoingOn: false }, 1, 0],
  [
    'not before ECS shows the deployment',
    { ...glance, counts: undefined, isGoingOn: false, changed: true },
    1,
    0,
  ],
])('they are asked for %s', async (_, at, ago, times) => {
  const { ports, saved } = await play({ ecs: slow, request: { alarms } });
  const kept = saved.find(({ kind }) => kind === 'watching');
  if (kept?.kind !== 'watching') throw new Error('the watch was not kept');
  let asked = 0;
  const states = async (): Promise<readonly AlarmState[]> => {
    asked += 1;
    return [];
  };
  const memory = { ...blank, alarmsAt: ports.clock.now() - ago };
  await withAlarms({ started: kept.started, memory }, at, { ...ports, alarms: { states } });
  expect(asked).toBe(times);
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
