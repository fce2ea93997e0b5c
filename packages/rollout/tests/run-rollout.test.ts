import { describe, expect, test } from '@jest/globals';
import { setupFailure } from '@slipway/action-kit/failures';
import { outcomeTable } from '../src/outcomes.ts';
import type { Ended } from '../src/phases.ts';
import { resumed } from '../src/resuming.ts';
import { play, type Played, type Scenario } from '@slipway/test-kit/ecs-double/rollout-scenario';

const headline = (end: Ended): string => outcomeTable[end.kind].headline(end);
const dying = { behaviours: { 42: { diesAfter: 3000 } } };
const count = ({ ecs }: Played, call: string): number => ecs.calls.filter((each) => each === call).length;

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

describe('a revision whose tasks die', () => {
  test('slides back to the baseline, and the headline says what died and what serves', async () => {
    const played = await play({ ecs: dying });
    expect(played.path).toEqual([
      'planning',
      'registering',
      'updating',
      'watching',
      'rolling-back',
      'rolled-back',
    ]);
    expect(headline(played.end)).toBe(
      'web:42 never became healthy: container web exited with code 1 (2 of 2 tasks), last line: `Error: no database`. web:41 serves again, proven by 2 healthy tasks after 8 s.',
    );
    expect(played.ecs.serving()).toEqual({ 'web:41': 2 });
    expect(count(played, 'StopServiceDeployment')).toBe(1);
    expect(count(played, 'UpdateService')).toBe(1);
  });

  test('is given up within a minute when several tasks run', async () => {
    const { end } = await play({ ecs: dying });
    expect((end.rollbackAt ?? Infinity) - (end.startedAt ?? 0)).toBeLessThanOrEqual(60_000);
  });

  test('is given up at its second identical death when one task runs', async () => {
    const { end } = await play({ ecs: { ...dying, desired: 1 } });
    expect(end.reason.text).toBe(
      'web:42 never became healthy: container web exited with code 1 (2 of 2 tasks)',
    );
    expect(end.reason.code).toBe('tasks-keep-dying');
  });

  test('is given up at the first stop when its image can’t be pulled', async () => {
    const cannotPull = 'CannotPullContainerError: manifest for web:nope not found';
    const { end } = await play({ ecs: { desired: 1, behaviours: { 42: { cannotPull } } } });
    expect(end.reason).toEqual({
      code: 'cause-is-permanent',
      text: 'web:42 never became healthy: container web could not get its image (CannotPullContainerError: manifest for web:nope not found) (1 of 1 task)',
    });
    expect(end.kind).toBe('rolled-back');
  });

  test('is left to ECS without fail-fast, and what ECS rolled back is never a success', async () => {
    const played = await play({
      ecs: { ...dying, breaker: { rollback: true } },
      request: { failFast: false },
    });
    expect(played.path).toEqual(['planning', 'registering', 'updating', 'watching', 'rolled-back']);
    expect(headline(played.end)).toMatch(
      /^ECS rolled back: Service deployment rolled back because the circuit breaker threshold was exceeded, last line: .* web:41 serves again, proven by 2 healthy tasks after \d+ s\.$/,
    );
    expect(count(played, 'StopServiceDeployment')).toBe(0);
  });

  test('is put back by an update when the breaker gave up without a rollback', async () => {
    const played = await play({
      ecs: { ...dying, breaker: { rollback: false } },
      request: { failFast: false },
    });
    expect(played.end.kind).toBe('rolled-back');
    expect(played.end.reason.code).toBe('breaker-tripped');
    expect(played.end.giveBack?.way).toBe('update-service');
    expect(played.ecs.serving()).toEqual({ 'web:41': 2 });
  });

  test('on the first deploy gives back the template and a desired count of 0', async () => {
    const played = await play({
      ecs: { ...dying, desired: 0, running: false },
      request: { desiredCount: 2 },
    });
    expect(played.end.kind).toBe('rolled-back');
    expect(played.ecs.changes.at(-1)).toEqual({
      taskDefinition: expect.stringMatching(/web:41$/),
      desiredCount: 0,
    });
    expect(headline(played.end)).toMatch(
      /The service is back at web:41 and 0 tasks after \d+ s: nothing serves\.$/,
    );
    expect(played.ecs.serving()).toEqual({});
  });

  test('stays when a rollback is not wanted, and the headline says what serves', async () => {
    const played = await play({ ecs: dying, request: { rollback: 'never' } });
    expect(played.end.kind).toBe('stuck');
    expect(headline(played.end)).toBe(
      'web:42 never became healthy: container web exited with code 1 (2 of 2 tasks); a rollback is not wanted (`rollback: never`), last line: `Error: no database`. web:41 serves now with 2 tasks.',
    );
    expect(count(played, 'StopServiceDeployment')).toBe(0);
  });

  test('is put back although the first try to stop it is refused', async () => {
    const denied = setupFailure({ code: 'access-denied', what: 'AWS denied ecs:StopServiceDeployment' });
    const played = await play({
      ecs: dying,
      script: { 0: (ecs) => ecs.fail('StopServiceDeployment', 1, denied) },
    });
    expect(played.end.kind).toBe('rolled-back');
    expect(played.end.giveBack?.way).toBe('update-service');
  });

  test('is stuck when the way back itself fails, with both reasons', async () => {
    const played = await play({
      ecs: dying,
      request: { rollbackTimeout: 4_000 },
    });
    expect(played.end.kind).toBe('stuck');
    expect(played.end.reason.code).toBe('rollback-timeout');
    expect(played.end.reason.text).toMatch(
      /^web:42 never became healthy: .*; the way back is not done in time \(ROLLBACK_/,
    );
  });
});

describe('the time of the new revision', () => {
  const slow: Scenario = {
    ecs: { behaviours: { 42: { startsAfter: 3_600_000 } } },
    request: { timeout: 60_000 },
  };

  test('ends with a last look and the way back', async () => {
    const { end, path } = await play(slow);
    expect(path.slice(-3)).toEqual(['watching', 'rolling-back', 'rolled-back']);
    expect(end.reason.text).toBe(
      'web:42 was not done after 1 min; at the last look 0 of 2 new tasks running, 0 healthy, 2 starting',
    );
    expect((end.rollbackAt ?? 0) - (end.startedAt ?? 0)).toBe(60_000);
  });

  test('counts a success that ECS declares just before the deadline', async () => {
    const { end } = await play({ request: { timeout: 60_000 }, random: 0.3 });
    expect(end.kind).toBe('succeeded');
  });

  test('ends as stuck when it is to be left', async () => {
    const { end, ecs } = await play({ ...slow, request: { timeout: 60_000, onTimeout: 'leave' } });
    expect(end.kind).toBe('stuck');
    expect(headline(end)).toMatch(
      /it is left as it is \(`on-timeout: leave`\)\. web:41 serves now with 2 tasks\.$/,
    );
    expect(ecs.calls).not.toContain('StopServiceDeployment');
  });
});

describe('somebody else', () => {
  test('who deploys meanwhile supersedes, and nothing is given back', async () => {
    const played = await play({
      script: {
        20_000: (ecs) => ecs.deploy(ecs.register({ family: 'other' })),
      },
    });
    expect(played.end.kind).toBe('superseded');
    expect(played.end.reason.text).toMatch(/^Deployment \d+ of web:43 took over from web:42$/);
    expect(count(played, 'UpdateService')).toBe(1);
    expect(count(played, 'StopServiceDeployment')).toBe(0);
  });

  test('who deploys already is waited for', async () => {
    const played = await others({});
    expect(played.lines[0]).toBe('Waiting for deployment 0007, which is PENDING.');
    expect(played.end.kind).toBe('succeeded');
  });

  test('who deploys already makes it refused with if-in-progress: fail', async () => {
    const played = await others({ ifInProgress: 'fail' });
    expect(headline(played.end)).toBe(
      'Another deployment of the service is in progress, 0007: it is PENDING.',
    );
    expect(count(played, 'UpdateService')).toBe(0);
  });

  test('who deploys already is superseded on request, and the baseline is the last success', async () => {
    const played = await others({ ifInProgress: 'supersede' }, { 42: {}, 43: { diesAfter: 1000 } });
    expect(played.end.kind).toBe('rolled-back');
    expect(played.ecs.serving()).toEqual({ 'web:41': 2 });
  });

  async function others(asked: Scenario['request'], behaviours = {}): Promise<Played> {
    return play({
      ecs: { behaviours },
      request: { ...asked },
      before: (ecs) => ecs.deploy(ecs.register({ family: 'theirs' })),
    });
  }
});

describe('a cancelled job', () => {
  const cancelled: Scenario = { script: { 15_000: (_, cancel) => cancel() } };

  test('asks for the way back within 5 s, and says that the post step follows', async () => {
    const played = await play(cancelled);
    expect(played.lasted).toBeLessThanOrEqual(20_000);
    expect(count(played, 'StopServiceDeployment')).toBe(1);
    expect(played.end.kind).toBe('stuck');
    expect(headline(played.end)).toBe(
      'The job was cancelled; ECS was asked to put web:41 back; the post step of this job follows it. What serves now could not be proven.',
    );
  });

  test('is followed to its end by the post step', async () => {
    const played = await play(cancelled);
    const saved = JSON.parse(JSON.stringify(played.end.unfinished)) as typeof played.end.unfinished;
    if (saved === undefined) throw new Error('nothing was saved');
    const post = await play({ resume: (ports) => resumed(saved, 240_000, ports) }, played.clock, played.ecs);
    expect(post.path).toEqual(['rolling-back', 'rolled-back']);
    expect(count(played, 'StopServiceDeployment')).toBe(1);
    expect(played.ecs.serving()).toEqual({ 'web:41': 2 });
  });

  test('leaves the deployment alone on request', async () => {
    const { end, ecs } = await play({ ...cancelled, request: { onCancel: 'leave' } });
    expect(end.reason).toEqual({
      code: 'cancelled',
      text: 'The job was cancelled; it is left as it is (`on-cancel: leave`)',
    });
    expect(ecs.calls).not.toContain('StopServiceDeployment');
  });
});

describe('nothing is touched', () => {
  const same = { kind: 'revision', reference: 'web:41' } as const;

  test('when the service runs the revision already', async () => {
    const { end, ecs } = await play({ wanted: same });
    expect(headline(end)).toBe('web:41 runs already, with 2 of 2 tasks. Nothing was changed.');
    expect(ecs.calls).not.toContain('UpdateService');
  });

  test('when the document equals what runs', async () => {
    const { end, ecs } = await play({ ports: { sameDocument: () => true } });
    expect(end.kind).toBe('unchanged');
    expect(ecs.calls).not.toContain('RegisterTaskDefinition');
  });

  test('in a dry run, which says what it would do', async () => {
    const { end, ecs } = await play({ request: { dryRun: true } });
    expect(headline(end)).toBe(
      'A new revision would be deployed to web in place of web:41. This was a dry run: nothing was changed.',
    );
    expect(ecs.calls).not.toContain('RegisterTaskDefinition');
  });

  test.each([
    [
      { status: 'MISSING' },
      'There is no service web in cluster main: ECS does not know it in this account and region.',
    ],
    [
      { status: 'DRAINING' },
      'The service web in cluster main can’t be deployed to: it is DRAINING, somebody is deleting it.',
    ],
    [
      { controller: 'CODE_DEPLOY' },
      'The service web in cluster main can’t be deployed by this action: its deployment controller is CODE_DEPLOY, not ECS.',
    ],
  ])('when the service is %j', async (ecs, words) => {
    const { end, ecs: double } = await play({ ecs });
    expect(headline(end)).toBe(words);
    expect(double.calls).not.toContain('RegisterTaskDefinition');
  });

  test('when ECS refuses the update, and the revision that was made is named', async () => {
    const denied = setupFailure({
      code: 'access-denied',
      what: 'AWS denied ecs:UpdateService on web',
      why: 'no',
    });
    const { end } = await play({ before: (ecs) => ecs.fail('UpdateService', 1, denied) });
    expect(headline(end)).toBe(
      'AWS denied ecs:UpdateService on web: no. web:42 was registered, and the service was not touched.',
    );
    expect(end.failureKind).toBe('setup');
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

test('a permission that is missing while watching ends the run at once, with the action named', async () => {
  const denied = setupFailure({
    code: 'access-denied',
    what: 'AWS denied ecs:DescribeServiceDeployments',
    hint: 'Allow `ecs:DescribeServiceDeployments` in the role that this job assumes.',
  });
  const { end, lasted } = await play({
    script: { 10_000: (ecs) => ecs.fail('DescribeServiceDeployments', 99, denied) },
  });
  expect(lasted).toBe(12_000);
  expect(headline(end)).toBe('AWS denied ecs:DescribeServiceDeployments. web:41 serves now with 2 tasks.');
  expect(end.hint).toBe('Allow `ecs:DescribeServiceDeployments` in the role that this job assumes.');
});

test('an update whose answer is lost is followed, and not sent twice', async () => {
  const played = await play({ before: (ecs) => ecs.fail('UpdateService', 1, undefined, 'after') });
  expect(played.end.kind).toBe('succeeded');
  expect(count(played, 'UpdateService')).toBe(1);
});
