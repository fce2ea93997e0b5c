/** After ECS is done: the bake time, the health check from the runner, and the way back from there. */
import { describe, expect, test } from '@jest/globals';
import { setupFailure } from '@slipway/action-kit/failures';
import { ecsDouble } from '@slipway/test-kit/ecs-double/ecs-double';
import { manualClock } from '@slipway/test-kit/manual-clock';
import { resumed } from '../src/resuming/resuming.ts';
import type { Task } from '../src/observations.ts';
import type { Confirming } from '../src/phases.ts';
import type { Tasks } from '../src/ports.ts';
import type { HealthCheck } from '../src/request.ts';
import { play, type Played, type Scenario } from '@slipway/test-kit/ecs-double/rollout-scenario';
import { count, headline } from './played.ts';

/** ECS is done at 1:00. */
const baking: Scenario = { request: { bakeTime: 120_000 } };
const url = 'https://user:secret@web.example/health?token=abc';
const healthCheck: HealthCheck = {
  url,
  expect: [{ kind: 'status', ranges: [[200, 200]] }],
  attempts: 3,
  interval: 5000,
};
const asked: Scenario = { request: { healthCheck } };
const isNew = ({ taskDefinition }: Task): boolean => taskDefinition.endsWith(':42');
const around = ['planning', 'registering', 'updating', 'watching', 'confirming'];

describe('while it bakes', () => {
  test('nothing is a success before the time is over', async () => {
    const { end, path, lines } = await play(baking);
    expect(path).toEqual([...around, 'succeeded']);
    expect(headline(end)).toBe('web:42 serves with 2 tasks after 3 min.');
    expect(lines.slice(-3)).toEqual([
      '1:00 ECS is done with web:42',
      '1:00 web:42 bakes, 2 of its tasks healthy',
      '2:00 still web:42 bakes, 2 of its tasks healthy',
    ]);
  });

  test('its time is not slept over, however far apart the looks are', async () => {
    const { end } = await play({ request: { bakeTime: 120_000, pollInterval: 600_000 } });
    expect(headline(end)).toBe('web:42 serves with 2 tasks after 12 min.');
  });

  test('tasks that keep dying lead back, by an update, though they were healthy before', async () => {
    const { end, ecs, lines } = await play({
      ...baking,
      ecs: { behaviours: { 42: { diesAfter: 60_000 } } },
    });
    expect(end).toMatchObject({
      kind: 'rolled-back',
      giveBack: { way: 'update-service' },
      reason: {
        code: 'tasks-keep-dying',
        text: 'web:42 was declared successful, and then its tasks kept dying: container web exited with code 1 (2 of 2 tasks)',
      },
    });
    expect(ecs.serving()).toEqual({ 'web:41': 2 });
    expect(lines.join()).toContain('died: container web exited with code 1');
  });

  test('without fail-fast deaths decide nothing', async () => {
    const { end } = await play({
      ecs: { behaviours: { 42: { diesAfter: 60_000 } } },
      request: { bakeTime: 120_000, failFast: false },
    });
    expect(end.reason.code).not.toBe('tasks-keep-dying');
  });

  test('an alarm leads back', async () => {
    const { end } = await play({
      ecs: { alarms: { slow: 'OK' } },
      request: { bakeTime: 120_000, alarms: ['slow'] },
      script: { 100_000: (ecs) => ecs.alarm('slow', 'ALARM') },
    });
    expect(end).toMatchObject({ kind: 'rolled-back', reason: { code: 'alarm-raised' } });
  });

  test('somebody else’s deployment supersedes', async () => {
    const { end, ecs } = await play({
      ...baking,
      script: { 100_000: (ecs) => ecs.deploy(ecs.register({ family: 'theirs' })) },
    });
    expect(end.kind).toBe('superseded');
    expect(end.reason.text).toMatch(/^While web:42 was confirmed, deployment \d+ of web:43 took over$/);
    expect(ecs.overwritten).toEqual([]);
  });

  test('a permission that is missing leads back at once', async () => {
    const denied = setupFailure({ code: 'access-denied', what: 'AWS denied ecs:DescribeServices' });
    const { end, ecs } = await play({
      ...baking,
      script: { 100_000: (double) => double.fail('DescribeServices', 1, denied) },
    });
    expect([end.kind, end.reason.code]).toEqual(['rolled-back', 'access-denied']);
    expect(ecs.serving()).toEqual({ 'web:41': 2 });
  });

  test('and none of its tasks is healthy at the end, it leads back', async () => {
    const clock = manualClock();
    const ecs = ecsDouble(clock);
    const begun = clock.now();
    const describe: Tasks['describe'] = async (cluster, arns) => {
      const tasks = await ecs.ports.tasks.describe(cluster, arns);
      return clock.now() - begun < 170_000 ? tasks : tasks.filter((task) => !isNew(task));
    };
    const { end } = await play({ ...baking, ports: { tasks: { ...ecs.ports.tasks, describe } } }, clock, ecs);
    expect([end.kind, end.reason]).toEqual([
      'rolled-back',
      {
        code: 'not-serving',
        text: 'ECS declared web:42 successful, and none of its tasks is healthy any more',
      },
    ]);
  });

  test('looks that fail are taken again', async () => {
    const { end } = await play({ ...baking, script: { 100_000: (ecs) => ecs.fail('DescribeServices', 3) } });
    expect(end.kind).toBe('succeeded');
  });

  test('its only task may be replaced right at the end, for reasons of ECS', async () => {
    const replacedAfter = {
      after: 70_000,
      code: 'SpotInterruption',
      reason: 'Your Spot Task was interrupted.',
    };
    const { end, lines } = await play({
      ecs: { desired: 1, behaviours: { 42: { replacedAfter } } },
      request: { bakeTime: 35_000 },
    });
    expect(lines.at(-1)).toMatch(/none of its tasks is healthy at the moment$/);
    expect([end.kind, end.serving?.tasks]).toEqual(['succeeded', 1]);
  });

  test('alarms are asked until they answer once it is over, and what could not be seen is a warning', async () => {
    const played = (times: number): Promise<Played> =>
      play({
        ecs: { alarms: { slow: 'OK' } },
        request: { bakeTime: 30_000, alarms: ['slow'] },
        script: {
          81_000: (ecs) => {
            ecs.alarm('slow', 'ALARM');
            ecs.fail('DescribeAlarms', times);
          },
        },
      });
    expect((await played(1)).end).toMatchObject({ kind: 'rolled-back', reason: { code: 'alarm-raised' } });
    const { kind, warnings } = (await played(99)).end;
    expect([kind, warnings]).toEqual([
      'succeeded',
      ['The last look before the end failed: DescribeAlarms failed after retries: Rate exceeded.'],
    ]);
  });

  test('a role that may not see tasks is no reason to go back, without fail-fast', async () => {
    const denied = setupFailure({ code: 'access-denied', what: 'AWS denied ecs:ListTasks' });
    const { end } = await play({
      ...baking,
      request: { bakeTime: 120_000, failFast: false },
      script: { 61_000: (ecs) => ecs.fail('ListTasks', 999, denied) },
    });
    expect(end.kind).toBe('succeeded');
  });

  test('ECS is asked at most 0.4 times a second', async () => {
    const { ecs, lasted } = await play({
      ecs: { alarms: { slow: 'OK' } },
      request: { bakeTime: 1_800_000, alarms: ['slow'] },
    });
    expect(ecs.calls.length / (lasted / 1000)).toBeLessThanOrEqual(0.4);
  });

  test('nothing bakes when no tasks are asked for', async () => {
    const { path } = await play({ request: { bakeTime: 120_000, desiredCount: 0 } });
    expect(path).not.toContain('confirming');
  });
});

describe('the health check', () => {
  test('is asked when ECS is done, and then it is a success', async () => {
    const played = await play({ ...asked, before: (ecs) => ecs.answer({ status: 200, body: '' }) });
    expect(played.end.kind).toBe('succeeded');
    expect(count(played, 'GET')).toBe(1);
    expect(played.lines.at(-1)).toBe('1:00 https://web.example/health?… answered as expected');
  });

  test('that fails to the last attempt leads back; each attempt is told, and no secret of the address', async () => {
    const played = await play({ ...asked, before: (ecs) => ecs.answer({ status: 503, body: '' }) });
    const { end, lines, ecs } = played;
    expect(count(played, 'GET')).toBe(3);
    expect(lines.filter((each) => each.includes('health check, '))).toEqual([
      '1:00 health check, attempt 1 of 3: https://web.example/health?… answered 503 instead of 200',
      '1:05 health check, attempt 2 of 3: https://web.example/health?… answered 503 instead of 200',
      '1:10 health check, attempt 3 of 3: https://web.example/health?… answered 503 instead of 200',
    ]);
    expect(end.reason).toEqual({
      code: 'health-check-failed',
      text: 'The health check failed in 3 attempts: https://web.example/health?… answered 503 instead of 200',
    });
    expect(end.kind).toBe('rolled-back');
    expect(ecs.serving()).toEqual({ 'web:41': 2 });
    expect(JSON.stringify([lines, end.reason, end.moments])).not.toMatch(/secret|abc/);
  });

  test('asks ECS for nothing but the service between two attempts', async () => {
    const { ecs } = await play({
      request: { healthCheck: { ...healthCheck, attempts: 50 } },
      before: (double) => double.answer({ status: 503, body: '' }),
    });
    const between = ecs.calls.slice(ecs.calls.indexOf('GET') + 1, ecs.calls.lastIndexOf('GET'));
    expect(between.filter((each) => each !== 'GET').length).toBeLessThanOrEqual(49 * 1.3);
  });

  test('that is passed is asked no more while a healthy task is looked for', async () => {
    const clock = manualClock();
    const ecs = ecsDouble(clock);
    const begun = clock.now();
    const describe: Tasks['describe'] = async (cluster, arns) => {
      const tasks = await ecs.ports.tasks.describe(cluster, arns);
      return clock.now() - begun < 70_000 ? tasks : tasks.filter((task) => !isNew(task));
    };
    const ports = { tasks: { ...ecs.ports.tasks, describe } };
    const before: Scenario['before'] = (double) => double.answer({ status: 200, body: '' });
    const played = await play({ request: { bakeTime: 30_000, healthCheck }, before, ports }, clock, ecs);
    expect(played.end.reason.code).toBe('not-serving');
    expect(count(played, 'GET')).toBe(1);
    const looked = ecs.calls.slice(ecs.calls.indexOf('GET'), ecs.calls.lastIndexOf('UpdateService'));
    expect(looked.length / 120).toBeLessThanOrEqual(0.5);
  });

  test('may fail at first', async () => {
    const { end } = await play({
      ...asked,
      script: { 67_000: (ecs) => ecs.answer({ status: 200, body: '' }) },
    });
    expect(end.kind).toBe('succeeded');
  });

  test('that gets no answer says so', async () => {
    const { end } = await play(asked);
    expect(end.reason.text).toBe(
      'The health check failed in 3 attempts: https://web.example/health?… gave no answer',
    );
  });

  test('comes after the bake time', async () => {
    const { end, lines } = await play({
      request: { healthCheck, bakeTime: 60_000 },
      before: (ecs) => ecs.answer({ status: 200, body: '' }),
    });
    expect(end.kind).toBe('succeeded');
    expect(lines.at(-1)).toMatch(/^2:00 /);
  });
});

describe('a job that is cancelled while it is confirmed', () => {
  test('goes back at once, though ECS had declared it successful', async () => {
    const { end, ecs } = await play({ ...baking, script: { 100_000: (_, cancel) => cancel() } });
    expect(end).toMatchObject({ kind: 'stuck', reason: { code: 'cancelled' } });
    expect(ecs.changes.at(-1)?.taskDefinition).toMatch(/web:41$/);
  });

  test('is left with `on-cancel: leave`', async () => {
    const { end, ecs } = await play({
      request: { bakeTime: 120_000, onCancel: 'leave' },
      script: { 100_000: (_, cancel) => cancel() },
    });
    expect(end.reason.text).toBe(
      'The job was cancelled; the deployment is left as it is (`on-cancel: leave`)',
    );
    expect(ecs.changes).toHaveLength(1);
  });

  test('or killed, is turned back by its post step', async () => {
    const first = await play({
      ...baking,
      script: { 100_000: (_, cancel) => cancel() },
      request: { bakeTime: 120_000, onCancel: 'leave' },
    });
    const saved = first.saved.findLast((phase): phase is Confirming => phase.kind === 'confirming');
    if (saved === undefined) throw new Error('it was never confirmed');
    const started = {
      ...saved.started,
      request: { ...saved.started.request, onCancel: 'rollback' },
    } as const;
    const post = await play(
      { resume: (ports) => resumed({ ...saved, started }, 240_000, ports) },
      first.clock,
      first.ecs,
    );
    expect(post.end).toMatchObject({ kind: 'rolled-back', reason: { code: 'job-ended' } });
    expect(first.ecs.serving()).toEqual({ 'web:41': 2 });
  });
});
