/**
 * The drills that people published of failing deployments on Fargate (desired count 1, the breaker's defaults):
 * each played again with AWS's own timings, its figures held to 15 %. What a drill's report does not say, such as
 * the size of the image, is this file's assumption and stands in the scenario.
 */
import { afterEach, describe, expect, test } from '@jest/globals';
import { closeStages, openSteadyStage, type Stage } from './stage.ts';

afterEach(closeStages);

const drill = { desired: 1, breaker: 'rollback' } as const;

/** Seconds from `0:00`, the update, as `9:28`. */
const at = (clock: string): number => {
  const [minutes = 0, seconds = 0] = clock.split(':').map(Number);
  return minutes * 60 + seconds;
};

/** When each thing came to be, in seconds since the update; all of them within the same hour. */
function times(stage: Stage, things: readonly (() => boolean)[]): number[] {
  let passed = 0;
  return things.map((thing) => (passed += stage.until(thing)));
}

function expectWithin15Percent(actual: readonly number[], published: readonly string[]): void {
  const off = published.map((clock, index) => (actual[index] ?? Infinity) / at(clock) - 1);
  const told = off.map((share, index) => `${published[index] ?? ''}: ${Math.round(share * 100)} %`);
  expect({ told, within: off.every((share) => Math.abs(share) <= 0.15) }).toEqual({ told, within: true });
}

const failures = (stage: Stage, count: number) => () =>
  stage.service().deployments?.some(({ failedTasks = 0 }) => failedTasks >= count) === true;

const rollsBack = (stage: Stage, arn: string) => () => stage.status(arn) === 'ROLLBACK_IN_PROGRESS';
const hasRolledBack = (stage: Stage, arn: string) => () => stage.status(arn) === 'ROLLBACK_SUCCESSFUL';

describe('(a) a program that ends as soon as it starts', () => {
  const images = { 'exits-at-once': [{ at: '1s', exit: 1 }] };

  test('is started four times, some 50 s apart, and given up after 2 m 55 s; web:1 is COMPLETED after 4 m 14 s', async () => {
    const stage = await openSteadyStage({ ...drill, images });
    const arn = stage.deploy('exits-at-once');
    const update = stage.clock.now();
    const [tripped = 0, completed = 0] = times(stage, [rollsBack(stage, arn), hasRolledBack(stage, arn)]);
    const starts = stage
      .tasks('STOPPED')
      .map(({ createdAt }) => ((createdAt?.getTime() ?? 0) - update) / 1000)
      .sort((one, other) => one - other);
    expect(starts).toHaveLength(4);
    expectWithin15Percent(starts, ['0:17', '1:09', '2:00', '2:50']);
    expectWithin15Percent([tripped, completed], ['2:55', '4:14']);
    expect(stage.serving()).toBe('web:1');
  });

  test('is started for ever without a breaker, while the old task serves', async () => {
    const stage = await openSteadyStage({ ...drill, breaker: 'off', images });
    const arn = stage.deploy('exits-at-once');
    stage.seconds(3600);
    expect(stage.status(arn)).toBe('IN_PROGRESS');
    expect(stage.primary().failedTasks).toBeGreaterThan(60);
    expect(stage.service().deployments?.[1]).toMatchObject({ runningCount: 1 });
  });
});

describe('(b) a program that runs but never listens, behind a load balancer, with 120 s of grace', () => {
  test('is replaced for its health after 3 m 50 s, 9 m 28 s and 14 m 57 s, and given up after 15 m 34 s', async () => {
    const stage = await openSteadyStage({
      ...drill,
      gracePeriod: '120s',
      // Assumed: a large image, five checks 30 s apart, connections that may end for 2 minutes.
      timings: { pulling: '40s' },
      balanced: { deregistrationDelay: '120s', healthCheck: { interval: '30s', unhealthyThreshold: 5 } },
    });
    const arn = stage.deploy('deaf');
    const seen = times(stage, [...[1, 2, 3].map((count) => failures(stage, count)), rollsBack(stage, arn)]);
    expectWithin15Percent(seen, ['3:50', '9:28', '14:57', '15:34']);
  });
});

describe('(d) an image whose tag is absent', () => {
  // Assumed: the pull is retried for 105 s before the task is given up.
  const images = { 'never-pushed': [{ at: '105s', fails: 'CannotPullContainerError: not found' }] };

  test('fails after 2 m 34 s, 4 m 46 s and, the scheduler having backed off, 11 m; it is given up after 11 m 44 s', async () => {
    const stage = await openSteadyStage({ ...drill, images });
    const arn = stage.deploy('never-pushed');
    const seen = times(stage, [...[1, 2, 3].map((count) => failures(stage, count)), rollsBack(stage, arn)]);
    expectWithin15Percent(seen, ['2:34', '4:46', '11:00', '11:44']);
    expect(stage.events()).toContain('is unable to consistently start tasks successfully.');
  });

  test('is still IN_PROGRESS with 2 failed tasks 17 min later, where the back-off is at its longest at once', async () => {
    const stage = await openSteadyStage({ ...drill, images, timings: { backOff: '15m' } });
    const arn = stage.deploy('never-pushed');
    stage.until(failures(stage, 2));
    stage.seconds(at('17:00'));
    expect(stage.primary().failedTasks).toBe(2);
    expect(stage.deployment(arn)).toMatchObject({
      status: 'IN_PROGRESS',
      deploymentCircuitBreaker: { status: 'MONITORING', failureCount: 2, threshold: 3 },
    });
  });
});
