import { describe, expect, test } from '@jest/globals';
import { isHealthy } from '../src/looking/health.ts';
import { blank } from '../src/memory.ts';
import { logDestination } from '../src/going-back/log-destination.ts';
import { counted, elapsed, lasting, revisionName } from '../src/names.ts';
import type { Task } from '../src/observations.ts';
import { pause } from '../src/pace.ts';

test.each([
  [4000, 0, 0, 3200],
  [4000, 0, 0.5, 4000],
  [4000, 0, 1, 4800],
  [4000, 1, 0.5, 8000],
  [4000, 9, 0.5, 15_000],
  [60_000, 3, 0.5, 60_000],
  [1000, 0, 0, 1000],
])('a pause of %d ms after %d misses, at dice %d, is %d ms', (interval, misses, next, expected) => {
  expect(pause(interval, misses, { next: () => next })).toBe(expected);
});

test('names and times read as people say them', () => {
  expect(revisionName('arn:aws:ecs:eu-west-1:111122223333:task-definition/web:42')).toBe('web:42');
  expect([counted(1, 'task'), counted(2, 'task')]).toEqual(['1 task', '2 tasks']);
  expect([elapsed(12_400), elapsed(843_000), elapsed(3_723_000)]).toEqual(['0:12', '14:03', '1:02:03']);
  expect([lasting(31_000), lasting(60_000), lasting(245_000)]).toEqual(['31 s', '1 min', '4 min 5 s']);
});

test('what a watch remembers comes back from JSON as it was', () => {
  expect(JSON.parse(JSON.stringify(blank))).toEqual(blank);
});

describe('a task is healthy', () => {
  const task: Task = {
    arn: 'task/1',
    taskDefinition: 'web:42',
    owner: undefined,
    status: 'RUNNING',
    health: 'UNKNOWN',
    stopCode: undefined,
    stoppedReason: undefined,
    startedAt: 0,
    stoppedAt: undefined,
    containers: [],
    addresses: [{ host: '10.0.0.1', port: undefined }],
  };
  const at = (host: string, port: number, state: string) => [
    { host, port, state, reason: undefined, description: undefined },
  ];

  test.each<[string, boolean, boolean]>([
    ['40 s after it runs, without any check', isHealthy(task, undefined, 40_000), true],
    ['not before', isHealthy(task, undefined, 39_999), false],
    ['when its container says so', isHealthy({ ...task, health: 'HEALTHY' }, undefined, 1), true],
    ['not when its container says no', isHealthy({ ...task, health: 'UNHEALTHY' }, undefined, 99_999), false],
    ['when its load balancer says so', isHealthy(task, at('10.0.0.1', 80, 'healthy'), 1), true],
    ['not when its load balancer says no', isHealthy(task, at('10.0.0.1', 80, 'initial'), 99_999), false],
    [
      'not while its load balancer does not know it',
      isHealthy(task, at('10.0.0.2', 80, 'healthy'), 99_999),
      false,
    ],
    ['not when it does not run', isHealthy({ ...task, status: 'PENDING' }, undefined, 99_999), false],
  ])('%s', (_, is, expected) => {
    expect(is).toBe(expected);
  });

  test('by the port of its host, when it has no address of its own', () => {
    const bridged = { ...task, addresses: [{ host: undefined, port: 32_768 }] };
    expect(isHealthy(bridged, at('i-1', 32_768, 'healthy'), 1)).toBe(true);
    expect(isHealthy(bridged, at('i-1', 32_769, 'healthy'), 1)).toBe(false);
  });
});

test('a container’s log stands where the awslogs driver puts it, when it has a prefix', () => {
  const options = { 'awslogs-group': '/web', 'awslogs-stream-prefix': 'app', 'awslogs-region': 'eu-west-1' };
  const document = (logConfiguration: object) => ({
    containerDefinitions: [{ name: 'web', logConfiguration }],
  });
  expect(logDestination(document({ logDriver: 'awslogs', options }), 'web', 'abc')).toEqual({
    group: '/web',
    stream: 'app/web/abc',
    region: 'eu-west-1',
  });
  expect(logDestination(document({ logDriver: 'awsfirelens', options }), 'web', 'abc')).toBeUndefined();
  expect(logDestination({}, 'web', 'abc')).toBeUndefined();
});
