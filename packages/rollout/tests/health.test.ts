/** When a task counts as healthy, as ECS would say, and when one that stopped must have been. */
import { describe, expect, test } from '@jest/globals';
import { isHealthy, wasHealthy } from '../src/looking/health.ts';
import type { TargetHealth, Task } from '../src/observations.ts';

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

const at = (host: string, port: number | undefined, state: string): TargetHealth => ({
  host,
  port,
  state,
  reason: undefined,
  description: undefined,
});

describe('a task is healthy', () => {
  const told = { ...task, health: 'HEALTHY' };
  const nowhere = { ...task, addresses: [] };
  const bridged = { ...task, addresses: [{ host: undefined, port: 32_768 }] };
  const both = {
    ...task,
    addresses: [
      { host: '10.0.0.1', port: 80 },
      { host: '10.0.0.1', port: 81 },
    ],
  };
  const good = at('10.0.0.1', 80, 'healthy');

  test.each<[string, Task, readonly TargetHealth[] | undefined, number, boolean]>([
    ['40 s after it runs, without any check', task, undefined, 40_000, true],
    ['not before', task, undefined, 39_999, false],
    ['not before it runs', { ...task, startedAt: undefined }, undefined, 99_999, false],
    ['when its containers say so', told, undefined, 1, true],
    ['not when its containers say no', { ...task, health: 'UNHEALTHY' }, undefined, 99_999, false],
    [
      'not when its containers say no and its load balancer yes',
      { ...task, health: 'UNHEALTHY' },
      [good],
      1,
      false,
    ],
    ['when its load balancer says so', task, [good], 1, true],
    ['not when its load balancer says no', task, [at('10.0.0.1', 80, 'initial')], 99_999, false],
    [
      'not when one of its load balancers says no',
      both,
      [good, at('10.0.0.1', 81, 'unhealthy')],
      99_999,
      false,
    ],
    ['not while its load balancer does not know it', task, [at('10.0.0.2', 80, 'healthy')], 99_999, false],
    ['40 s after it runs, where nothing tells its address', nowhere, [good], 40_000, true],
    ['not when it does not run', { ...task, status: 'PENDING' }, undefined, 99_999, false],
    ['not when it ran', { ...told, status: 'STOPPED' }, undefined, 99_999, false],
    [
      'by the port of its host, when it has no address of its own',
      bridged,
      [at('i-1', 32_768, 'healthy')],
      1,
      true,
    ],
    ['not by another port of it', bridged, [at('i-1', 32_769, 'healthy')], 99_999, false],
    ['by its address, where the target has no port', both, [at('10.0.0.1', undefined, 'healthy')], 1, true],
    ['not by another address', both, [at('10.0.0.2', undefined, 'healthy')], 99_999, false],
  ])('%s', (_, given, targets, now, expected) => {
    expect(isHealthy(given, targets, now)).toBe(expected);
  });

  test('by its containers alone, once they are sure to tell', () => {
    expect(isHealthy(task, undefined, 99_999, true)).toBe(false);
    expect(isHealthy(task, [good], 1, true)).toBe(false);
    expect(isHealthy(told, undefined, 1, true)).toBe(true);
  });
});

describe('a task that stopped was healthy', () => {
  const stopped = { ...task, status: 'STOPPED', stoppedAt: 40_000 };
  const told = { ...stopped, health: 'HEALTHY', stoppedAt: 1 };

  test.each<[string, Task, boolean, boolean, boolean]>([
    ['when it ran 40 s without any check', stopped, false, false, true],
    ['not when it ran less', { ...stopped, stoppedAt: 39_999 }, false, false, false],
    ['not by its time, where checks may not have answered', stopped, false, true, false],
    ['not by its time, where its checks failed', { ...stopped, health: 'UNHEALTHY' }, false, false, false],
    ['when its checks said so', told, false, true, true],
    ['not as far as is known behind a load balancer', told, true, true, false],
    ['not as far as is known before its end is dated', { ...told, stoppedAt: undefined }, false, true, false],
  ])('%s', (_, given, hasTargets, hasChecks, expected) => {
    expect(wasHealthy(given, hasTargets, hasChecks)).toBe(expected);
  });
});
