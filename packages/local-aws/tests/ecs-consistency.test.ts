/** Eventual consistency in virtual time: what readers see while a write is on its way, and that it is only a view. */
import type { Service, TaskDefinition } from '@aws-sdk/client-ecs';
import { describe, expect, test } from '@jest/globals';
import { virtualClock } from '../src/clock.ts';
import { createEcs, type EcsParts } from '../src/ecs/ecs.ts';
import type { TaskRuntime } from '../src/ports.ts';
import type { CallContext } from '../src/service.ts';
import { readWorld } from '../src/world-file.ts';

const context: CallContext = {
  account: '123456789012',
  region: 'us-east-1',
  endpoint: 'http://127.0.0.1:0',
  accessKeyId: 'test',
};

/** Its service wants no tasks, so that no containers and no balancer are asked for. */
const nobody = (what: string) => (): never => {
  throw new Error(`Nobody asks for ${what} here`);
};
const runtime: TaskRuntime = { start: nobody('a task'), close: () => Promise.resolve() };
const balancer: EcsParts['balancer'] = {
  register: nobody('a target'),
  deregister: nobody('a target'),
  health: nobody('a target'),
  exists: () => false,
  isAttached: () => false,
  hasRule: () => false,
  shift: nobody('a rule'),
  targetGroupArn: nobody('a target group'),
  trafficShifting: nobody('a second target group'),
  close: () => Promise.resolve(),
};

function open(lag: string) {
  const clock = virtualClock();
  const world = readWorld(
    `
consistency: { lag: ${lag} }
taskDefinitions: [{ family: web, containerDefinitions: [{ name: app, image: web, memory: 128 }] }]
services: [{ name: web, taskDefinition: web, desiredCount: 0 }]
`,
    'test.yaml',
  );
  const ecs = createEcs({ world, clock, runtime, balancer });
  ecs.settle();
  const call = (operation: string, input: object): unknown =>
    ecs.service.operations[operation]?.(input as Record<string, unknown>, context);
  return {
    call,
    state: ecs.state,
    seconds: (count: number): void => clock.advance(count * 1000),
    grace: (seconds: number) =>
      (
        call('UpdateService', { service: 'web', healthCheckGracePeriodSeconds: seconds }) as {
          service: Service;
        }
      ).service.healthCheckGracePeriodSeconds,
    told: () =>
      (call('DescribeServices', { services: ['web'] }) as { services: Service[] }).services[0]
        ?.healthCheckGracePeriodSeconds,
    register: () =>
      (
        call('RegisterTaskDefinition', {
          family: 'web',
          containerDefinitions: [{ name: 'app', image: 'web', memory: 128 }],
        }) as { taskDefinition: TaskDefinition }
      ).taskDefinition.revision,
    newest: () =>
      (call('DescribeTaskDefinition', { taskDefinition: 'web' }) as { taskDefinition: TaskDefinition })
        .taskDefinition.revision,
  };
}

test('without a lag a write is seen at once', () => {
  const { grace, told } = open('0s');
  grace(1);
  expect(told()).toBe(1);
});

describe('with a lag of five seconds', () => {
  test('whoever wrote is answered with what was written, readers see it when the lag is over', () => {
    const { grace, told, seconds, state } = open('5s');
    expect(grace(1)).toBe(1);
    expect(state.services[0]?.settings.healthCheckGracePeriodSeconds).toBe(1);
    expect(told()).toBeUndefined();
    seconds(4.9);
    expect(told()).toBeUndefined();
    seconds(0.1);
    expect(told()).toBe(1);
  });

  test('several writes come through one after the other, each after its own lag', () => {
    const { grace, told, seconds } = open('5s');
    grace(1);
    seconds(2);
    grace(2);
    seconds(2);
    grace(3);
    expect(told()).toBeUndefined();
    seconds(1);
    expect(told()).toBe(1);
    seconds(2);
    expect(told()).toBe(2);
    seconds(2);
    expect(told()).toBe(3);
  });

  test('a write builds on the one before, though nobody can read that one yet', () => {
    const { register, newest, seconds } = open('5s');
    expect([register(), register()]).toEqual([2, 3]);
    expect(newest()).toBe(1);
    seconds(5);
    expect(newest()).toBe(3);
  });

  test('what is made from a revision that nobody can read yet works', () => {
    const { call, register } = open('5s');
    register();
    const { service } = call('UpdateService', { service: 'web', taskDefinition: 'web:2' }) as {
      service: Service;
    };
    expect(service.taskDefinition).toMatch(/web:2$/);
  });

  test('a reader asks for what is not there yet and is told so', () => {
    const { call, register } = open('5s');
    register();
    expect(() => call('DescribeTaskDefinition', { taskDefinition: 'web:2' })).toThrow(
      'Unable to describe task definition.',
    );
  });

  test('a write that is refused holds nobody up', () => {
    const { call, grace, told, seconds } = open('5s');
    grace(1);
    seconds(5);
    expect(() => call('UpdateService', { service: 'none' })).toThrow('Service not found.');
    expect(told()).toBe(1);
  });
});
