/** A deployment that is asked for, followed and ends well, or ends at once because it can't be seen. */
import { describe, expect, test } from '@jest/globals';
import { setupFailure } from '@slipway/action-kit/failures';
import { play } from '@slipway/test-kit/ecs-double/rollout-scenario';
import { count, headline } from './played.ts';

describe('a deployment', () => {
  test('succeeds when ECS declares it successful, and says what serves', async () => {
    const played = await play({});
    expect(played.path).toEqual(['planning', 'registering', 'updating', 'watching', 'succeeded']);
    expect(headline(played.end)).toBe('web:42 serves with 2 tasks after 1 min.');
    expect(played.ecs.serving()).toEqual({ 'web:42': 2 });
    expect(played.end.serving?.taskDefinition).toMatch(/web:42$/);
  });

  test('sends UpdateService nothing that was not asked for', async () => {
    const { ecs } = await play({});
    expect(ecs.changes).toEqual([{ taskDefinition: expect.stringMatching(/web:42$/) }]);
  });

  test('is told by state changes alone, with a life sign a minute', async () => {
    const { lines } = await play({ ecs: { behaviours: { 42: { startsAfter: 150_000 } } } });
    expect(lines).toEqual([
      'Registered web:42.',
      'ECS was asked to run web:42 as deployment 0007.',
      '0:00 0 of 2 new tasks running, 0 healthy',
      '0:12 0 of 2 new tasks running, 0 healthy, 2 starting',
      '1:12 still 0 of 2 new tasks running, 0 healthy, 2 starting',
      '2:12 still 0 of 2 new tasks running, 0 healthy, 2 starting',
      '2:40 2 of 2 new tasks running, 0 healthy',
    ]);
  });

  test('takes at most 0.4 calls a second while it is watched', async () => {
    const played = await play({ ecs: { behaviours: { 42: { startsAfter: 500_000 } } } });
    expect(played.ecs.calls.length / (played.lasted / 1000)).toBeLessThan(0.4);
  });

  test('is started and left when nobody waits', async () => {
    const { end, path } = await play({ request: { wait: false } });
    expect(path.at(-1)).toBe('started');
    expect(headline(end)).toBe('ECS was asked to run web:42; nobody waits for its end.');
  });

  test('to a desired count of 0 succeeds with a warning that nothing runs', async () => {
    const { end } = await play({ request: { desiredCount: 0 } });
    expect(end.kind).toBe('succeeded');
    expect(end.warnings).toEqual(['Nothing runs: the desired count of web is 0.']);
  });

  test('goes on through throttled looks, and looks less often meanwhile', async () => {
    const { end, lines } = await play({
      script: { 6000: (ecs) => ecs.fail('DescribeServiceDeployments', 4) },
    });
    expect(end.kind).toBe('succeeded');
    expect(lines).toContain(
      '0:08 a look failed: DescribeServiceDeployments failed after retries: Rate exceeded.',
    );
  });
});

test('the same revision is deployed again when that is forced', async () => {
  const { end, ecs } = await play({
    wanted: { kind: 'revision', reference: 'web:41' },
    request: { forceNewDeployment: true },
  });
  expect(end.kind).toBe('succeeded');
  expect(ecs.changes[0]?.forceNewDeployment).toBe(true);
});

describe('a permission that is missing while watching', () => {
  const hint = 'Allow `ecs:ListTasks` in the role that this job assumes.';
  const denied = setupFailure({ code: 'access-denied', what: 'AWS denied ecs:ListTasks', hint });

  test('ends the watch at once, and what served before is put back', async () => {
    const { end, ecs } = await play({ script: { 10_000: (ecs) => ecs.fail('ListTasks', 1, denied) } });
    expect(headline(end)).toMatch(
      /^AWS denied ecs:ListTasks\. web:41 serves again, proven by 2 running tasks after \d+ s\.$/,
    );
    expect(end).toMatchObject({ kind: 'rolled-back', failureKind: 'setup', hint });
    expect((end.rollbackAt ?? 0) - (end.startedAt ?? 0)).toBe(20_000);
    expect(ecs.serving()).toEqual({ 'web:41': 2 });
  });

  test('says so when nothing can be put back either', async () => {
    const why = 'AWS does not accept the credentials any more';
    const expired = setupFailure({ code: 'credentials-expired', what: why, hint: 'Log in for longer.' });
    const { end, lasted } = await play({
      script: {
        10_000: (ecs) => {
          for (const call of ['DescribeServiceDeployments', 'DescribeServices', 'UpdateService', 'ListTasks'])
            ecs.fail(call, 99, expired);
        },
      },
    });
    expect(lasted).toBe(12_000);
    expect(headline(end)).toBe(
      `${why}; for the same reason nothing could be put back. What serves now could not be proven.`,
    );
    expect(end).toMatchObject({ kind: 'stuck', failureKind: 'setup', hint: 'Log in for longer.' });
  });
});

test('an update whose answer is lost is followed, and not sent twice', async () => {
  const played = await play({ before: (ecs) => ecs.fail('UpdateService', 1, undefined, 'after') });
  expect(played.end.kind).toBe('succeeded');
  expect(count(played, 'UpdateService')).toBe(1);
});
