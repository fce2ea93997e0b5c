/** What a service does while there is no place for its tasks, or while somebody changes how many it wants. */
import { afterEach, describe, expect, test } from '@jest/globals';
import { closeStages, openStage, openSteadyStage } from './stage.ts';

afterEach(closeStages);

const noPlace =
  'was unable to place a task. Reason: Capacity is unavailable at this time. Please try again later or in a different availability zone.';

const countOf = (events: readonly string[], event: string) => events.filter((each) => each === event).length;

describe('when there is a place for 3 tasks only, for 10 minutes', () => {
  const capacity = [{ tasks: 3 }, { at: '10m', tasks: 100 }];

  test('a deployment of 2 tasks goes on with one at a time, says once what is wrong, and is no failure', async () => {
    const stage = await openSteadyStage({ world: { capacity } });
    const arn = stage.deploy('good-2');
    stage.seconds(60);
    expect(stage.service()).toMatchObject({ runningCount: 3 });
    expect(countOf(stage.events(), noPlace)).toBe(1);
    expect(stage.events()).toContain(`could not launch 1 tasks for deployment ${stage.primary().id ?? ''}.`);
    stage.until(() => stage.status(arn) === 'SUCCESSFUL');
    expect(stage.deployment(arn).deploymentCircuitBreaker?.failureCount).toBe(0);
  });

  test('a deployment that needs more waits for the place, without an end', async () => {
    const stage = await openSteadyStage({ world: { capacity: [{ tasks: 2 }, { at: '30m', tasks: 4 }] } });
    const arn = stage.deploy('good-2');
    stage.seconds(1500);
    expect(stage.status(arn)).toBe('IN_PROGRESS');
    expect(stage.primary()).toMatchObject({ pendingCount: 0, runningCount: 0, failedTasks: 0 });
    expect(countOf(stage.events(), noPlace)).toBe(1);
    stage.until(() => stage.status(arn) === 'SUCCESSFUL');
  });

  test('the same is said again after 6 hours', async () => {
    const stage = await openSteadyStage({ world: { capacity: [{ tasks: 2 }] } });
    stage.deploy('good-2');
    stage.seconds(6 * 3600 + 60);
    expect(countOf(stage.events(), noPlace)).toBe(2);
  });

  test('what is said can be any of ECS’s sentences', async () => {
    const event = 'was unable to place a task because no container instance met all of its requirements.';
    const stage = await openSteadyStage({ world: { capacity: [{ tasks: 2, event }] } });
    stage.deploy('good-2');
    stage.seconds(60);
    expect(stage.events()).toContain(event);
  });
});

test('Fargate launches 100 tasks at once and 20 a second from then on, and the service says that it waits', async () => {
  const stage = await openStage({ desired: 250 });
  const launched = () => stage.service().pendingCount;
  stage.until(() => (launched() ?? 0) > 0);
  expect(launched()).toBe(100);
  const throttled = 'operations are being throttled. Will try again later.';
  expect(countOf(stage.events(), throttled)).toBe(1);
  stage.seconds(5);
  expect(stage.tasks('RUNNING')).toHaveLength(100);
  expect(stage.service()).toMatchObject({ pendingCount: 200 });
  stage.until(() => stage.service().runningCount === 250);
  expect(countOf(stage.events(), throttled)).toBe(1);
});

describe('a desired count that changes during a deployment', () => {
  test('upwards: the deployment ends with the new count', async () => {
    const stage = await openSteadyStage();
    const arn = stage.deploy('good-2');
    stage.seconds(45);
    expect(stage.update({ desiredCount: 5 })).toBe(arn);
    stage.until(() => stage.status(arn) === 'SUCCESSFUL');
    expect(stage.service()).toMatchObject({ desiredCount: 5, runningCount: 5 });
  });

  test('to 0: nothing is left, and the deployment is SUCCESSFUL', async () => {
    const stage = await openSteadyStage();
    const arn = stage.deploy('crashing');
    stage.seconds(20);
    stage.update({ desiredCount: 0 });
    stage.until(() => stage.status(arn) === 'SUCCESSFUL');
    expect(stage.service()).toMatchObject({ runningCount: 0, pendingCount: 0 });
  });
});

describe('several deployments at once', () => {
  test('the newer one supersedes: the older is STOPPED with nothing to go back to, its tasks end with the others', async () => {
    const stage = await openSteadyStage();
    const [first] = stage.service().currentServiceRevisions ?? [];
    const older = stage.deploy('good-2');
    stage.seconds(50);
    const newer = stage.deploy('good-3');
    expect(stage.deployment(older)).toMatchObject({ status: 'STOP_REQUESTED' });
    stage.seconds(5);
    expect(stage.deployment(older)).toMatchObject({ status: 'STOPPED', stoppedAt: expect.any(Date) });
    expect(stage.deployment(older).rollback).toBeUndefined();
    const sources = stage.deployment(newer).sourceServiceRevisions?.map(({ arn }) => arn);
    expect(sources).toHaveLength(2);
    expect(sources).toContain(first?.arn);
    expect(stage.service().deployments?.map(({ status }) => status)).toEqual(['PRIMARY', 'ACTIVE', 'ACTIVE']);
    stage.until(() => stage.status(newer) === 'SUCCESSFUL');
    expect(stage.service().deployments).toHaveLength(1);
  });

  test('a failing one that supersedes another goes back to the last COMPLETED, not to the superseded', async () => {
    const stage = await openSteadyStage();
    stage.deploy('good-2');
    stage.seconds(50);
    const newer = stage.deploy('crashing');
    stage.until(() => stage.status(newer) === 'ROLLBACK_SUCCESSFUL');
    expect(stage.serving()).toBe('web:1');
  });
});
