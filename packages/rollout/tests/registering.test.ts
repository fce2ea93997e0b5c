/** One revision of a document, whatever ECS answers to RegisterTaskDefinition. */
import { describe, expect, test } from '@jest/globals';
import { setupFailure, upstreamFailure } from '@slipway/action-kit/failures';
import { ecsDouble, lostAnswer, type EcsDouble } from '@slipway/test-kit/ecs-double/ecs-double';
import { document, play, request, type Scenario } from '@slipway/test-kit/ecs-double/rollout-scenario';
import { manualClock } from '@slipway/test-kit/manual-clock';
import { registeredOnce } from '../src/starting/registering-once.ts';
import { count, headline } from './played.ts';

const register = 'RegisterTaskDefinition';
const busy = upstreamFailure({
  code: 'family-busy',
  what: 'ECS did not come to register the task definition web',
});

/** All revisions of the family, the one that served before among them. */
const revisions = async ({ ports }: EcsDouble): Promise<number> =>
  (await ports.taskDefinitions.active('web')).length;

describe('a changed document registers one revision', () => {
  test.each<[string, Scenario['before']]>([
    ['was throttled', (ecs) => ecs.fail(register, 5)],
    ['met others that register the family', (ecs) => ecs.fail(register, 5, busy)],
    ['was accepted, and its answer lost', (ecs) => ecs.fail(register, 1, undefined, 'after')],
    ['never came to ECS', (ecs) => ecs.fail(register, 1, lostAnswer(register))],
    [
      'was throttled, and then its answer lost',
      (ecs) => {
        ecs.fail(register, 2);
        ecs.fail(register, 1, undefined, 'after');
      },
    ],
  ])('though the call %s', async (_, before) => {
    const { end, ecs } = await play({ before });
    expect([end.kind, end.taskDefinition?.slice(-6), await revisions(ecs)]).toEqual([
      'succeeded',
      'web:42',
      2,
    ]);
    expect(ecs.changes).toHaveLength(1);
  });

  test('though ECS shows it some seconds after its answer was lost', async () => {
    const clock = manualClock();
    const ecs = ecsDouble(clock);
    const { taskDefinitions } = ecs.ports;
    const begun = clock.now();
    const newest: typeof taskDefinitions.newest = async (family) =>
      clock.now() - begun < 15_000 ? undefined : taskDefinitions.newest(family);
    ecs.fail(register, 1, undefined, 'after');
    const ports = { taskDefinitions: { ...taskDefinitions, newest } };
    const { end, lines } = await play({ ports }, clock, ecs);
    expect([end.kind, await revisions(ecs)]).toEqual(['succeeded', 2]);
    expect(lines.slice(0, 2)).toEqual([
      'ECS may have registered it all the same, and is looked at: RegisterTaskDefinition failed: TimeoutError: socket hang up.',
      'Registered web:42.',
    ]);
  });

  test('though a look after the lost answer fails', async () => {
    const { end, ecs } = await play({
      before: (double) => double.fail(register, 1, undefined, 'after'),
      script: { 0: (double) => double.fail('DescribeTaskDefinition', 1) },
    });
    expect([end.kind, await revisions(ecs)]).toEqual(['succeeded', 2]);
  });
});

test('other jobs that register the same content at the same moment save this one the work, and it says so', async () => {
  const { end, ecs, lines } = await play({
    before: (double) => double.fail(register, 99, busy),
    script: { 2000: (double) => void double.register(document) },
  });
  expect([end.kind, await revisions(ecs)]).toEqual(['succeeded', 2]);
  expect(lines[1]).toBe('Found web:42, registered meanwhile with the same content.');
});

describe('nothing is changed', () => {
  test('at once when ECS may not be asked', async () => {
    const denied = setupFailure({ code: 'access-denied', what: 'AWS denied ecs:RegisterTaskDefinition' });
    const played = await play({ before: (ecs) => ecs.fail(register, 9, denied) });
    expect([headline(played.end), played.lasted]).toEqual(['AWS denied ecs:RegisterTaskDefinition.', 0]);
    expect(count(played, register)).toBe(1);
  });

  test('when ECS is busy for three minutes', async () => {
    const played = await play({ before: (ecs) => ecs.fail(register, 99) });
    expect([played.end.kind, played.end.reason.code]).toEqual(['refused', 'throttled']);
    expect(played.lasted).toBeGreaterThanOrEqual(180_000);
    expect(played.lasted).toBeLessThan(200_000);
    expect(played.ecs.changes).toEqual([]);
  });

  test('when two answers are lost, and ECS shows nothing', async () => {
    const played = await play({ before: (ecs) => ecs.fail(register, 9, lostAnswer(register)) });
    expect([played.end.kind, played.end.failureKind, played.lasted]).toEqual(['refused', 'upstream', 40_000]);
    expect(count(played, register)).toBe(2);
  });

  test('when the job is cancelled while ECS is busy', async () => {
    const { end, lasted } = await play({
      before: (ecs) => ecs.fail(register, 99),
      script: { 3000: (_, cancel) => cancel() },
    });
    expect([headline(end), lasted]).toEqual(['Cancelled while registering the task definition.', 3000]);
  });
});

describe('a revision of this content that nobody uses', () => {
  const unused = (ecs: EcsDouble): void => void ecs.register(document);

  test('is deployed instead of a new one, as a killed run left it', async () => {
    const { end, ecs, lines } = await play({ before: unused });
    expect([end.kind, await revisions(ecs)]).toEqual(['succeeded', 2]);
    expect(lines[0]).toBe('web:42 has this content already, so nothing is registered.');
    expect(ecs.calls).not.toContain(register);
  });

  test('is what a dry run says it would deploy', async () => {
    const { end } = await play({ before: unused, request: { dryRun: true } });
    expect(end.reason.text).toBe('web:42 would be deployed to web in place of web:41');
  });

  test('is tried again though a deployment of it failed, and the log says so', async () => {
    const failed = await play({ ecs: { behaviours: { 42: { diesAfter: 3000 } } } });
    expect(failed.end.kind).toBe('rolled-back');
    const { ecs, lines } = await play({}, failed.clock, failed.ecs);
    expect(lines[0]).toBe(
      'web:42 has this content already, so nothing is registered. Deployment 0007 of it ended as ROLLBACK_SUCCESSFUL (Rollback requested by the user); it is what is asked for, so it is tried again.',
    );
    expect(await revisions(ecs)).toBe(2);
  });

  test('is told of likewise when it is named', async () => {
    const failed = await play({ ecs: { behaviours: { 42: { diesAfter: 3000 } } } });
    const wanted = { kind: 'revision', reference: 'web:42' } as const;
    const { lines } = await play({ wanted }, failed.clock, failed.ecs);
    expect(lines[0]).toBe(
      'Deployment 0007 of it ended as ROLLBACK_SUCCESSFUL (Rollback requested by the user); it is what is asked for, so it is tried again.',
    );
  });

  test('is not used once it was deregistered', async () => {
    const { end, ecs } = await play({
      before: (double) => {
        unused(double);
        void double.ports.taskDefinitions.deregister(arn(42));
      },
    });
    expect(end.taskDefinition).toMatch(/web:43$/);
    expect(count({ ecs }, register)).toBe(1);
  });

  test('is not used when something newer of the family was registered since', async () => {
    const { end } = await play({
      before: (ecs) => {
        unused(ecs);
        ecs.register({ family: 'web' });
      },
    });
    expect(end.taskDefinition).toMatch(/web:44$/);
  });
});

const arn = (revision: number): string =>
  `arn:aws:ecs:eu-west-1:111122223333:task-definition/web:${String(revision)}`;

describe('a revision that was deregistered', () => {
  const retired = (revision: number) => (ecs: EcsDouble) => {
    ecs.register(document);
    void ecs.ports.taskDefinitions.deregister(arn(revision));
  };

  test('is refused when it is asked for by name', async () => {
    const { end, ecs } = await play({
      wanted: { kind: 'revision', reference: 'web:42' },
      before: retired(42),
    });
    expect([end.kind, end.failureKind, headline(end)]).toEqual([
      'refused',
      'input',
      'web:42 can’t be deployed: it is INACTIVE, somebody deregistered it.',
    ]);
    expect(ecs.changes).toEqual([]);
  });

  test('is left alone where it serves already', async () => {
    const wanted = { kind: 'revision', reference: 'web:41' } as const;
    expect((await play({ wanted, before: retired(41) })).end.kind).toBe('unchanged');
  });

  test('is registered anew when a document asks for it to be deployed', async () => {
    const running = { family: 'web', containerDefinitions: [{ name: 'web', image: 'web@sha256:41' }] };
    const { end } = await play({
      wanted: { kind: 'document', document: running },
      request: { forceNewDeployment: true },
      before: retired(41),
    });
    expect([end.kind, end.taskDefinition?.slice(-6)]).toEqual(['succeeded', 'web:43']);
  });
});

test('is not made again where a look that was given up answers during the last one, which does not', async () => {
  const { ports, clock } = await play({});
  const lost = upstreamFailure({ code: 'aws-unavailable', what: 'The answer was lost' });
  let [registered, looks] = [0, 0];
  const hangs = async (milliseconds: number): Promise<undefined> => {
    await clock.sleep(milliseconds);
    return undefined;
  };
  const register = async (): Promise<never> => {
    registered += 1;
    throw lost;
  };
  const newest = async (): Promise<undefined> => {
    looks += 1;
    if (looks === 1) throw lost;
    // Of looks that are given up after 5 s each the third one answers while the fourth and last one hangs.
    return hangs(looks === 3 ? 9500 : 3_600_000);
  };
  const taskDefinitions = { ...ports.taskDefinitions, register, newest, active: async () => [] };
  const made = registeredOnce(document, request, { ...ports, taskDefinitions });
  const failed = made.catch((thrown: unknown) => thrown);
  expect([await clock.drive(failed), registered]).toEqual([lost, 1]);
});
