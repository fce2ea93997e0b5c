/** `previous` is counted from a moment: what was deployed since is a reason to stop, not another answer. */
import { describe, expect, test } from '@jest/globals';
import { setupFailure } from '@slipway/action-kit/failures';
import { ecsDouble, type EcsDouble } from '@slipway/test-kit/ecs-double/ecs-double';
import { play, type Played, type Scenario } from '@slipway/test-kit/ecs-double/rollout-scenario';
import { manualClock } from '@slipway/test-kit/manual-clock';
import { count, headline } from './played.ts';

const minutes = 60_000;
const begun = manualClock().now();
const arn = (revision: number): string =>
  `arn:aws:ecs:eu-west-1:111122223333:task-definition/web:${String(revision)}`;

type Steps = Readonly<Record<number, (ecs: EcsDouble) => void>>;

/** Somebody asks at minute 10, when web:42 has served for minutes; the run begins at minute 12. */
function asked(steps: Steps, scenario: Scenario = {}): Promise<Played> {
  const script = Object.fromEntries(Object.entries(steps).map(([at, act]) => [Number(at) * minutes, act]));
  return play({
    wanted: { kind: 'previous', asOf: begun + 10 * minutes },
    script: { 0: anew, ...script },
    resume: at(12),
    ...scenario,
  });
}

const at =
  (minute: number): Required<Scenario>['resume'] =>
  async ({ clock }) => {
    await clock.sleep(minute * minutes);
    return undefined;
  };

const anew = (ecs: EcsDouble): void => ecs.deploy(ecs.register({ family: 'web' }));
const to = (revision: number) => (ecs: EcsDouble) => ecs.deploy(arn(revision), { force: true });

describe('nothing is changed where', () => {
  test('what was on its way when it was asked for has succeeded since', async () => {
    const { end, ecs, path } = await asked({ 9.9: anew });
    expect([end.kind, end.reason.code, headline(end)]).toEqual([
      'refused',
      'deployed-since',
      'web has got web:43 since what ran before was asked for: `previous` is counted from 2026-11-21T00:10:00Z, when web:42 served, and deployment 0012 of web:43 succeeded after that.',
    ]);
    expect(end.hint).toBe(
      'To go back from what serves now, start this anew; to have web:41, name it in `task-definition`. Nothing was changed.',
    );
    expect([path, ecs.changes, ecs.serving()]).toEqual([['planning', 'refused'], [], { 'web:43': 2 }]);
  });

  test('another one is on its way when the run begins, and is waited for until it succeeds', async () => {
    const { end, ecs, lines } = await asked({ 11.9: anew });
    expect(lines[0]).toMatch(/^Waiting for deployment \d+ of web:43, which is (PENDING|IN_PROGRESS)\.$/);
    expect([end.reason.code, ecs.changes]).toEqual(['deployed-since', []]);
  });

  test('somebody deployed between the plan and the update', async () => {
    const clock = manualClock();
    const ecs = ecsDouble(clock);
    const { taskDefinitions } = ecs.ports;
    let comes = true;
    const describe: typeof taskDefinitions.describe = async (reference) => {
      const found = await taskDefinitions.describe(reference);
      if (comes) anew(ecs);
      comes = false;
      return found;
    };
    const begin = async (): Promise<void> => {
      anew(ecs);
      await clock.advance(5 * minutes);
    };
    await begin();
    const wanted = { kind: 'previous', asOf: clock.now() } as const;
    const ports = { taskDefinitions: { ...taskDefinitions, describe } };
    const { end, path } = await play({ wanted, ports }, clock, ecs);
    expect(path).toEqual(['planning', 'updating', 'planning', 'refused']);
    expect([end.reason.code, ecs.changes, ecs.serving()]).toEqual(['deployed-since', [], { 'web:43': 2 }]);
  });

  test('several were deployed since: the newest that is another one is named', async () => {
    const { end } = await asked({ 20: anew, 30: anew, 40: to(42) }, { resume: at(60) });
    expect(headline(end)).toMatch(/^web has got web:44 since .*, when web:42 served, /);
    // What served is back: to start anew would lead to web:44.
    expect(end.hint).toBe('To have web:41, name it in `task-definition`. Nothing was changed.');
  });

  test('somebody went there, and forth again', async () => {
    const { end, ecs } = await asked({ 10.1: to(41), 15: to(42) }, { resume: at(60) });
    expect([end.reason.code, ecs.changes]).toEqual(['deployed-since', []]);
    expect(headline(end)).toMatch(/^web has got web:41 since .*, when web:42 served, /);
  });

  test('a dry run is asked for', async () => {
    const { end } = await asked({ 10.1: anew }, { request: { dryRun: true } });
    expect([end.kind, end.reason.code]).toEqual(['refused', 'deployed-since']);
  });

  test('ECS has forgotten what served then', async () => {
    const { end } = await asked({ 9: (ecs) => ecs.forget('SUCCESSFUL'), 10.1: anew });
    expect([headline(end), end.hint]).toEqual([
      expect.stringMatching(
        /^web has got web:43 since .* is counted from 2026-11-21T00:10:00Z, and deployment \d+ of web:43 succeeded after that\.$/,
      ),
      'To go back from what serves now, start this anew; to have another revision, name it in `task-definition`. Nothing was changed.',
    ]);
  });

  test('there was nothing before what served then, whatever came since', async () => {
    const { end } = await asked({ 0: () => undefined, 10.1: anew });
    expect(end.reason.code).toBe('deployed-since');
  });
});

describe('what was under way when it was asked for, and still is', () => {
  const slow = { ecs: { behaviours: { 43: { startsAfter: 10 * minutes } } } };

  test('is not waited for', async () => {
    const { end, ecs, lines } = await asked({ 9.9: anew }, slow);
    expect([end.reason.code, headline(end), ecs.changes]).toEqual([
      'deployment-in-progress',
      'Deployment 0012 of web:43 was under way when what ran before was asked for: `previous` is web:41, which ran before web:42, and not before web:43.',
      [],
    ]);
    expect(end.hint).toBe(
      'To have web:42, cancel the run that deploys it, which then puts web:42 back, or name web:42 where no run does; to have web:41, name it in `task-definition`. Nothing was changed.',
    );
    expect(lines).toEqual([]);
  });

  test('and ECS takes back by now, is not waited for either', async () => {
    const back = (ecs: EcsDouble): void => void ecs.ports.deployments.rollBack(ecs.current());
    const { end, ecs } = await asked({ 9.9: anew, 11.99: back }, slow);
    expect([end.reason.code, ecs.changes]).toEqual(['deployment-in-progress', []]);
    expect(end.hint).toMatch(
      /^To have web:42, wait: ECS takes it back \(ROLLBACK_\w+\); to have web:41, name it /,
    );
  });

  test('is told by a dry run', async () => {
    const { end } = await asked({ 9.9: anew }, { ...slow, request: { dryRun: true } });
    expect([end.kind, end.reason.code]).toEqual(['refused', 'deployment-in-progress']);
  });

  test('is superseded on request', async () => {
    const { end, ecs } = await asked({ 9.9: anew }, { ...slow, request: { ifInProgress: 'supersede' } });
    expect([end.kind, ecs.serving()]).toEqual(['succeeded', { 'web:41': 2 }]);
  });

  test('and brings what serves is waited for', async () => {
    const { end, ecs } = await asked({ 9.9: to(42), 13: (double) => double.shift({ status: 'SUCCESSFUL' }) });
    expect([end.kind, ecs.serving()]).toEqual(['succeeded', { 'web:41': 2 }]);
  });
});

describe('what was under way when it was asked for, and has been taken back since, is told of: what served serves again', () => {
  test.each<[string, Steps, Scenario]>([
    [
      'because it failed',
      { 9.9: anew },
      { ecs: { behaviours: { 43: { diesAfter: 1000 } }, breaker: { rollback: true } } },
    ],
    ['by somebody', { 9.9: anew, 10.1: (ecs) => void ecs.ports.deployments.rollBack(ecs.current()) }, {}],
  ])('%s', async (_, steps, scenario) => {
    const { end, ecs } = await asked(steps, scenario);
    expect([end.reason.code, headline(end), end.hint]).toEqual([
      'deployment-in-progress',
      'Deployment 0012 of web:43 was under way when what ran before was asked for, and ECS has taken it back since: web:42 serves again, and `previous` is web:41, which ran before it.',
      'To have web:41 all the same, name it in `task-definition`. Nothing was changed.',
    ]);
    expect(ecs.serving()).toEqual({ 'web:42': 2 });
  });
});

describe('it stays what it was where', () => {
  test('what was on its way had been taken back by then', async () => {
    const { end, ecs } = await asked({
      5: anew,
      5.1: (double) => void double.ports.deployments.rollBack(double.current()),
    });
    expect([end.kind, ecs.serving()]).toEqual(['succeeded', { 'web:41': 2 }]);
  });

  test('what served was deployed again', async () => {
    const { end } = await asked({ 10.1: to(42) });
    expect([end.kind, end.taskDefinition]).toEqual(['succeeded', arn(41)]);
  });

  test('another one is superseded on request', async () => {
    const { end, ecs } = await asked({ 11.9: anew }, { request: { ifInProgress: 'supersede' } });
    expect([end.kind, ecs.serving()]).toEqual(['succeeded', { 'web:41': 2 }]);
  });
});

test('what an earlier service of the same name ran is not what ran before', async () => {
  const clock = manualClock();
  const ecs = ecsDouble(clock);
  const { services } = ecs.ports;
  const createdAt = clock.now() - 1;
  const describe: typeof services.describe = async (name) => {
    const service = await services.describe(name);
    return service && { ...service, createdAt };
  };
  const ports: Scenario['ports'] = { services: { ...services, describe } };
  anew(ecs);
  await clock.advance(10 * minutes);
  const wanted = { kind: 'previous', asOf: clock.now() } as const;
  const { end } = await play({ wanted, ports }, clock, ecs);
  expect([end.reason.code, ecs.changes]).toEqual(['no-previous-deployment', []]);
});

// Somebody deployed between the moment as it was noted and as the clock of this runner would have it, or the other way round.
test.each([
  [5, 11],
  [-5, 6],
])(
  'of a noted moment, and %d minutes later by the clock of AWS, the earlier one counts',
  async (ahead, minute) => {
    const ports: Scenario['ports'] = { awsTime: (moment) => moment + ahead * minutes };
    const wanted = { kind: 'previous', asOf: begun + 10 * minutes, isNoted: true } as const;
    const { end } = await asked({ [minute]: anew }, { wanted, ports, resume: at(20) });
    expect(end.reason.code).toBe('deployed-since');
  },
);

describe('of two people who ask at once the second', () => {
  test('finds what he asked for, and does not go forth again', async () => {
    const { end, ecs } = await asked({ 10.1: to(41) });
    expect([end.kind, end.reason.text]).toEqual(['unchanged', 'web:41 runs already, with 2 of 2 tasks']);
    expect(ecs.changes).toEqual([]);
  });

  test('follows it while it is on its way', async () => {
    const { end, path, ecs } = await asked({ 11.9: to(41) });
    expect([path, end.taskDefinition, ecs.changes]).toEqual([
      ['planning', 'watching', 'succeeded'],
      arn(41),
      [],
    ]);
  });

  test('is told of what came after that', async () => {
    const { end } = await asked({ 10.1: to(41), 11.9: anew });
    expect(headline(end)).toMatch(/^web has got web:43 since /);
  });
});

test.each([-5, 5])('the clock of AWS is %d minutes ahead of that of the runners', async (ahead) => {
  const clock = manualClock();
  const ecs = ecsDouble(clock);
  const { deployments } = ecs.ports;
  const successful: typeof deployments.successful = async (name) =>
    (await deployments.successful(name)).map((each) => ({
      ...each,
      finishedAt: (each.finishedAt ?? 0) + ahead * minutes,
    }));
  const ports: Scenario['ports'] = {
    awsTime: (moment) => moment + ahead * minutes,
    deployments: { ...deployments, successful },
  };
  anew(ecs);
  await clock.advance(10 * minutes);
  const wanted = { kind: 'previous', asOf: clock.now() } as const;
  expect((await play({ wanted, ports, request: { dryRun: true } }, clock, ecs)).end.reason.text).toBe(
    'web:41 would be deployed to web in place of web:42',
  );
  anew(ecs);
  await clock.advance(minutes);
  expect((await play({ wanted, ports }, clock, ecs)).end.reason.code).toBe('deployed-since');
});

describe('with less of a role', () => {
  const denied = (call: string) =>
    setupFailure({ code: 'access-denied', what: `AWS denied ecs:${call}`, hint: 'Allow it.' });
  const without = (call: string): Promise<Played> =>
    asked({ 9: (ecs) => ecs.fail(call, 9999, denied(call)), 10.1: anew });

  test('service deployments need not be looked at', async () => {
    const played = await without('DescribeServiceDeployments');
    expect(played.end.reason.code).toBe('deployed-since');
    expect(count(played, 'ListServiceDeployments')).toBe(1);
  });

  test.each([
    ['ListServiceDeployments', 'AWS denied ecs:ListServiceDeployments.'],
    [
      'DescribeServiceRevisions',
      'What web ran before is not known: ECS does not tell which revision deployment 0007 brought.',
    ],
  ])('nothing is guessed without %s', async (call, told) => {
    const { end, ecs } = await without(call);
    expect([end.kind, headline(end), ecs.changes]).toEqual(['refused', told, []]);
  });
});

test('the images of another revision were judged', async () => {
  const wanted = { kind: 'previous', asOf: begun + 10 * minutes, judged: arn(40) } as const;
  const { end, ecs } = await asked({}, { wanted });
  expect([end.reason.code, headline(end), ecs.changes]).toEqual([
    'scan-not-approved',
    'The images of web:41 were not judged: those of web:40 were, which ran before by what ECS told a moment ago.',
    [],
  ]);
});
