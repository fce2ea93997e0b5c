/** What load balancers tell CloudWatch: of each request, and of their targets at every full minute. */
import { afterEach, describe, expect, test } from '@jest/globals';
import type { RequestListener } from 'node:http';
import { createBalancer } from '../src/balancer/balancer.ts';
import type { Measurement } from '../src/ports.ts';
import { realTarget, say } from './balancer-harbour.ts';
import { answers, closeAll, closeLater, world } from './balancer-stage.ts';
import { trafficClock } from './traffic-clock.ts';

afterEach(closeAll);

async function open() {
  const told: Measurement[] = [];
  const clock = trafficClock();
  const metrics = { record: (measured: Measurement) => void told.push(measured) };
  const balancer = await createBalancer({ world, clock, metrics });
  closeLater(() => balancer.close());
  const arn = balancer.targetGroupArn('web-tg');
  return {
    clock,
    balancer,
    arn,
    url: balancer.urls['harbour-lb'] ?? '',
    /** A target that answers so, once its first health check has passed. */
    target: async (listener: RequestListener) => {
      const real = await realTarget(listener);
      closeLater(() => real.crash());
      balancer.register(
        arn,
        real.target,
        () => answers(200),
        () => undefined,
      );
      clock.advance(1000);
      return real;
    },
    /** `name: value` of what was told with these dimensions since the last look. */
    told: (...dimensions: readonly string[]): string[] =>
      told
        .splice(0)
        .filter(({ metric }) => Object.keys(metric.dimensions).join() === dimensions.join())
        .map(({ metric, value }) => `${metric.name}: ${value}`),
    all: told,
  };
}

describe('a request', () => {
  test('is told by load balancer, and by target group and load balancer', async () => {
    const { target, url, all } = await open();
    await target(say('hello'));
    await (await fetch(url)).text();
    expect(all.map(({ metric, value, unit }) => [metric.name, value, unit])).toEqual([
      ['RequestCount', 1, 'Count'],
      ['HTTPCode_Target_2XX_Count', 1, 'Count'],
      ['TargetResponseTime', 0, 'Seconds'],
      ['RequestCount', 1, 'Count'],
      ['HTTPCode_Target_2XX_Count', 1, 'Count'],
      ['TargetResponseTime', 0, 'Seconds'],
      ['RequestCountPerTarget', 1, 'Count'],
      ['RequestCountPerTarget', 1, 'Count'],
    ]);
    expect(all[5]?.metric).toEqual({
      namespace: 'AWS/ApplicationELB',
      name: 'TargetResponseTime',
      dimensions: {
        TargetGroup: expect.stringMatching(/^targetgroup\/web-tg\/[0-9a-f]{16}$/),
        LoadBalancer: expect.stringMatching(/^app\/harbour-lb\/[0-9a-f]{16}$/),
      },
    });
  });

  test('is shared among the healthy targets', async () => {
    const { target, url, told } = await open();
    await target(say('hello'));
    await target(say('hello'));
    await (await fetch(url)).text();
    expect(told('TargetGroup')).toEqual(['RequestCountPerTarget: 0.5']);
  });

  test('that a target did not take is told besides, wherever it ends', async () => {
    const { target, url, told } = await open();
    const dead = await target(say('dead'));
    await target(say('alive'));
    await dead.crash();
    const answered = await Promise.all([fetch(url), fetch(url)]);
    for (const answer of answered) expect(await answer.text()).toBe('alive');
    expect(told('TargetGroup', 'LoadBalancer').filter((each) => !each.startsWith('TargetResponse'))).toEqual(
      expect.arrayContaining(['TargetConnectionErrorCount: 1', 'RequestCount: 1', 'RequestCount: 1']),
    );
  });

  test('that a target fails is the target’s', async () => {
    const { target, url, told } = await open();
    await target((_, response) => void response.writeHead(503).end());
    await (await fetch(url)).text();
    expect(told('LoadBalancer')).toEqual([
      'RequestCount: 1',
      'HTTPCode_Target_5XX_Count: 1',
      'TargetResponseTime: 0',
    ]);
  });

  test('that finds no target is the load balancer’s', async () => {
    const { url, told } = await open();
    await (await fetch(url)).text();
    expect(told('LoadBalancer')).toEqual(['HTTPCode_ELB_5XX_Count: 1']);
  });

  test('takes as long as its target takes', async () => {
    const { target, url, told, clock } = await open();
    await target((_, response) => {
      clock.advance(250);
      response.end();
    });
    await (await fetch(url)).text();
    expect(told('TargetGroup', 'LoadBalancer')).toContain('TargetResponseTime: 0.25');
  });
});

test('targets are counted at every full minute while there are any', async () => {
  const { balancer, arn, clock, told } = await open();
  const register = (id: string, status: number) =>
    balancer.register(
      arn,
      { id, port: 80 },
      () => answers(status),
      () => undefined,
    );
  register('10.0.0.1', 200);
  register('10.0.0.2', 500);
  clock.advance(60_000);
  expect(told('TargetGroup', 'LoadBalancer')).toEqual(['HealthyHostCount: 1', 'UnHealthyHostCount: 1']);
  clock.advance(60_000);
  expect(told('TargetGroup', 'LoadBalancer')).toHaveLength(2);
  balancer.deregister(arn, { id: '10.0.0.1', port: 80 }, () => undefined);
  balancer.deregister(arn, { id: '10.0.0.2', port: 80 }, () => undefined);
  clock.advance(120_000);
  expect(told('TargetGroup', 'LoadBalancer')).toEqual([]);
  expect(clock.pending()).toBe(0);
});
