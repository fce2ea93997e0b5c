/** How tasks end: their stop codes and reasons, what they mean for the breaker, and that they are replaced. */
import { afterEach, describe, expect, test } from '@jest/globals';
import { closeStages, openSteadyStage, type Stage } from './stage.ts';

afterEach(closeStages);

const breakerOf = (stage: Stage, arn: string) => stage.deployment(arn).deploymentCircuitBreaker;

const firstStopped = (stage: Stage) => {
  stage.until(() => stage.tasks('STOPPED').some(({ lastStatus }) => lastStatus === 'STOPPED'));
  return stage.tasks('STOPPED')[0];
};

describe('a task that never starts', () => {
  test.each([
    'CannotPullContainerError: pull image manifest has been retried 5 time(s): failed to resolve ref web:2: not found',
    'ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed',
    'CannotStartContainerError: ResourceInitializationError: failed to create new container runtime task',
    'CannotCreateVolumeError: volume "data" could not be made',
    'ContainerRuntimeTimeoutError: Could not transition to running; timed out after waiting 3m0s',
  ])('is TaskFailedToStart, and so is its container: %s', async (reason) => {
    const images = { broken: [{ at: '20s', fails: reason }] };
    const stage = await openSteadyStage({ images, breaker: 'off' });
    stage.deploy('broken');
    const task = firstStopped(stage);
    expect(task).toMatchObject({
      stopCode: 'TaskFailedToStart',
      stoppedReason: reason,
      containers: [{ reason, lastStatus: 'STOPPED' }],
    });
    expect(task?.startedAt).toBeUndefined();
    expect(task?.containers?.[0]?.exitCode).toBeUndefined();
    expect(stage.events()).toContain(`was unable to place a task. Reason: ${reason}.`);
  });
});

describe('a task whose essential container ends', () => {
  test('is EssentialContainerExited, with the exit code', async () => {
    const stage = await openSteadyStage();
    stage.deploy('crashing');
    expect(firstStopped(stage)).toMatchObject({
      stopCode: 'EssentialContainerExited',
      stoppedReason: 'Essential container in task exited',
      containers: [{ exitCode: 1 }],
    });
  });

  test('for want of memory has exit code 137, and the container says why', async () => {
    const reason = 'OutOfMemoryError: Container killed due to memory usage';
    const stage = await openSteadyStage({ images: { greedy: [{ at: '5s', exit: 137, reason }] } });
    stage.deploy('greedy');
    expect(firstStopped(stage)).toMatchObject({
      stopCode: 'EssentialContainerExited',
      stoppedReason: 'Essential container in task exited',
      containers: [{ exitCode: 137, reason }],
    });
  });
});

describe('a task that AWS takes away what it runs on', () => {
  test.each([
    ['SpotInterruption', 'Your Spot Task was interrupted.'],
    ['TerminationNotice', 'Your Spot Task was interrupted.'],
    [
      'InfrastructureHealth',
      'ECS is performing maintenance on the underlying infrastructure hosting the task.',
    ],
  ])('is %s, ends by SIGTERM, is replaced, and is no failure', async (interrupted, stoppedReason) => {
    const images = {
      unlucky: [
        { at: '1s', answers: 200 },
        { at: '10s', interrupted },
      ],
    };
    const stage = await openSteadyStage({ images, desired: 1, breaker: { enable: true, rollback: true } });
    const arn = stage.deploy('unlucky');
    expect(firstStopped(stage)).toMatchObject({
      stopCode: interrupted,
      stoppedReason,
      containers: [{ exitCode: 143 }],
    });
    stage.seconds(900);
    expect(breakerOf(stage, arn)?.failureCount).toBe(0);
    expect(stage.primary().failedTasks).toBe(0);
    expect(stage.tasks('STOPPED').length).toBeGreaterThan(5);
  });
});

describe('StopTask', () => {
  const stop = (stage: Stage, more = {}) =>
    stage.call('StopTask', { task: stage.tasks('RUNNING')[0]?.taskArn, ...more }) as { task: object };

  test('ends a task as UserInitiated; the service starts another one, and no failure is counted', async () => {
    const stage = await openSteadyStage({ balanced: true });
    const stopped = stop(stage);
    expect(stopped.task).toMatchObject({ desiredStatus: 'STOPPED', lastStatus: 'DEACTIVATING' });
    expect(firstStopped(stage)).toMatchObject({
      stopCode: 'UserInitiated',
      stoppedReason: 'Task stopped by user',
    });
    stage.until(() => stage.events().at(-1) === 'has reached a steady state.');
    expect(stage.service()).toMatchObject({ runningCount: 2, deployments: [{ failedTasks: 0 }] });
  });

  test('takes a reason, and the same task again', async () => {
    const stage = await openSteadyStage();
    const { taskArn } = stage.tasks('RUNNING')[0] ?? {};
    stage.call('StopTask', { task: taskArn, reason: 'a drill' });
    stage.call('StopTask', { task: taskArn, reason: 'another' });
    expect(firstStopped(stage)).toMatchObject({ stoppedReason: 'a drill' });
  });

  test('refuses a task that is not there', async () => {
    const stage = await openSteadyStage();
    expect(() => stage.call('StopTask', { task: 'none' })).toThrow('The referenced task was not found.');
  });
});

describe('a task that the scheduler stops', () => {
  test('for another one is ServiceSchedulerInitiated, and names the deployment', async () => {
    const stage = await openSteadyStage();
    stage.deploy('good-2');
    expect(firstStopped(stage)).toMatchObject({
      stopCode: 'ServiceSchedulerInitiated',
      stoppedReason: `Scaling activity initiated by (deployment ${stage.primary().id ?? ''})`,
      containers: [{ exitCode: 143 }],
    });
  });

  test('before its image was pulled has no exit code, and is gone only when the pull is through', async () => {
    const stage = await openSteadyStage({ timings: { pulling: '60s' }, breaker: 'off' });
    stage.deploy('good-2');
    stage.until(() => stage.tasks('RUNNING').some(({ lastStatus }) => lastStatus === 'PENDING'));
    stage.deploy('good-3');
    stage.until(() => stage.tasks('STOPPED').length > 0);
    // Asked to end at the next deployment's first look, 15 s later; 45 s of the pull are left, and 25 to stop.
    expect(stage.until(() => stage.tasks('STOPPED')[0]?.lastStatus === 'STOPPED')).toBe(45 + 25);
    expect(stage.tasks('STOPPED')[0]?.containers?.[0]?.exitCode).toBeUndefined();
  });
});

test('a task that is stopped while its pull is retried has no exit code either', async () => {
  const stage = await openSteadyStage({ breaker: 'off' });
  stage.deploy('absent');
  stage.seconds(60);
  stage.deploy('good-2');
  stage.until(() => stage.tasks('STOPPED')[0]?.lastStatus === 'STOPPED');
  const [task] = stage.tasks('STOPPED');
  expect(task?.stopCode).toBe('ServiceSchedulerInitiated');
  expect(task?.containers?.[0]?.exitCode).toBeUndefined();
});

test('a task that ends can be told apart by what started it: startedBy is the deployment', async () => {
  const stage = await openSteadyStage();
  stage.deploy('crashing');
  expect(firstStopped(stage)?.startedBy).toBe(stage.primary().id);
});
