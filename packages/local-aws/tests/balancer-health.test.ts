import { afterEach, describe, expect, test } from '@jest/globals';
import { createBalancer } from '../src/balancer/balancer.ts';
import { fitsMatcher } from '../src/balancer/health-states.ts';
import { virtualClock } from '../src/clock.ts';
import type { ProbeResult } from '../src/ports.ts';
import { answers, closeAll, closeLater, registered, target, world } from './balancer-stage.ts';

afterEach(closeAll);

const refused: ProbeResult = { kind: 'refused' };
const timeout: ProbeResult = { kind: 'timeout' };
const ok = answers(200);

describe('the health of a target', () => {
  test.each([
    [
      'before its first check',
      0,
      [ok],
      'initial',
      'Elb.RegistrationInProgress',
      'Target registration is in progress',
    ],
    ['after its first passed check', 1, [ok], 'healthy', undefined, undefined],
    [
      'after one failed check',
      1,
      [refused],
      'initial',
      'Elb.InitialHealthChecking',
      'Initial health checks in progress',
    ],
    [
      'one check before the threshold',
      2,
      [refused],
      'initial',
      'Elb.InitialHealthChecking',
      'Initial health checks in progress',
    ],
    ['that refuses', 3, [refused], 'unhealthy', 'Target.FailedHealthChecks', 'Health checks failed'],
    [
      'that refuses, and it is known why',
      3,
      [{ kind: 'refused', why: 'nothing listens' }],
      'unhealthy',
      'Target.FailedHealthChecks',
      'Health checks failed: nothing listens',
    ],
    ['that is silent', 3, [timeout], 'unhealthy', 'Target.Timeout', 'Request timed out'],
    [
      'that answers otherwise',
      3,
      [answers(503)],
      'unhealthy',
      'Target.ResponseCodeMismatch',
      'Health checks failed with these codes: [503]',
    ],
    [
      'whose failures change',
      4,
      [refused, refused, refused, timeout],
      'unhealthy',
      'Target.Timeout',
      'Request timed out',
    ],
    ['healthy, with fewer failures than the threshold', 3, [ok, refused], 'healthy', undefined, undefined],
    [
      'healthy, with as many failures',
      4,
      [ok, refused],
      'unhealthy',
      'Target.FailedHealthChecks',
      'Health checks failed',
    ],
    [
      'whose failures are interrupted',
      5,
      [ok, refused, refused, ok, refused],
      'healthy',
      undefined,
      undefined,
    ],
    [
      'unhealthy, after one passed check',
      4,
      [refused, refused, refused, ok],
      'unhealthy',
      'Target.FailedHealthChecks',
      'Health checks failed',
    ],
    [
      'unhealthy, after enough passed checks',
      5,
      [refused, refused, refused, ok],
      'healthy',
      undefined,
      undefined,
    ],
  ] as const)('%s (%i checks)', async (_, checks, results, state, reason, description) => {
    const { clock, health } = await registered(...results);
    clock.advance(checks * 1000);
    expect(health()).toEqual({ state, reason, description });
  });

  test('is told once for each change of state, at the instant of the check', async () => {
    const { clock, changes } = await registered(ok, refused, refused, refused, refused, ok);
    clock.advance(999);
    expect(changes).toEqual([]);
    clock.advance(1);
    expect(changes).toEqual(['healthy']);
    clock.advance(10_000);
    expect(changes).toEqual(['healthy', 'unhealthy', 'healthy']);
  });

  test('is asked for with path and timeout of the target group', async () => {
    const { clock, asked } = await registered(ok);
    clock.advance(1000);
    expect(asked).toEqual([{ path: '/healthz', timeout: 500 }]);
  });

  test('counts a probe that throws as refused', async () => {
    const clock = virtualClock();
    const open = await createBalancer({ world, clock });
    closeLater(() => open.close());
    const arn = open.targetGroupArn('web-tg');
    const changed: string[] = [];
    open.register(
      arn,
      target,
      () => Promise.reject(new Error('gone')),
      ({ state }) => void changed.push(state),
    );
    for (let check = 0; check < 3; check += 1) {
      clock.advance(1000);
      await new Promise(setImmediate);
    }
    expect(changed).toEqual(['unhealthy']);
  });
});

describe('a deregistered target', () => {
  test('drains for the deregistration delay, then is unknown', async () => {
    const { clock, balancer, arn, asked, health } = await registered(ok);
    clock.advance(1000);
    let drained = false;
    balancer.deregister(arn, target, () => {
      drained = true;
    });
    expect(health()).toEqual({
      state: 'draining',
      reason: 'Target.DeregistrationInProgress',
      description: 'Target deregistration is in progress',
    });
    clock.advance(4999);
    expect([drained, asked.length]).toEqual([false, 1]);
    clock.advance(1);
    expect(drained).toBe(true);
    expect(health().reason).toBe('Target.NotRegistered');
  });

  test('that was never registered is drained at once', async () => {
    const { clock, balancer, arn } = await registered(ok);
    let drained = false;
    balancer.deregister(arn, { id: '10.0.0.9', port: 1 }, () => {
      drained = true;
    });
    clock.advance(0);
    expect(drained).toBe(true);
  });

  test('that is registered again while it drains starts anew', async () => {
    const { clock, balancer, arn, health } = await registered(ok);
    let drained = false;
    balancer.deregister(arn, target, () => {
      drained = true;
    });
    balancer.register(
      arn,
      target,
      () => ok,
      () => undefined,
    );
    clock.advance(5000);
    expect([drained, health().state]).toEqual([true, 'healthy']);
  });
});

describe('a matcher', () => {
  test.each([
    ['200', 200, true],
    ['200', 201, false],
    ['200-299', 299, true],
    ['200-299', 300, false],
    ['200,204', 204, true],
    ['200,300-310', 305, true],
  ])('%s on %i: %s', (matcher, status, fits) => {
    expect(fitsMatcher(status, matcher)).toBe(fits);
  });
});
