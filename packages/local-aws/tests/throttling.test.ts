/** AWS's request limits in virtual time: how many calls at once, how many a second after that, who shares them. */
import { describe, expect, test } from '@jest/globals';
import { virtualClock } from '../src/clock.ts';
import type { ServiceId } from '../src/shapes.ts';
import { createThrottling } from '../src/throttling.ts';

function open(mode: 'aws' | 'off' = 'aws') {
  const clock = virtualClock();
  const throttling = createThrottling(mode, clock);
  const admitted = (operation: string, service: ServiceId = 'ecs'): boolean => {
    try {
      throttling.admit(service, operation);
      return true;
    } catch {
      return false;
    }
  };
  return {
    throttling,
    admitted,
    seconds: (count: number): void => clock.advance(count * 1000),
    /** Calls until the first refusal, of a thousand at most. */
    atOnce: (operation: string, service: ServiceId = 'ecs'): number => {
      for (let calls = 0; calls < 1000; calls += 1) if (!admitted(operation, service)) return calls;
      return Infinity;
    },
  };
}

test.each([
  ['RegisterTaskDefinition', 20, 1],
  ['DescribeTaskDefinition', 50, 20],
  ['DeleteTaskDefinitions', 5, 1],
  ['UpdateService', 50, 5],
  ['DescribeServices', 100, 20],
  ['DescribeServiceDeployments', 50, 20],
  ['DescribeServiceRevisions', 50, 20],
  ['DescribeTasks', 100, 20],
  ['StopTask', 100, 40],
  ['TagResource', 20, 10],
])('after a rest ECS takes %s %d times at once, then %d times a second', (operation, burst, perSecond) => {
  const { atOnce, seconds } = open();
  expect(atOnce(operation)).toBe(burst);
  seconds(1);
  expect(atOnce(operation)).toBe(perSecond);
  seconds(3600);
  expect(atOnce(operation)).toBe(burst);
});

test('a refused call is told that the rate is exceeded, and costs nothing', () => {
  const { throttling, atOnce, seconds, admitted } = open();
  atOnce('RegisterTaskDefinition');
  expect(() => throttling.admit('ecs', 'RegisterTaskDefinition')).toThrow(
    expect.objectContaining({ code: 'ThrottlingException', message: 'Rate exceeded', status: 400 }),
  );
  seconds(0.9);
  expect(admitted('RegisterTaskDefinition')).toBe(false);
  seconds(0.1);
  expect(admitted('RegisterTaskDefinition')).toBe(true);
});

describe('a bucket', () => {
  test('is shared by the calls of its group', () => {
    const { atOnce, admitted } = open();
    atOnce('RegisterTaskDefinition');
    expect(admitted('DeregisterTaskDefinition')).toBe(false);
  });

  test('is nobody else’s', () => {
    const { atOnce, admitted } = open();
    atOnce('DescribeServiceDeployments');
    expect(admitted('DescribeServices')).toBe(true);
    expect(admitted('DescribeServiceRevisions')).toBe(true);
  });
});

test('ECR takes ten images a second, a tag being one call', () => {
  const { atOnce, seconds } = open();
  expect(atOnce('PutImage', 'ecr')).toBe(10);
  seconds(1);
  expect(atOnce('PutImage', 'ecr')).toBe(10);
});

test('what AWS publishes no figure for is never throttled', () => {
  const { atOnce } = open();
  expect(atOnce('DescribeTargetHealth', 'elbv2')).toBe(Infinity);
  expect(atOnce('StopServiceDeployment')).toBe(Infinity);
});

test('a world may switch it off', () => {
  expect(open('off').atOnce('DescribeServices')).toBe(Infinity);
});
