/** When a task counts as healthy, and when it is replaced: by time, by its targets, by its containers' checks. */
import { afterEach, describe, expect, test } from '@jest/globals';
import { closeStages, openSteadyStage, type Stage } from './stage.ts';

afterEach(closeStages);

/** Seconds from RUNNING of the first new task until the first old one is asked to end. */
function secondsUntilItCounts(stage: Stage): number {
  const { id } = stage.primary();
  stage.until(() =>
    stage.tasks('RUNNING').some((task) => task.startedBy === id && task.startedAt !== undefined),
  );
  return stage.until(() => stage.tasks('STOPPED').length > 0);
}

/** Seconds that a task ran until it was asked to end. */
function secondsItRan(stage: Stage): number {
  stage.until(() => stage.tasks('STOPPED').length > 0);
  const [task] = stage.tasks('STOPPED');
  return ((task?.stoppingAt?.getTime() ?? 0) - (task?.startedAt?.getTime() ?? 0)) / 1000;
}

const check = (more = {}) => ({ healthCheck: { command: ['CMD-SHELL', 'curl localhost'], ...more } });

const images = {
  passing: [{ at: '0s', check: 'pass', answers: 200 }],
  'passing-late': [
    { at: '0s', check: 'fail' },
    { at: '100s', check: 'pass' },
  ],
  failing: [{ at: '0s', check: 'fail', answers: 200 }],
  hanging: [{ at: '0s', check: 'hang' }],
} as const;

describe('the health that a task tells', () => {
  const helper = { name: 'helper', image: 'web:passing', ...check({ interval: 5 }) };

  test.each([
    ['HEALTHY', 'that of its essential containers', check({ interval: 5 }), { ...helper, essential: false }],
    ['UNKNOWN', 'nobody’s where only a helper has a check', {}, { ...helper, essential: false }],
    ['UNKNOWN', 'nobody’s where an essential container has none', {}, helper],
  ])('is %s: %s', async (healthStatus, _, more, second) => {
    const app = { name: 'app', image: 'web:passing', ...more };
    const containerDefinitions = [app, second];
    const family = { family: 'web', networkMode: 'awsvpc', cpu: '256', memory: '512' };
    const taskDefinitions = [{ ...family, requiresCompatibilities: ['FARGATE'], containerDefinitions }];
    const stage = await openSteadyStage({ images, desired: 1, world: { taskDefinitions } });
    expect(stage.tasks('RUNNING')).toMatchObject([{ healthStatus }]);
  });
});

describe('without load balancer and health check', () => {
  test('a task counts as healthy 40 s after it runs', async () => {
    const stage = await openSteadyStage({ desired: 1 });
    stage.deploy('good-2');
    expect(secondsUntilItCounts(stage)).toBe(40);
  });
});

describe('with a container health check', () => {
  test('a task counts as healthy from the first check that passes, one interval after its start', async () => {
    const stage = await openSteadyStage({ images, container: check({ interval: 20 }), image: 'passing' });
    stage.deploy('passing');
    expect(secondsUntilItCounts(stage)).toBe(20);
    expect(stage.tasks('RUNNING').at(-1)).toMatchObject({ healthStatus: 'HEALTHY' });
  });

  test('a task is replaced after three failed checks, 30 s apart, when the check says nothing else', async () => {
    const stage = await openSteadyStage({ images, container: check(), image: 'passing', gracePeriod: '0s' });
    stage.deploy('failing');
    expect(secondsItRan(stage)).toBe(90);
    const [task] = stage.tasks('STOPPED');
    expect(task).toMatchObject({
      stopCode: 'ServiceSchedulerInitiated',
      stoppedReason: 'Task failed container health checks',
      healthStatus: 'UNHEALTHY',
    });
    const id = task?.taskArn?.replace(/^.*\//, '') ?? '';
    expect(stage.events()).toContain(`(task ${id}) failed container health checks.`);
  });

  test.each([
    [{ interval: 10, retries: 2 }, 'failing', 20],
    [{ interval: 10, retries: 2, startPeriod: 60 }, 'failing', 80],
    [{ interval: 10, retries: 2, timeout: 5 }, 'hanging', 30],
  ])('%j on a %s program replaces it after %d s', async (more, tag, seconds) => {
    const stage = await openSteadyStage({
      images,
      container: check(more),
      image: 'passing',
      gracePeriod: '0s',
    });
    stage.deploy(tag);
    expect(secondsItRan(stage)).toBe(seconds);
  });

  test('failures during the start period do not count, a success does', async () => {
    const more = { interval: 10, retries: 3, startPeriod: 90 };
    const stage = await openSteadyStage({
      images,
      container: check(more),
      image: 'passing',
      gracePeriod: '0s',
    });
    const arn = stage.deploy('passing-late');
    expect(secondsUntilItCounts(stage)).toBe(100);
    expect(stage.deployment(arn).deploymentCircuitBreaker?.failureCount).toBe(0);
  });

  test('the grace period of the service holds for it too', async () => {
    const more = { interval: 10, retries: 2 };
    const stage = await openSteadyStage({
      images,
      container: check(more),
      image: 'passing',
      gracePeriod: '120s',
    });
    stage.deploy('failing');
    expect(secondsItRan(stage)).toBe(120);
  });
});

describe('behind a load balancer', () => {
  test('a task counts as healthy with its first passed check there, however early', async () => {
    const stage = await openSteadyStage({ balanced: true, desired: 1 });
    stage.deploy('good-2');
    expect(secondsUntilItCounts(stage)).toBe(10);
  });

  test('with a container health check it needs both', async () => {
    const stage = await openSteadyStage({
      images,
      balanced: true,
      desired: 1,
      image: 'passing',
      container: check({ interval: 30 }),
    });
    stage.deploy('passing');
    expect(secondsUntilItCounts(stage)).toBe(30);
  });

  test('an unhealthy target is borne until the grace period is over', async () => {
    const stage = await openSteadyStage({ balanced: true, desired: 1, gracePeriod: '75s' });
    stage.deploy('sick');
    expect(secondsItRan(stage)).toBe(75);
    const [task] = stage.tasks('STOPPED');
    expect(task?.stoppedReason).toMatch(/^Task failed ELB health checks in \(target-group arn:aws:.+\)$/);
    expect(stage.events().find((event) => event.includes('is unhealthy'))).toMatch(
      /^\(task [0-9a-f]{32}\) \(port 80\) is unhealthy in \(target-group arn:aws:.+\) due to \(reason Health checks failed with these codes: \[503\]\)$/,
    );
  });

  test('a task that served and is unhealthy after the grace period is replaced, deployment or not', async () => {
    const stage = await openSteadyStage({
      balanced: true,
      images: {
        fading: [
          { at: '1s', answers: 200 },
          { at: '5m', answers: 500 },
        ],
      },
      image: 'fading',
    });
    stage.until(() => stage.tasks('STOPPED').length === 2);
    stage.until(() => stage.events().at(-1) === 'has reached a steady state.');
    expect(stage.service().runningCount).toBe(2);
  });

  describe('one of 2 tasks that is unhealthy after 5 minutes', () => {
    const images = {
      fading: [
        { at: '1s', answers: 200 },
        { at: '5m', answers: 500 },
      ],
    };
    const fading = { balanced: true, images, image: 'fading' } as const;
    const unhealthySince = (stage: Stage) => () =>
      stage.events().some((event) => event.includes('is unhealthy'));

    test('serves on as long as its replacement starts, where maximumPercent leaves room for that', async () => {
      const stage = await openSteadyStage({ ...fading, percents: [100, 200] });
      stage.until(unhealthySince(stage));
      stage.until(() => stage.service().runningCount === 4);
      expect(stage.tasks('STOPPED')).toHaveLength(0);
      stage.until(() => stage.tasks('STOPPED').length === 2);
      expect(stage.service().runningCount).toBe(2);
    });

    test('stays when it is healthy again before its replacement is, which goes instead', async () => {
      const stage = await openSteadyStage({
        balanced: true,
        images: { wavering: [...images.fading, { at: '6m', answers: 200 }] },
        image: 'wavering',
        timings: { pulling: '3m' },
      });
      const first = stage.tasks('RUNNING').map(({ taskArn }) => taskArn);
      stage.until(unhealthySince(stage));
      stage.until(() => stage.events().at(-1) === 'has reached a steady state.');
      expect(stage.tasks('RUNNING').map(({ taskArn }) => taskArn)).toEqual(first);
    });

    test('is stopped before its replacement starts where there is no room', async () => {
      const stage = await openSteadyStage({ ...fading, percents: [0, 100] });
      stage.until(unhealthySince(stage));
      expect(stage.until(() => stage.tasks('STOPPED').length === 2)).toBeLessThanOrEqual(5);
      expect(stage.tasks('RUNNING')).toHaveLength(0);
      stage.until(() => stage.events().at(-1) === 'has reached a steady state.');
    });
  });

  test('drains for the deregistration delay before its containers are asked to end', async () => {
    const stage = await openSteadyStage({ balanced: { deregistrationDelay: '90s' }, desired: 1 });
    const arn = stage.deploy('good-2');
    stage.until(() => stage.tasks('STOPPED').length > 0);
    expect(stage.tasks('STOPPED')[0]).toMatchObject({ lastStatus: 'DEACTIVATING', desiredStatus: 'STOPPED' });
    expect(stage.until(() => stage.tasks('STOPPED')[0]?.lastStatus !== 'DEACTIVATING')).toBe(90);
    // 25 s until it is gone, and the scheduler's next look.
    expect(stage.until(() => stage.status(arn) === 'SUCCESSFUL')).toBeLessThanOrEqual(30);
  });
});
