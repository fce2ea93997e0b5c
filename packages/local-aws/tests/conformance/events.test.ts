/** The events of a service: the newest hundred, what lasts told once. */
import { afterEach, describe, expect, test } from '@jest/globals';
import { closeStages, openSteadyStage } from './stage.ts';

afterEach(closeStages);

test('a rolling deployment behind a load balancer tells each of its steps', async () => {
  const stage = await openSteadyStage({ balanced: true, desired: 1 });
  const before = stage.events().length;
  const arn = stage.deploy('good-2');
  stage.until(() => stage.status(arn) === 'SUCCESSFUL');
  const id = stage.primary().id ?? '';
  expect(stage.events().slice(before)).toEqual([
    expect.stringMatching(/^has started 1 tasks: \(task [0-9a-f]{32}\)\.$/),
    expect.stringMatching(/^registered 1 targets in \(target-group arn:aws:.+\)$/),
    expect.stringMatching(/^deregistered 1 targets in \(target-group arn:aws:.+\)$/),
    'has begun draining connections on 1 tasks.',
    expect.stringMatching(/^has stopped 1 running tasks: \(task [0-9a-f]{32}\)\.$/),
    `(deployment ${id}) deployment completed.`,
    'has reached a steady state.',
  ]);
});

test('a rollback by the breaker tells of the failure and of where it goes back to', async () => {
  const stage = await openSteadyStage();
  const good = stage.primary().id ?? '';
  const arn = stage.deploy('crashing');
  const bad = stage.primary().id ?? '';
  stage.until(() => stage.status(arn) === 'ROLLBACK_SUCCESSFUL');
  expect(
    stage
      .events()
      .filter((event) => /deploy|steady/.test(event))
      .slice(2),
  ).toEqual([
    `(deployment ${bad}) deployment failed: tasks failed to start.`,
    `rolling back to deployment ${good}.`,
    `(deployment ${good}) deployment completed.`,
    'has reached a steady state.',
  ]);
});

describe('what lasts', () => {
  const failures = (events: readonly string[]) =>
    events.filter((event) => event.startsWith('was unable to place a task')).length;

  test('is told once while it lasts: five tasks that can not pull their image, one event', async () => {
    const stage = await openSteadyStage({ desired: 1, breaker: 'off' });
    stage.deploy('absent');
    stage.until(() => stage.primary().failedTasks === 5);
    expect(failures(stage.events())).toBe(1);
    const starting = stage.events().filter((event) => event.startsWith('is unable to consistently start'));
    expect(starting).toHaveLength(1);
  });

  test('is told again when it was resolved in between', async () => {
    const failing = {
      repository: 'web',
      tag: 'flaky',
      behaviour: [{ at: '5s', fails: 'CannotPullContainerError: x' }],
    };
    const running = { repository: 'web', tag: 'flaky', behaviour: [{ at: '5s', exit: 1 }] };
    const images = [
      { ...failing, times: 1 },
      { ...running, times: 1 },
      failing,
      { repository: 'web', behaviour: [] },
    ];
    const stage = await openSteadyStage({ desired: 1, breaker: 'off', world: { images } });
    stage.deploy('flaky');
    stage.until(() => stage.primary().failedTasks === 3);
    expect(failures(stage.events())).toBe(2);
  });
});

test('only the newest hundred are kept', async () => {
  const stage = await openSteadyStage({ breaker: 'off' });
  stage.deploy('crashing');
  stage.seconds(2 * 3600);
  expect(stage.events()).toHaveLength(100);
});

test('percents that let nothing move are told once, and again after 6 hours', async () => {
  const stage = await openSteadyStage({ desired: 1, percents: [100, 100] });
  stage.deploy('good-2');
  stage.seconds(6 * 3600 + 60);
  expect(
    stage.events().filter((event) => event.startsWith('was unable to stop or start tasks')),
  ).toHaveLength(2);
});
