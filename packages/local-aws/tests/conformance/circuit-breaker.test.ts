/** The deployment circuit breaker: what it counts, how much is enough, and what happens then. */
import { afterEach, describe, expect, test } from '@jest/globals';
import { closeStages, openStage, openSteadyStage, type Stage } from './stage.ts';

afterEach(closeStages);

const breakerOf = (stage: Stage, arn: string) => stage.deployment(arn).deploymentCircuitBreaker;

const ended = (stage: Stage, arn: string) => () => !['PENDING', 'IN_PROGRESS'].includes(stage.status(arn));

/** An image whose tasks answer and are healthy, until they do not answer any more. */
const images = {
  'answers-for-2-minutes': [
    { at: '1s', answers: 200 },
    { at: '2m', answers: 503 },
  ],
  'one-minute': [{ at: '1m', exit: 1 }],
};

describe('the status of a deployment’s breaker', () => {
  test('is DISABLED for a service without one', async () => {
    const stage = await openSteadyStage({ breaker: 'off' });
    expect(breakerOf(stage, stage.deploy('good-2'))?.status).toBe('DISABLED');
  });

  test('is MONITORING while the deployment runs, MONITORING_COMPLETE after it', async () => {
    const stage = await openSteadyStage();
    const arn = stage.deploy('good-2');
    expect(breakerOf(stage, arn)).toEqual({ status: 'MONITORING', failureCount: 0, threshold: 3 });
    stage.until(ended(stage, arn));
    expect(breakerOf(stage, arn)?.status).toBe('MONITORING_COMPLETE');
  });

  test('is TRIGGERED once it made the deployment fail, and the count stays to be read', async () => {
    const stage = await openSteadyStage();
    const arn = stage.deploy('crashing');
    stage.until(ended(stage, arn));
    const triggered = { status: 'TRIGGERED', failureCount: 4, threshold: 3 };
    expect(breakerOf(stage, arn)).toEqual(triggered);
    stage.until(() => stage.status(arn) === 'ROLLBACK_SUCCESSFUL');
    expect(breakerOf(stage, arn)).toEqual(triggered);
  });
});

describe('in its first stage, before any task ran, the breaker', () => {
  test('counts each task that does not reach RUNNING', async () => {
    const stage = await openSteadyStage();
    const arn = stage.deploy('absent');
    stage.until(() => stage.tasks('STOPPED').length === 2);
    expect(breakerOf(stage, arn)).toMatchObject({ failureCount: 2 });
  });
});

describe('in its second stage, after a task ran, the breaker', () => {
  test('counts each task that is replaced for its health', async () => {
    const stage = await openSteadyStage({ balanced: true });
    const arn = stage.deploy('sick');
    stage.until(() => breakerOf(stage, arn)?.failureCount === 2);
    expect(stage.tasks('STOPPED').map(({ stopCode }) => stopCode)).toEqual([
      'ServiceSchedulerInitiated',
      'ServiceSchedulerInitiated',
    ]);
  });

  test('counts each task that ends by itself before it was healthy', async () => {
    const stage = await openSteadyStage();
    const arn = stage.deploy('crashing');
    stage.until(() => breakerOf(stage, arn)?.failureCount === 2);
    expect(stage.tasks('STOPPED')[0]).toMatchObject({ stopCode: 'EssentialContainerExited' });
  });

  test('does not count a task that ends after it was healthy', async () => {
    // Three of the four tasks that web may have at once end after a minute, healthy since 20 s.
    const stage = await openSteadyStage({ images, percents: [50, 100], desired: 4 });
    const arn = stage.deploy('one-minute');
    stage.seconds(300);
    expect(
      stage.tasks('STOPPED').filter(({ stopCode }) => stopCode === 'EssentialContainerExited'),
    ).not.toEqual([]);
    expect(breakerOf(stage, arn)?.failureCount ?? 0).toBe(0);
  });
});

describe('the threshold', () => {
  test.each([
    { desired: 1, threshold: undefined, is: 3 },
    { desired: 25, threshold: undefined, is: 13 },
    { desired: 25, threshold: { type: 'BOUNDED_PERCENT', value: 100 }, is: 25 },
    { desired: 1, threshold: { type: 'UNBOUNDED_PERCENT', value: 50 }, is: 1 },
    { desired: 25, threshold: { type: 'COUNT', value: 7 }, is: 7 },
  ])('of $threshold for $desired tasks is $is', async ({ desired, threshold, is }) => {
    const stage = await openStage({ desired, breaker: { enable: true, rollback: true, threshold } });
    expect(breakerOf(stage, stage.service().currentServiceDeployment ?? '')?.threshold).toBe(is);
  });

  test('follows the desired count of now: 13 failures are enough for 25 tasks, 3 after scaling down to 2', async () => {
    const stage = await openSteadyStage({ desired: 25, percents: [100, 120] });
    const arn = stage.deploy('crashing');
    stage.until(() => (breakerOf(stage, arn)?.failureCount ?? 0) >= 5);
    stage.seconds(35);
    expect(stage.status(arn)).toBe('IN_PROGRESS');
    stage.update({ desiredCount: 2 });
    expect(breakerOf(stage, arn)?.threshold).toBe(3);
    expect(stage.until(ended(stage, arn))).toBeLessThanOrEqual(40);
    expect(stage.status(arn)).toBe('ROLLBACK_IN_PROGRESS');
  });

  test('refuses a percent above 100 and a count of 0', async () => {
    const stage = await openSteadyStage();
    const withThreshold = (type: string, value: number) => () =>
      stage.update({
        deploymentConfiguration: {
          deploymentCircuitBreaker: { enable: true, rollback: true, thresholdConfiguration: { type, value } },
        },
      });
    expect(withThreshold('BOUNDED_PERCENT', 101)).toThrow('must be between 1 and 100');
    expect(withThreshold('COUNT', 0)).toThrow('must be at least 1');
    expect(withThreshold('COUNT', 500)).not.toThrow();
  });
});

describe('a task that becomes healthy', () => {
  const flaky = (resetOnHealthyTask: boolean) =>
    openSteadyStage({
      images,
      balanced: true,
      desired: 1,
      breaker: { enable: true, rollback: true, resetOnHealthyTask },
      percents: [100, 200],
    });

  /** Each task is healthy at first and not any more after 2 minutes; a bake time keeps the deployment open. */
  const alarms = { alarms: { alarmNames: ['errors'], enable: true, rollback: true }, bakeTimeInMinutes: 30 };

  test('sets the count of failures back to 0', async () => {
    const stage = await flaky(true);
    const arn = stage.deploy('answers-for-2-minutes', { deploymentConfiguration: alarms });
    stage.until(() => breakerOf(stage, arn)?.failureCount === 1);
    stage.until(() => breakerOf(stage, arn)?.failureCount === 0);
    stage.seconds(1500);
    expect(stage.status(arn)).toBe('IN_PROGRESS');
  });

  test('does not when resetOnHealthyTask is false: failures add up', async () => {
    const stage = await flaky(false);
    const arn = stage.deploy('answers-for-2-minutes', { deploymentConfiguration: alarms });
    stage.until(() => breakerOf(stage, arn)?.failureCount === 3);
    stage.until(() => stage.status(arn) === 'ROLLBACK_SUCCESSFUL');
    expect(stage.serving()).toBe('web:1');
  });
});

describe('a breaker without rollback', () => {
  test('ends the deployment as STOPPED: FAILED, nothing new is started, the old tasks serve', async () => {
    const stage = await openSteadyStage({ breaker: 'stop' });
    const arn = stage.deploy('crashing');
    stage.until(ended(stage, arn));
    expect(stage.deployment(arn)).toMatchObject({
      status: 'STOPPED',
      statusReason: 'ECS deployment circuit breaker: tasks failed to start.',
      stoppedAt: expect.any(Date),
      deploymentCircuitBreaker: { status: 'TRIGGERED' },
    });
    expect(stage.deployment(arn).rollback).toBeUndefined();
    stage.seconds(600);
    expect(stage.primary()).toMatchObject({ rolloutState: 'FAILED', runningCount: 0, pendingCount: 0 });
    expect(stage.service().runningCount).toBe(2);
  });
});

describe('a rollback whose tasks fail as well', () => {
  test('is ROLLBACK_FAILED after as many failures of its own', async () => {
    // web:1 runs well twice, then crashes: its image was pushed again. Its tasks were replaced when the alarm rose.
    const first = { repository: 'web', tag: 'good', times: 2, behaviour: [] };
    const crashing = { repository: 'web', tag: 'good', behaviour: [{ at: '2s', exit: 1 }] };
    const images = [first, crashing, { repository: 'web', behaviour: [] }];
    const stage = await openSteadyStage({
      world: { images },
      service: { alarms: { names: ['a'], rollback: true } },
    });
    const arn = stage.deploy('good-2');
    stage.until(() => stage.service().deployments?.[1]?.runningCount === 0);
    stage.alarm('a', 'ALARM');
    stage.until(() => stage.status(arn) === 'ROLLBACK_FAILED');
    expect(stage.deployment(arn)).toMatchObject({
      statusReason: 'ECS deployment circuit breaker: tasks failed to start.',
      rollback: { reason: 'Service deployment rolled back because of one or more active alarms.' },
      deploymentCircuitBreaker: { failureCount: 0 },
    });
    expect(stage.primary()).toMatchObject({ rolloutState: 'FAILED', failedTasks: 4 });
  });
});

describe('with no COMPLETED deployment to go back to', () => {
  const stalls = (stage: Stage, arn: string): void => {
    stage.until(() => stage.status(arn) === 'ROLLBACK_FAILED');
    expect(stage.deployment(arn)).toMatchObject({
      statusReason: 'No rollback candidate was found to run the rollback.',
      deploymentCircuitBreaker: { status: 'TRIGGERED' },
    });
    stage.seconds(600);
    expect(stage.primary()).toMatchObject({
      rolloutState: 'FAILED',
      rolloutStateReason: 'ECS deployment circuit breaker: tasks failed to start.',
      runningCount: 0,
      pendingCount: 0,
    });
  };

  test('a first deployment that fails stalls: no rollback, no new tasks', async () => {
    const stage = await openStage({ image: 'crashing' });
    stalls(stage, stage.service().currentServiceDeployment ?? '');
  });

  test('a deployment that is begun during a rollback and fails stalls, though old tasks still serve', async () => {
    const stage = await openSteadyStage();
    const first = stage.deploy('crashing');
    stage.until(() => stage.status(first) === 'ROLLBACK_IN_PROGRESS');
    const second = stage.deploy('crashing');
    stage.until(() => stage.status(first) === 'STOPPED');
    expect(stage.deployment(first)).toMatchObject({ stoppedAt: expect.any(Date) });
    stalls(stage, second);
    expect(stage.service().runningCount).toBe(2);
  });

  test('the next deployment gets the service going again', async () => {
    const stage = await openStage({ image: 'crashing' });
    stalls(stage, stage.service().currentServiceDeployment ?? '');
    const arn = stage.deploy('good-2');
    stage.until(() => stage.status(arn) === 'SUCCESSFUL');
    expect(stage.service()).toMatchObject({ runningCount: 2, deployments: [{ rolloutState: 'COMPLETED' }] });
  });
});
