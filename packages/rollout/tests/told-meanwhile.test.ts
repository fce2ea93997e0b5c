/** What is told while a deployment goes on, each once: stages and hooks, the scheduler's troubles, replaced tasks. */
import { describe, expect, test } from '@jest/globals';
import { play, type Scenario } from '@slipway/test-kit/ecs-double/rollout-scenario';
import { awaitedHook, wayOn } from '../src/looking/awaited-hooks.ts';
import type { Deployment, Hook } from '../src/observations.ts';

const slow: Scenario = { ecs: { desired: 1, behaviours: { 42: { startsAfter: 200_000 } } } };
const minute = 60_000;
const about = (lines: readonly string[], words: string) => lines.filter((each) => each.includes(words));

describe('a deployment that shifts traffic', () => {
  const canary = { strategy: 'CANARY', stage: 'PRODUCTION_TRAFFIC_SHIFT' };
  const hook = {
    id: 'h-1',
    stage: 'POST_TEST_TRAFFIC_SHIFT',
    kind: 'PAUSE',
    status: 'AWAITING_ACTION',
    expiresAt: Date.UTC(2026, 10, 21, 0, 30),
    timeoutAction: 'ROLLBACK',
  } as const;

  test('is told by its stages and weights when they change', async () => {
    const standing = '0 of 1 new task running, 0 healthy, 1 starting';
    const { lines, end } = await play({
      ...slow,
      script: {
        21_000: (ecs) => ecs.shift({ ...canary, traffic: { production: 10, test: 0 } }),
        61_000: (ecs) => ecs.shift({ ...canary, traffic: { production: 100, test: 100 } }),
        101_000: (ecs) =>
          ecs.shift({ stage: 'CLEAN_UP', traffic: { production: undefined, test: undefined } }),
      },
    });
    expect(
      about(lines, 'SHIFT')
        .concat(about(lines, 'CLEAN_UP').slice(0, 1))
        .filter((line) => !line.includes('still')),
    ).toEqual([
      `0:24 PRODUCTION_TRAFFIC_SHIFT (web:42 has 10 % of the production traffic), ${standing}`,
      `1:04 PRODUCTION_TRAFFIC_SHIFT (web:42 has 100 % of the production traffic and 100 % of the test traffic), ${standing}`,
      `1:44 CLEAN_UP, ${standing}`,
    ]);
    expect(end.moments.filter(({ kind }) => kind === 'stage')).toHaveLength(3);
  });

  test('says when a hook waits for a person, until when, and what to type', async () => {
    const { lines } = await play({
      ...slow,
      script: {
        21_000: (ecs) => ecs.shift({ stage: hook.stage, hooks: [hook] }),
        101_000: (ecs) => ecs.shift({ stage: 'BAKE_TIME', hooks: [{ ...hook, status: 'SUCCEEDED' }] }),
      },
    });
    expect(about(lines, 'waits for a person until')).toEqual([
      expect.stringMatching(
        /^0:24 hook h-1 at POST_TEST_TRAFFIC_SHIFT waits for a person until 2026-11-21T00:30:00Z, then ECS does ROLLBACK by itself\. To go on: `aws ecs continue-service-deployment --service-deployment-arn arn:aws:ecs:\S+:service-deployment\/main\/web\/0006 --hook-id h-1 --action CONTINUE`, or run this action with `mode: continue`$/,
      ),
    ]);
  });

  test('that nobody answers in time ends with whom it waited for', async () => {
    const { end } = await play({
      ...slow,
      request: { timeout: 120_000 },
      script: { 21_000: (ecs) => ecs.shift({ stage: hook.stage, hooks: [hook] }) },
    });
    expect(end.reason).toEqual({
      code: 'timeout',
      text: 'web:42 was not done after 2 min; at the last look POST_TEST_TRAFFIC_SHIFT, 0 of 1 new task running, 0 healthy, 1 starting; hook h-1 at POST_TEST_TRAFFIC_SHIFT waits for a person until the `timeout`, for another 1 min',
    });
  });

  test.each([
    [29 * minute, 30 * minute, 'for another 29 min'],
    [29 * minute, 29 * minute, 'for another 29 min'],
    [29 * minute + 1, 60 * minute, 'for another 30 min'],
    [0, 60 * minute, 'for another 1 min'],
    [30 * minute, 29 * minute, 'until the `timeout`, for another 29 min'],
    [undefined, 29 * minute, 'until the `timeout`, for another 29 min'],
  ])('that has %d ms in a deployment that has %d waits %s', (left, rest, until) => {
    const now = 1_000_000;
    const expiresAt = left === undefined ? undefined : now + left;
    const done: Hook = { ...hook, id: 'h-0', status: 'SUCCEEDED' };
    const called: Hook = { ...hook, id: 'h-2', kind: 'LAMBDA' };
    expect(awaitedHook([done, called, { ...hook, expiresAt }], now, rest)).toBe(
      `hook h-1 at POST_TEST_TRAFFIC_SHIFT waits for a person ${until}`,
    );
  });

  test('says what ECS does at the end of the wait only where it tells', () => {
    const silent = wayOn({ arn: 'd1' } as Deployment, {
      ...hook,
      expiresAt: undefined,
      timeoutAction: undefined,
    });
    expect(silent).toMatch(/^hook h-1 at POST_TEST_TRAFFIC_SHIFT waits for a person\. To go on: /);
  });

  test('says that a hook without an id timed out', async () => {
    const late: Hook = { ...hook, id: undefined, kind: 'LAMBDA', status: 'TIMED_OUT' };
    const { lines } = await play({
      ...slow,
      script: { 21_000: (ecs) => ecs.shift({ stage: hook.stage, hooks: [late] }) },
    });
    expect(about(lines, 'hook')).toEqual(['0:24 a lifecycle hook timed out']);
  });

  test('says that a hook failed', async () => {
    const { lines } = await play({
      ...slow,
      script: { 21_000: (ecs) => ecs.shift({ stage: hook.stage, hooks: [{ ...hook, status: 'FAILED' }] }) },
    });
    expect(about(lines, 'hook')).toEqual(['0:24 lifecycle hook h-1 failed']);
  });
});

describe('what the service scheduler tells', () => {
  const full = 'was unable to place a task because no container instance met all of its requirements.';

  test('is told once when it is trouble, and not when it is routine', async () => {
    const { lines } = await play({
      ...slow,
      before: (ecs) => ecs.tell('was unable to place a task. Reason: an older story.'),
      script: {
        20_000: (ecs) => ecs.tell('has started 1 tasks: (task 0123456789abcdef).'),
        30_000: (ecs) => ecs.tell(full),
        90_000: (ecs) => ecs.tell(full),
        100_000: (ecs) => ecs.tell('operations are being throttled. Will try again later.'),
      },
    });
    expect(lines.filter((each) => each.includes(' the service '))).toEqual([
      '0:48 the service was unable to place a task because no container instance met all of its requirements',
      '2:24 the service operations are being throttled. Will try again later',
    ]);
  });

  test('is quoted whole when it begins with a task', async () => {
    const { lines } = await play({
      ...slow,
      script: {
        30_000: (ecs) => ecs.tell('(task 0123456789abcdef) (port 80) is unhealthy in (target-group web).'),
      },
    });
    expect(lines).toContain(
      '0:48 the scheduler tells: (task 0123456789abcdef) (port 80) is unhealthy in (target-group web)',
    );
  });

  test('stands in the line that is told while it lasts, and in the reason of a timeout', async () => {
    const { lines, end } = await play({
      ...slow,
      request: { timeout: 180_000 },
      script: {
        30_000: (ecs) => ecs.tell(full),
        80_000: (ecs) => ecs.tell('has started 1 tasks: (task 0123456789abcdef).'),
        120_000: (ecs) => ecs.tell('is unable to consistently start tasks successfully.'),
      },
    });
    const waiting = lines.filter((each) => /^\S+ 0 of/.test(each)).map((each) => each.replace(/^\S+ /, ''));
    const plain = '0 of 1 new task running, 0 healthy, 1 starting';
    expect(waiting.slice(1)).toEqual([
      plain,
      `${plain}; ECS ${full.slice(0, -1)}`,
      plain,
      `${plain}; ECS is unable to consistently start tasks successfully`,
    ]);
    expect(end.reason.text).toContain('; ECS is unable to consistently start tasks successfully');
  });
});

describe('a task that does not die of itself', () => {
  test.each([
    ['SpotInterruption', 'Your Spot Task was interrupted.', 'its Spot capacity was taken back'],
    ['UserInitiated', 'Task stopped by user', 'somebody stopped it'],
    ['InfrastructureHealth', 'Host failed', 'the infrastructure that it ran on failed'],
    ['TerminationNotice', 'Host retires', 'the instance that it ran on was told to go'],
    [
      'ServiceSchedulerInitiated',
      'Scaling activity initiated by (deployment ecs-svc/1)',
      'the service was scaled',
    ],
  ])('for %s is told in words and counts for nothing', async (code, reason, words) => {
    const replacedAfter = { after: 15_000, code, reason };
    const { lines, end } = await play({ ecs: { desired: 3, behaviours: { 42: { replacedAfter } } } });
    expect(end.kind).toBe('succeeded');
    expect(about(lines, 'was replaced')).toEqual([
      expect.stringMatching(new RegExp(`^0:36 task \\d+ was replaced: ${words}; that counts for nothing$`)),
    ]);
  });
});

test('a task in the start period of its health checks is not counted as healthy', async () => {
  const healthCheck = { command: ['CMD', 'true'], startPeriod: 120 };
  const document = { family: 'web', containerDefinitions: [{ name: 'web', image: 'x', healthCheck }] };
  const health = { after: 130_000, state: 'HEALTHY' };
  const { lines, end } = await play({
    wanted: { kind: 'document', document },
    ecs: { desired: 1, behaviours: { 42: { health } } },
  });
  expect(end.kind).toBe('succeeded');
  expect(about(lines, ' 1 healthy')).toEqual([]);
});
