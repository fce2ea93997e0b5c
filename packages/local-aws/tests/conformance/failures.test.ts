/** How deployments fail, in virtual time and with AWS's own timings. */
import { afterEach, describe, expect, test } from '@jest/globals';
import { closeStages, openStage, openSteadyStage, type Stage } from './stage.ts';

afterEach(closeStages);

const statusOf = (stage: Stage, arn: string) => stage.deployment(arn).status ?? '';

describe('tasks that crash at their start', () => {
  test('trip the circuit breaker, and the last completed deployment serves again', async () => {
    const stage = await openSteadyStage({ desired: 1 });
    const good = stage.primary().id ?? '';
    const arn = stage.deploy('crashing');
    const bad = stage.primary().id ?? '';
    stage.until(() => statusOf(stage, arn) === 'ROLLBACK_IN_PROGRESS');
    expect(stage.service().deployments).toMatchObject([
      {
        id: good,
        status: 'PRIMARY',
        rolloutState: 'IN_PROGRESS',
        rolloutStateReason: `ECS deployment circuit breaker: rolling back to deploymentId ${good}.`,
      },
      {
        id: bad,
        status: 'ACTIVE',
        rolloutState: 'FAILED',
        rolloutStateReason: 'ECS deployment circuit breaker: tasks failed to start.',
        failedTasks: 3,
      },
    ]);
    stage.until(() => statusOf(stage, arn) === 'ROLLBACK_SUCCESSFUL');
    const ended = stage.deployment(arn);
    expect(ended.deploymentCircuitBreaker).toMatchObject({ status: 'TRIGGERED', threshold: 3 });
    expect(ended.rollback).toMatchObject({
      reason: 'Service deployment rolled back because the circuit breaker threshold was exceeded.',
      serviceRevisionArn: ended.sourceServiceRevisions?.[0]?.arn,
    });
    expect(stage.serving()).toBe('web:1');
    expect(stage.primary()).toMatchObject({
      rolloutState: 'COMPLETED',
      rolloutStateReason: `ECS deployment ${good} completed.`,
    });
    expect(stage.events().filter((event) => event.includes('deployment'))).toEqual(
      expect.arrayContaining([
        `(deployment ${bad}) deployment failed: tasks failed to start.`,
        `rolling back to deployment ${good}.`,
      ]),
    );
  });

  test('leave the exit code and the reason with the stopped task', async () => {
    const stage = await openSteadyStage({ desired: 1 });
    stage.deploy('crashing');
    stage.until(() => stage.tasks('STOPPED').length > 0);
    expect(stage.tasks('STOPPED')[0]).toMatchObject({
      stopCode: 'EssentialContainerExited',
      stoppedReason: 'Essential container in task exited',
      containers: [{ name: 'app', exitCode: 1 }],
    });
  });

  test('never touch the old tasks', async () => {
    const stage = await openSteadyStage();
    const before = stage.tasks('RUNNING').map(({ taskArn }) => taskArn);
    const arn = stage.deploy('crashing');
    stage.until(() => statusOf(stage, arn) === 'ROLLBACK_SUCCESSFUL');
    expect(stage.tasks('RUNNING').map(({ taskArn }) => taskArn)).toEqual(before);
  });

  test('stop the deployment when the breaker may not roll back: nothing new is started', async () => {
    const stage = await openSteadyStage({ breaker: 'stop' });
    const arn = stage.deploy('crashing');
    stage.until(() => statusOf(stage, arn) === 'STOPPED');
    expect(stage.deployment(arn)).toMatchObject({
      statusReason: 'ECS deployment circuit breaker: tasks failed to start.',
      stoppedAt: expect.any(Date),
    });
    const { createdAt: newest } = stage.tasks('RUNNING').at(-1) ?? {};
    stage.seconds(600);
    expect(stage.tasks('STOPPED').at(-1)?.createdAt).toEqual(newest);
    expect(stage.primary()).toMatchObject({ rolloutState: 'FAILED', runningCount: 0 });
    expect(stage.service().runningCount).toBe(2);
  });

  test('go on for ever without a breaker', async () => {
    const stage = await openSteadyStage({ breaker: 'off' });
    const arn = stage.deploy('crashing');
    stage.seconds(1200);
    expect(stage.deployment(arn)).toMatchObject({
      status: 'IN_PROGRESS',
      deploymentCircuitBreaker: { status: 'DISABLED' },
    });
    expect(stage.primary().failedTasks).toBeGreaterThan(20);
  });
});

describe('an image that can not be pulled', () => {
  test('is tried at growing intervals, because its tasks never run', async () => {
    const stage = await openSteadyStage({ desired: 1, breaker: 'off' });
    stage.deploy('absent');
    stage.seconds(1800);
    const starts = stage
      .tasks('STOPPED')
      .map(({ createdAt }) => (createdAt?.getTime() ?? 0) / 1000)
      .map((at, index, all) => Math.round(at - (all[index - 1] ?? at)));
    // Each try takes 85 s, and 25 until its task is gone; from the second failure on, 4 and 8 minutes of waiting
    // come instead of that.
    expect(starts.slice(1, 4)).toEqual([110, 325, 565]);
    expect(stage.events()).toContain('is unable to consistently start tasks successfully.');
    expect(stage.tasks('STOPPED')[0]).toMatchObject({
      stopCode: 'TaskFailedToStart',
      stoppedReason: 'CannotPullContainerError: not found',
      containers: [{ reason: 'CannotPullContainerError: not found' }],
    });
  });
});

describe('targets that never become healthy', () => {
  test.each(['deaf', 'sick'])('(%s) are replaced after the grace period, then rolled back', async (tag) => {
    const stage = await openSteadyStage({ balanced: true, desired: 1 });
    const arn = stage.deploy(tag);
    stage.until(() => statusOf(stage, arn) === 'ROLLBACK_SUCCESSFUL');
    const failed = stage.tasks('STOPPED')[0];
    expect(failed?.stopCode).toBe('ServiceSchedulerInitiated');
    expect(failed?.stoppedReason).toMatch(/^Task failed ELB health checks in \(target-group arn:aws:.+\)$/);
    const lived = (failed?.stoppingAt?.getTime() ?? 0) - (failed?.startedAt?.getTime() ?? 0);
    expect(lived).toBeGreaterThanOrEqual(30_000);
    expect(stage.serving()).toBe('web:1');
  });
});

describe('StopServiceDeployment', () => {
  test('puts the source back', async () => {
    const stage = await openSteadyStage();
    const arn = stage.deploy('good-2');
    stage.seconds(20);
    expect(stage.call('StopServiceDeployment', { serviceDeploymentArn: arn, stopType: 'ROLLBACK' })).toEqual({
      serviceDeploymentArn: arn,
    });
    expect(statusOf(stage, arn)).toBe('ROLLBACK_REQUESTED');
    stage.seconds(5);
    expect(statusOf(stage, arn)).toBe('ROLLBACK_IN_PROGRESS');
    stage.until(() => statusOf(stage, arn) === 'ROLLBACK_SUCCESSFUL');
    expect(stage.serving()).toBe('web:1');
  });

  test('just goes on when a rollback is under way', async () => {
    const stage = await openSteadyStage();
    const arn = stage.deploy('good-2');
    stage.seconds(20);
    stage.call('StopServiceDeployment', { serviceDeploymentArn: arn });
    stage.seconds(5);
    stage.call('StopServiceDeployment', { serviceDeploymentArn: arn });
    expect(statusOf(stage, arn)).toBe('ROLLBACK_IN_PROGRESS');
  });

  test('of a deployment that is superseded just goes on, and the newer one is left alone', async () => {
    const stage = await openSteadyStage();
    const older = stage.deploy('good-2');
    stage.seconds(20);
    const newer = stage.deploy('good-3');
    stage.call('StopServiceDeployment', { serviceDeploymentArn: older });
    expect(statusOf(stage, older)).toBe('STOP_REQUESTED');
    stage.until(() => statusOf(stage, newer) === 'SUCCESSFUL');
    expect([statusOf(stage, older), stage.serving()]).toEqual(['STOPPED', 'web:3']);
  });

  test('of the first deployment has nothing to go back to: it fails, and starts nothing more', async () => {
    const stage = await openStage();
    stage.until(() => stage.tasks('RUNNING').length === 2);
    const first = stage.service().currentServiceDeployment ?? '';
    stage.call('StopServiceDeployment', { serviceDeploymentArn: first });
    expect(stage.deployment(first)).toMatchObject({
      status: 'ROLLBACK_FAILED',
      statusReason: 'No rollback candidate was found to run the rollback.',
    });
    expect(stage.primary()).toMatchObject({ rolloutState: 'FAILED' });
    stage.call('StopTask', { task: stage.tasks('RUNNING')[0]?.taskArn });
    stage.seconds(600);
    expect(stage.tasks('RUNNING')).toHaveLength(1);
  });

  test('refuses a deployment that is over', async () => {
    const stage = await openSteadyStage();
    const arn = stage.service().currentServiceDeployment ?? '';
    expect(() => stage.call('StopServiceDeployment', { serviceDeploymentArn: arn })).toThrow(
      'The service deployment can not be stopped because it is in the SUCCESSFUL state.',
    );
  });
});

describe('an update while a deployment runs', () => {
  test('supersedes it', async () => {
    const stage = await openSteadyStage();
    const older = stage.deploy('good-2');
    stage.seconds(20);
    const newer = stage.deploy('good-3');
    expect(statusOf(stage, older)).toBe('STOP_REQUESTED');
    stage.until(() => statusOf(stage, older) !== 'STOP_REQUESTED');
    expect(stage.deployment(older)).toMatchObject({ status: 'STOPPED', stoppedAt: expect.any(Date) });
    stage.until(() => statusOf(stage, newer) === 'SUCCESSFUL');
    expect(stage.serving()).toBe('web:3');
    expect(stage.service().deployments).toHaveLength(1);
  });

  test('that fails goes back to the last completed one, not to the superseded one', async () => {
    const stage = await openSteadyStage();
    stage.deploy('good-2');
    stage.seconds(20);
    const newer = stage.deploy('crashing');
    stage.until(() => statusOf(stage, newer) === 'ROLLBACK_SUCCESSFUL');
    expect(stage.serving()).toBe('web:1');
  });

  test('during a rollback leaves nothing to go back to', async () => {
    const stage = await openSteadyStage();
    const older = stage.deploy('crashing');
    stage.until(() => statusOf(stage, older) === 'ROLLBACK_IN_PROGRESS');
    const newer = stage.deploy('crashing');
    stage.until(() => statusOf(stage, newer) === 'ROLLBACK_FAILED');
    expect(stage.primary()).toMatchObject({ rolloutState: 'FAILED' });
  });
});
