/** CloudWatch alarms of rolling deployments: watched until the bake time is over. */
import { afterEach, describe, expect, test } from '@jest/globals';
import { closeStages, openSteadyStage } from './stage.ts';

afterEach(closeStages);

const watched = (rollback: boolean, bakeMinutes = 5) => ({
  deploymentConfiguration: {
    alarms: { alarmNames: ['web-5xx', 'web-latency'], enable: true, rollback },
    bakeTimeInMinutes: bakeMinutes,
  },
});

test('a deployment stays IN_PROGRESS for the bake time, its predecessor ACTIVE with no task, then it is SUCCESSFUL', async () => {
  const stage = await openSteadyStage();
  const arn = stage.deploy('good-2', watched(true));
  stage.until(() => stage.events().filter((event) => event === 'has reached a steady state.').length === 2);
  expect(stage.deployment(arn)).toMatchObject({
    status: 'IN_PROGRESS',
    alarms: { status: 'MONITORING', alarmNames: ['web-5xx', 'web-latency'], triggeredAlarmNames: [] },
  });
  expect(stage.service()).toMatchObject({
    runningCount: 2,
    deployments: [
      { status: 'PRIMARY', rolloutState: 'IN_PROGRESS' },
      { status: 'ACTIVE', rolloutState: 'COMPLETED', runningCount: 0 },
    ],
  });
  expect(stage.until(() => stage.status(arn) === 'SUCCESSFUL')).toBe(300);
  expect(stage.deployment(arn).alarms).toMatchObject({ status: 'MONITORING_COMPLETE' });
  expect(stage.service().deployments).toHaveLength(1);
});

test('an alarm during the bake time rolls back: the old tasks are started again', async () => {
  const stage = await openSteadyStage();
  stage.alarm('web-5xx', 'OK');
  const arn = stage.deploy('good-2', watched(true));
  stage.until(() => stage.service().deployments?.[1]?.runningCount === 0);
  stage.seconds(30);
  stage.alarm('web-5xx', 'ALARM');
  expect(stage.until(() => stage.status(arn) === 'ROLLBACK_IN_PROGRESS')).toBeLessThanOrEqual(5);
  expect(stage.deployment(arn)).toMatchObject({
    statusReason: 'Service deployment rolled back because of one or more active alarms.',
    alarms: { status: 'TRIGGERED', triggeredAlarmNames: ['web-5xx'] },
  });
  expect(stage.service().deployments?.[1]).toMatchObject({
    rolloutState: 'FAILED',
    rolloutStateReason: 'ECS deployment failed: alarm detected.',
  });
  expect(stage.events().at(-2)).toMatch(/^\(deployment ecs-svc\/\d+\) deployment failed: alarm detected\.$/);
  expect(stage.events().at(-1)).toMatch(/^rolling back to deployment ecs-svc\/\d+\.$/);
  // The alarm may stay: it does not concern the rollback.
  stage.until(() => stage.status(arn) === 'ROLLBACK_SUCCESSFUL');
  expect(stage.serving()).toBe('web:1');
});

test('an alarm before the new tasks are healthy rolls back as well', async () => {
  const stage = await openSteadyStage();
  const arn = stage.deploy('good-2', watched(true));
  stage.seconds(30);
  stage.alarm('web-latency', 'ALARM');
  stage.until(() => stage.status(arn) === 'ROLLBACK_SUCCESSFUL');
  expect(stage.serving()).toBe('web:1');
});

test('an alarm without rollback ends the deployment as STOPPED, and it is FAILED', async () => {
  const stage = await openSteadyStage();
  const arn = stage.deploy('good-2', watched(false));
  stage.seconds(30);
  stage.alarm('web-5xx', 'ALARM');
  stage.until(() => stage.status(arn) === 'STOPPED');
  expect(stage.primary()).toMatchObject({ rolloutState: 'FAILED' });
});

test('an alarm that is in ALARM when the deployment starts disables alarms for it, and there is no bake time', async () => {
  const stage = await openSteadyStage();
  stage.alarm('web-5xx', 'ALARM');
  const arn = stage.deploy('good-2', watched(true));
  stage.until(() => stage.status(arn) === 'IN_PROGRESS');
  expect(stage.deployment(arn).alarms).toMatchObject({ status: 'DISABLED' });
  // 10 s provisioning, 15 pulling, 40 until healthy, 25 until the old tasks are gone, and the scheduler's looks.
  expect(stage.until(() => stage.status(arn) === 'SUCCESSFUL')).toBeLessThan(105);
});

describe('while DescribeAlarms is throttled, from the start to the 10th minute,', () => {
  const throttled = { world: { alarmPollsThrottled: [{ at: '0s', duration: '10m' }] } };

  test('an alarm that comes and goes is missed, and the deployment is SUCCESSFUL', async () => {
    const stage = await openSteadyStage(throttled);
    const arn = stage.deploy('good-2', watched(true));
    stage.seconds(120);
    stage.alarm('web-5xx', 'ALARM');
    stage.seconds(60);
    stage.alarm('web-5xx', 'OK');
    stage.until(() => stage.status(arn) === 'SUCCESSFUL');
  });

  test('one that stays is found when that is over', async () => {
    const stage = await openSteadyStage(throttled);
    const opened = stage.clock.now();
    const arn = stage.deploy('good-2', watched(true, 15));
    stage.seconds(120);
    stage.alarm('web-5xx', 'ALARM');
    stage.until(() => stage.status(arn) === 'ROLLBACK_IN_PROGRESS');
    expect(stage.clock.now() - opened).toBeGreaterThan(450_000);
    stage.until(() => stage.status(arn) === 'ROLLBACK_SUCCESSFUL');
  });
});

test('INSUFFICIENT_DATA and an alarm that is not there are no alarm', async () => {
  const stage = await openSteadyStage();
  stage.alarm('web-5xx', 'INSUFFICIENT_DATA');
  const arn = stage.deploy('good-2', watched(true));
  stage.until(() => stage.status(arn) === 'SUCCESSFUL');
});

test('alarms that are not enabled are not watched', async () => {
  const stage = await openSteadyStage({ service: { alarms: { names: ['web-5xx'], enable: false } } });
  const arn = stage.deploy('good-2');
  stage.seconds(30);
  stage.alarm('web-5xx', 'ALARM');
  stage.until(() => stage.status(arn) === 'SUCCESSFUL');
  expect(stage.deployment(arn).alarms).toMatchObject({ status: 'DISABLED' });
});

describe('breaker and alarms together', () => {
  test('fail a deployment by whichever comes first, with the rollback of that one', async () => {
    const stage = await openSteadyStage({ breaker: 'stop' });
    const arn = stage.deploy('crashing', watched(true));
    stage.seconds(60);
    stage.alarm('web-5xx', 'ALARM');
    stage.until(() => stage.status(arn) === 'ROLLBACK_SUCCESSFUL');
    expect(stage.deployment(arn)).toMatchObject({
      deploymentCircuitBreaker: { status: 'MONITORING_COMPLETE' },
      alarms: { status: 'TRIGGERED' },
    });
  });
});
