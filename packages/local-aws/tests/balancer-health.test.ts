import { afterEach, describe, expect, test } from '@jest/globals';
import { createBalancer, type RunningBalancer } from '../src/balancer/balancer.ts';
import { fitsMatcher } from '../src/balancer/health-states.ts';
import type { ProbeResult } from '../src/ports.ts';
import { answers, world } from './balancer-stage.ts';
import { virtualClock } from '../src/clock.ts';

const target = { id: '10.0.0.5', port: 8080 };
const context = { account: '', region: '', endpoint: '', accessKeyId: '' };
let open: RunningBalancer | undefined;
afterEach(() => open?.close());

/** A registered target whose checks come out as `results`, the last for good. */
async function registered(...results: readonly ProbeResult[]) {
  const clock = virtualClock();
  const balancer = await createBalancer({ world, clock });
  open = balancer;
  const arn = balancer.targetGroupArn('web-tg');
  const left = [...results];
  const asked: unknown[] = [];
  const changes: string[] = [];
  const probe = (request: unknown): ProbeResult => {
    asked.push(request);
    return (left.length > 1 ? left.shift() : left[0]) ?? { kind: 'refused' };
  };
  const changed = ({ state }: { readonly state: string }): void => void changes.push(state);
  balancer.register(arn, target, probe, changed);
  const health = () => balancer.health(arn, target);
  return { clock, balancer, arn, asked, changes, health };
}

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
    open = await createBalancer({ world, clock });
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

describe('the operations', () => {
  async function call(name: string, input: Record<string, unknown>): Promise<unknown> {
    const { balancer, clock } = await registered(ok);
    clock.advance(1000);
    return balancer.service.operations[name]?.(input, context);
  }
  const group = 'arn:aws:elasticloadbalancing:eu-west-1:000000000000:targetgroup/web-tg/';

  test('name the target group as AWS does', async () => {
    const { arn, balancer } = await registered(ok);
    expect(arn).toMatch(new RegExp(`^${group}[0-9a-f]{16}$`));
    expect([balancer.exists(arn), balancer.exists(`${arn}0`)]).toEqual([true, false]);
  });

  test('tell the health of registered targets, and of one that is asked for and unknown', async () => {
    const { balancer, clock, arn } = await registered(ok);
    clock.advance(1000);
    const ask = (Targets?: object[]) =>
      balancer.service.operations.DescribeTargetHealth?.({ TargetGroupArn: arn, Targets }, context);
    expect(ask()).toEqual({
      TargetHealthDescriptions: [
        {
          Target: { Id: '10.0.0.5', Port: 8080 },
          HealthCheckPort: '8080',
          TargetHealth: { State: 'healthy' },
        },
      ],
    });
    expect(ask([{ Id: '10.0.0.6' }])).toMatchObject({
      TargetHealthDescriptions: [{ Target: { Port: 8080 }, TargetHealth: { State: 'unused' } }],
    });
  });

  test('find load balancers, listeners and target groups by name', async () => {
    expect(await call('DescribeLoadBalancers', { Names: ['harbour-lb'] })).toMatchObject({
      LoadBalancers: [{ LoadBalancerName: 'harbour-lb', State: { Code: 'active' } }],
    });
    expect(await call('DescribeTargetGroups', { Names: ['web-tg'] })).toMatchObject({
      TargetGroups: [{ HealthCheckIntervalSeconds: 1, Matcher: { HttpCode: '200' } }],
    });
    expect(await call('DescribeListeners', {})).toMatchObject({
      Listeners: [{ DefaultActions: [{ Type: 'forward' }] }],
    });
  });

  test.each([
    ['DescribeTargetHealth', { TargetGroupArn: 'x' }, 'TargetGroupNotFoundException'],
    ['DescribeTargetGroups', { Names: ['x'] }, 'TargetGroupNotFoundException'],
    ['DescribeLoadBalancers', { Names: ['x'] }, 'LoadBalancerNotFoundException'],
    ['DescribeListeners', { ListenerArns: ['x'] }, 'ListenerNotFoundException'],
  ])('refuse %s of what is not there', async (name, input, code) => {
    await expect(call(name, input)).rejects.toMatchObject({ code });
  });
});
