/** What a service goes through, in virtual time and with AWS's own timings. */
import { afterEach, describe, expect, test } from '@jest/globals';
import { closeStages, openStage, openSteadyStage } from './stage.ts';

afterEach(closeStages);

describe('a first deployment', () => {
  test('goes from PENDING through IN_PROGRESS to SUCCESSFUL', async () => {
    const stage = await openStage();
    const arn = stage.service().currentServiceDeployment ?? '';
    expect(stage.deployment(arn)).toMatchObject({ status: 'PENDING', sourceServiceRevisions: [] });
    expect(stage.until(() => stage.deployment(arn).status === 'IN_PROGRESS')).toBe(15);
    // 10 s provisioning, 15 pulling, 40 until it counts as healthy.
    expect(stage.until(() => stage.deployment(arn).status === 'SUCCESSFUL')).toBe(65);
    expect(stage.events()).toEqual([
      expect.stringMatching(/^has started 2 tasks: \(task [0-9a-f]{32}\) \(task [0-9a-f]{32}\)\.$/),
      expect.stringMatching(/^\(deployment ecs-svc\/\d{19}\) deployment completed\.$/),
      'has reached a steady state.',
    ]);
  });

  test('that keeps failing has nothing to go back to', async () => {
    const stage = await openStage({ desired: 1 });
    const first = stage.service().currentServiceDeployment ?? '';
    const crashing = stage.deploy('crashing');
    expect(stage.deployment(first).status).toBe('STOP_REQUESTED');
    stage.until(() => stage.deployment(crashing).status === 'ROLLBACK_FAILED');
    expect(stage.deployment(crashing).statusReason).toBe(
      'No rollback candidate was found to run the rollback.',
    );
    expect(stage.primary()).toMatchObject({ rolloutState: 'FAILED', failedTasks: 4 });
  });

  test('with a desired count of 0 is done as soon as it is taken up', async () => {
    const stage = await openStage({ desired: 0 });
    stage.seconds(15);
    expect(stage.primary()).toMatchObject({ rolloutState: 'COMPLETED', runningCount: 0 });
    expect(stage.tasks('RUNNING')).toEqual([]);
  });
});

describe('a rolling deployment', () => {
  test('starts the new tasks first and stops the old ones when those are healthy', async () => {
    const stage = await openSteadyStage();
    const arn = stage.deploy('good-2');
    let fewest = Infinity;
    let most = 0;
    stage.until(() => {
      const counts = stage.service();
      fewest = Math.min(fewest, counts.runningCount ?? 0);
      most = Math.max(most, (counts.runningCount ?? 0) + (counts.pendingCount ?? 0));
      return stage.deployment(arn).status === 'SUCCESSFUL';
    });
    expect({ fewest, most }).toEqual({ fewest: 2, most: 4 });
    expect(stage.serving()).toBe('web:2');
    expect(stage.service().deployments).toHaveLength(1);
    const old = stage.tasks('STOPPED');
    expect(old.map(({ stopCode }) => stopCode)).toEqual([
      'ServiceSchedulerInitiated',
      'ServiceSchedulerInitiated',
    ]);
    expect(old[0]?.stoppedReason).toBe(
      `Scaling activity initiated by (deployment ${stage.primary().id ?? ''})`,
    );
    expect(stage.tasks('RUNNING').every(({ startedBy }) => startedBy === stage.primary().id)).toBe(true);
  });

  test('makes room first when no task may be on top', async () => {
    const stage = await openSteadyStage({ percents: [50, 100] });
    const arn = stage.deploy('good-2');
    let most = 0;
    stage.until(() => {
      most = Math.max(most, stage.tasks('RUNNING').length);
      return stage.deployment(arn).status === 'SUCCESSFUL';
    });
    expect(most).toBe(2);
  });

  test('says so when the percentages let nothing move', async () => {
    const stage = await openSteadyStage({ desired: 1, percents: [100, 100] });
    stage.deploy('good-2');
    stage.seconds(60);
    expect(stage.events().at(-1)).toBe(
      'was unable to stop or start tasks during a deployment because of the service deployment configuration. Update the minimumHealthyPercent or maximumPercent value and try again.',
    );
    expect(stage.primary()).toMatchObject({ rolloutState: 'IN_PROGRESS', runningCount: 0 });
  });

  test('behind a load balancer drains a task before it is stopped', async () => {
    const stage = await openSteadyStage({ balanced: true });
    const arn = stage.deploy('good-2');
    stage.until(() => stage.tasks('STOPPED').length > 0);
    expect(stage.tasks('STOPPED')[0]?.lastStatus).toBe('DEACTIVATING');
    stage.seconds(59);
    expect(stage.tasks('STOPPED')[0]?.lastStatus).toBe('DEACTIVATING');
    stage.until(() => stage.tasks('STOPPED')[0]?.lastStatus === 'STOPPED');
    expect(stage.tasks('STOPPED')[0]?.containers?.[0]?.exitCode).toBe(143);
    stage.until(() => stage.deployment(arn).status === 'SUCCESSFUL');
    expect(stage.events()).toContain('has begun draining connections on 1 tasks.');
  });

  test('of the same revision happens when it is forced', async () => {
    const stage = await openSteadyStage();
    const before = stage.service().currentServiceDeployment;
    expect(stage.update({ taskDefinition: 'web:1' })).toBe(before);
    expect(stage.update({ forceNewDeployment: true })).not.toBe(before);
  });
});

describe('a change of the desired count alone', () => {
  test('makes no new deployment', async () => {
    const stage = await openSteadyStage();
    const before = stage.service().currentServiceDeployment;
    expect(stage.update({ desiredCount: 3 })).toBe(before);
    stage.until(() => stage.service().runningCount === 3);
    stage.update({ desiredCount: 1 });
    stage.until(() => stage.service().runningCount === 1);
    expect(stage.service().deployments).toHaveLength(1);
    expect(stage.primary().rolloutState).toBe('COMPLETED');
  });
});

describe('a task that ends in a steady service', () => {
  test('is replaced', async () => {
    const stage = await openSteadyStage();
    const arn = stage.deploy('mortal');
    stage.until(() => stage.deployment(arn).status === 'SUCCESSFUL');
    const mortals = stage.tasks('RUNNING').map(({ taskArn }) => taskArn);
    stage.until(() => stage.tasks('RUNNING').length === 0);
    stage.until(() => stage.service().runningCount === 2);
    expect(stage.tasks('RUNNING').map(({ taskArn }) => taskArn)).not.toEqual(expect.arrayContaining(mortals));
    expect(stage.deployment(arn).status).toBe('SUCCESSFUL');
    expect(stage.primary()).toMatchObject({ rolloutState: 'COMPLETED', failedTasks: 0 });
  });

  test('can be read for an hour after it stopped', async () => {
    const stage = await openSteadyStage();
    stage.deploy('good-2');
    stage.until(() => stage.tasks('STOPPED').every(({ lastStatus }) => lastStatus === 'STOPPED'));
    stage.until(() => stage.primary().rolloutState === 'COMPLETED');
    expect(stage.tasks('STOPPED')).toHaveLength(2);
    stage.seconds(3500);
    expect(stage.tasks('STOPPED')).toHaveLength(2);
    stage.seconds(101);
    expect(stage.tasks('STOPPED')).toEqual([]);
  });
});
