/** What is found before anything is touched: told as notices and warnings, or a reason to refuse. */
import { describe, expect, test } from '@jest/globals';
import { setupFailure } from '@slipway/action-kit/failures';
import { play, type Scenario } from '@slipway/test-kit/ecs-double/rollout-scenario';

const lifetime = (expiresAt: number | undefined, temporary = true): Scenario['ports'] => ({
  credentials: { lifetime: async () => ({ temporary, expiresAt }) },
});
const start = Date.UTC(2026, 10, 21);
const minutes = (count: number): number => start + count * 60_000;

describe('credentials', () => {
  test('that end before the run may is a warning with both times', async () => {
    const { end } = await play({ ports: lifetime(minutes(44)) });
    expect(end.warnings).toEqual([
      'The credentials end at 2026-11-21T00:44:00Z, and deploying and going back may take until 2026-11-21T00:45:00Z. Raise role-duration-seconds of aws-actions/configure-aws-credentials.',
    ]);
  });

  test.each([
    ['that last long enough', lifetime(minutes(45))],
    ['that are for good', lifetime(undefined, false)],
    ['of which nobody knows the end, for a short run', lifetime(undefined)],
    [
      'that can’t be looked at',
      { credentials: { lifetime: () => Promise.reject(new Error('no credentials')) } },
    ],
  ])('%s are no news', async (_, ports) => {
    const { end } = await play({ ports });
    expect([end.warnings, end.notices]).toEqual([[], []]);
  });

  test('of which nobody knows the end are a notice for a run of more than an hour', async () => {
    const { end } = await play({ ports: lifetime(undefined), request: { timeout: 61 * 60_000 } });
    expect(end.notices).toEqual([
      'The credentials are temporary, and often end after an hour; `timeout` is 61 min. Raise role-duration-seconds of aws-actions/configure-aws-credentials.',
    ]);
  });
});

test('a breaker that is off is a notice with the line to add', async () => {
  const { end } = await play({ ecs: { breakerOff: true } });
  expect(end.notices).toEqual([
    "The circuit breaker of web is off: without this job nothing ends a bad deployment. Turn it on, in Terraform with `deployment_circuit_breaker { enable = true, rollback = true }`, or with `aws ecs update-service --cluster main --service web --deployment-configuration 'deploymentCircuitBreaker={enable=true,rollback=true}'`.",
  ]);
});

describe('an alarm to watch', () => {
  test('that nobody knows refuses, and nothing is touched', async () => {
    const { end, ecs } = await play({
      ecs: { alarms: { slow: 'OK' } },
      request: { alarms: ['slow', 'tpyo'] },
    });
    expect(end).toMatchObject({
      kind: 'refused',
      failureKind: 'input',
      reason: { code: 'alarm-not-found', text: 'CloudWatch does not know tpyo' },
    });
    expect(ecs.changes).toEqual([]);
  });

  test('that may not be asked for refuses, with the permission named', async () => {
    const what = 'AWS denied cloudwatch:DescribeAlarms';
    const { end } = await play({
      request: { alarms: ['slow'] },
      before: (ecs) => ecs.fail('DescribeAlarms', 1, setupFailure({ code: 'access-denied', what })),
    });
    expect(end).toMatchObject({ kind: 'refused', failureKind: 'setup', reason: { text: what } });
  });

  test('that is in ALARM before is a warning, and decides nothing', async () => {
    const { end, lines } = await play({ ecs: { alarms: { slow: 'ALARM' } }, request: { alarms: ['slow'] } });
    expect(end.kind).toBe('succeeded');
    expect(lines[0]).toBe(end.warnings[0]);
    expect(end.warnings).toEqual([
      'Alarm slow is in ALARM before anything was touched: it counts once it has been OK.',
    ]);
  });

  test('that was in ALARM before counts once it has been OK', async () => {
    const { end } = await play({
      ecs: { alarms: { slow: 'ALARM' }, behaviours: { 42: { startsAfter: 200_000 } } },
      request: { alarms: ['slow'] },
      script: { 30_000: (ecs) => ecs.alarm('slow', 'OK'), 90_000: (ecs) => ecs.alarm('slow', 'ALARM') },
    });
    expect(end).toMatchObject({ kind: 'rolled-back', reason: { code: 'alarm-raised' } });
  });
});

test('one throttled look at tasks while planning refuses nothing', async () => {
  const { end } = await play({ before: (ecs) => ecs.fail('ListTasks', 1) });
  expect(end.kind).toBe('succeeded');
});
