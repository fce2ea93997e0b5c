/** The scheduler's pure rules, case by case. */
import { describe, expect, test } from '@jest/globals';
import { launchDelay } from '../src/ecs/back-off.ts';
import { breakerThreshold, breakerTrips, counts } from '../src/ecs/circuit-breaker.ts';
import { judgeHealth, type HealthScene } from '../src/ecs/health.ts';
import { rollingStep, type Crew, type RollingScene } from '../src/ecs/rolling.ts';

describe('the threshold of the circuit breaker', () => {
  test.each([
    [1, 3],
    [6, 3],
    [7, 4],
    [25, 13],
    [400, 200],
    [800, 200],
  ])('for a desired count of %d is %d', (desired, threshold) => {
    expect(breakerThreshold(desired, undefined)).toBe(threshold);
  });

  test('follows the configuration', () => {
    expect(breakerThreshold(800, { type: 'UNBOUNDED_PERCENT', value: 50 })).toBe(400);
    expect(breakerThreshold(800, { type: 'COUNT', value: 7 })).toBe(7);
    expect(breakerThreshold(100, { type: 'BOUNDED_PERCENT', value: 10 })).toBe(10);
  });

  test.each([
    ['never-ran', false, true],
    ['never-ran', true, false],
    ['ended', true, true],
    ['unhealthy', true, true],
  ] as const)('counts a task that %s after a task ran (%s): %s', (failure, ran, counted) => {
    expect(counts(failure, ran)).toBe(counted);
  });

  test('is reached, not exceeded; and never by a breaker that is off', () => {
    expect(breakerTrips({ enable: true, rollback: true }, 2, 1)).toBe(false);
    expect(breakerTrips({ enable: true, rollback: true }, 3, 1)).toBe(true);
    expect(breakerTrips({ enable: false, rollback: true }, 300, 1)).toBe(false);
    expect(breakerTrips(undefined, 300, 1)).toBe(false);
  });
});

test.each([
  [1, 0],
  [2, 240_000],
  [3, 480_000],
  [4, 900_000],
  [9, 900_000],
])('after %d tasks in a row that never ran, the next one waits %d ms', (neverRan, delay) => {
  expect(launchDelay(neverRan, 1, { scheduler: 5000 })).toBe(delay);
});

const crew = (active: number, healthy: number, unfit = 0): Crew => ({ active, healthy, unfit });

describe('a step of a rolling deployment', () => {
  const scene = (changes: Partial<RollingScene>): RollingScene => ({
    desiredCount: 4,
    minimumHealthyPercent: 100,
    maximumPercent: 200,
    primary: crew(0, 0),
    old: crew(4, 4),
    leaving: 0,
    enough: 4,
    mayStart: true,
    ...changes,
  });
  const still = { start: 0, stopOld: 0, stopPrimary: 0, blocked: false };

  test.each<[string, Partial<RollingScene>, Partial<ReturnType<typeof rollingStep>>]>([
    ['starts as many as the maximum allows', {}, { start: 4 }],
    ['rounds the maximum down', { maximumPercent: 130 }, { start: 1 }],
    ['keeps the old ones while the new are starting', { primary: crew(4, 0) }, {}],
    ['stops one old task for each healthy new one', { primary: crew(4, 3) }, { stopOld: 3 }],
    [
      'frees room as the minimum allows when none may come on top',
      { minimumHealthyPercent: 50, maximumPercent: 100 },
      { stopOld: 2 },
    ],
    [
      'stops old tasks that are not healthy first of all',
      { maximumPercent: 100, old: crew(4, 3), minimumHealthyPercent: 75 },
      { stopOld: 1 },
    ],
    ['counts tasks that are leaving against the maximum', { leaving: 3 }, { start: 1 }],
    [
      'does not make room twice: the tasks that are leaving make it',
      { minimumHealthyPercent: 25, maximumPercent: 100, old: crew(2, 2), leaving: 2 },
      { stopOld: 1 },
    ],
    ['is not blocked while tasks are leaving', { maximumPercent: 100, leaving: 1 }, {}],
    [
      'stops all old tasks when fewer healthy ones are enough',
      { minimumHealthyPercent: 50, primary: crew(4, 2), enough: 2 },
      { stopOld: 4 },
    ],
    ['starts nothing for a failed deployment', { mayStart: false }, {}],
    ['is blocked when nothing may start and nothing may stop', { maximumPercent: 100 }, { blocked: true }],
    [
      'stops what is above a smaller desired count',
      { primary: crew(6, 6), old: crew(0, 0) },
      { stopPrimary: 2 },
    ],
    [
      'starts the replacement of an unfit task before it stops that one',
      { primary: crew(4, 3, 1), old: crew(0, 0) },
      { start: 1 },
    ],
    [
      'stops an unfit task once its replacement is healthy',
      { primary: crew(5, 4, 1), old: crew(0, 0) },
      { stopPrimary: 1 },
    ],
    [
      'keeps as many unfit tasks as are not replaced yet',
      { primary: crew(6, 3, 2), old: crew(0, 0) },
      { stopPrimary: 1 },
    ],
    [
      'stops unfit tasks first where none may come on top',
      { maximumPercent: 100, primary: crew(4, 2, 2), old: crew(0, 0) },
      { stopPrimary: 2 },
    ],
    [
      'stops no more of them than leave room already',
      { maximumPercent: 100, primary: crew(3, 2, 1), old: crew(0, 0), leaving: 1 },
      { stopPrimary: 1 },
    ],
    [
      'stops an unfit task of a failed deployment, which has no replacement',
      { primary: crew(4, 3, 1), mayStart: false },
      { stopPrimary: 1, stopOld: 3 },
    ],
    ['stops everything for a desired count of 0', { desiredCount: 0, enough: 0 }, { stopOld: 4 }],
  ])('%s', (_name, changes, step) => {
    expect(rollingStep(scene(changes))).toEqual({ ...still, ...step });
  });
});

describe('the health of a task', () => {
  const running: HealthScene = {
    runningFor: 60_000,
    checks: [],
    targets: [],
    gracePeriod: 0,
    healthyAfter: 40_000,
  };
  const target = (state: 'initial' | 'healthy' | 'unhealthy') => ({
    groupArn: 'arn:web',
    port: 80,
    health: { state, reason: undefined, description: 'Health checks failed with these codes: [503]' },
  });

  test.each<[string, Partial<HealthScene>, string]>([
    ['before it runs is starting', { runningFor: undefined }, 'starting'],
    ['without any check is starting for 40 s', { runningFor: 39_999 }, 'starting'],
    ['without any check is healthy after 40 s', { runningFor: 40_000 }, 'healthy'],
    ['with a container check is what the check says', { runningFor: 1, checks: ['HEALTHY'] }, 'healthy'],
    ['with a container check that never answered is starting', { checks: ['UNKNOWN'] }, 'starting'],
    ['with a failed container check is failed', { checks: ['UNHEALTHY'] }, 'failed-container-check'],
    ['behind a load balancer waits for its target', { targets: [target('initial')] }, 'starting'],
    ['with a healthy target is healthy at once', { runningFor: 1, targets: [target('healthy')] }, 'healthy'],
    ['with an unhealthy target is unhealthy', { targets: [target('unhealthy')] }, 'unhealthy-target'],
    [
      'with an unhealthy target is starting during the grace period',
      { targets: [target('unhealthy')], gracePeriod: 60_001 },
      'starting',
    ],
    [
      'needs both its target and its container check',
      { targets: [target('healthy')], checks: ['UNKNOWN'] },
      'starting',
    ],
  ])('%s', (_name, changes, kind) => {
    expect(judgeHealth({ ...running, ...changes }).kind).toBe(kind);
  });

  test('tells which target it is and what the balancer said', () => {
    expect(judgeHealth({ ...running, targets: [target('unhealthy')] })).toEqual({
      kind: 'unhealthy-target',
      groupArn: 'arn:web',
      port: 80,
      reason: 'Health checks failed with these codes: [503]',
    });
  });
});
