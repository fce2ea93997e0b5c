/** When an alarm that was asked to be watched says something about the deployment. */
import { expect, test } from '@jest/globals';
import { request } from '@slipway/test-kit/ecs-double/rollout-scenario';
import { assess } from '../src/watching/assess.ts';
import { blank, type Memory } from '../src/memory.ts';
import { nothingFound } from '../src/facts.ts';
import type { Started } from '../src/phases.ts';

const started = (alarming: readonly string[]): Started => ({
  request,
  baseline: undefined,
  before: undefined,
  taskDefinition: 'ecs:task-definition/web:42',
  owner: undefined,
  deployment: undefined,
  startedAt: 0,
  desired: 1,
  targetGroups: [],
  gracePeriod: 0,
  lastEvent: undefined,
  found: { ...nothingFound, alarming },
  moments: [],
});

const verdict = (memory: Partial<Memory>, alarming: readonly string[] = []) =>
  assess(
    { deployment: undefined, service: undefined, takenAt: 1000 },
    { started: started(alarming), memory: { ...blank, ...memory } },
    1000,
  );

const alarm = (name: string, state: string, reason?: string) => ({ name, state, reason });

test('one that goes off is bad, with its name and reason', () => {
  expect(verdict({ alarms: [alarm('fine', 'OK'), alarm('web-5xx', 'ALARM', 'Threshold Crossed.')] })).toEqual(
    {
      rule: 'alarmRaised',
      kind: 'unhealthy',
      reason: { code: 'alarm-raised', text: 'Alarm web-5xx went off: Threshold Crossed' },
    },
  );
});

test('several are named together', () => {
  const alarms = [alarm('a', 'ALARM'), alarm('b', 'ALARM')];
  expect(verdict({ alarms }).reason.text).toBe('Alarms a, b went off');
});

test.each([
  ['is OK', 'OK', [], []],
  ['lacks data', 'INSUFFICIENT_DATA', [], []],
  ['was in ALARM before the update', 'ALARM', ['a'], []],
])('one that %s says nothing', (_, state, alarming, cleared) => {
  expect(verdict({ alarms: [alarm('a', state)], cleared }, alarming).kind).toBe('waiting');
});

test('one that was in ALARM before counts once it has been OK', () => {
  expect(verdict({ alarms: [alarm('a', 'ALARM')], cleared: ['a'] }, ['a']).rule).toBe('alarmRaised');
});
