/** `task-definition: previous`: what the newest successful deployment of another revision ran. */
import { describe, expect, test } from '@jest/globals';
import { ecsDouble, type EcsDouble } from '@slipway/test-kit/ecs-double/ecs-double';
import { play, type Played, type Scenario } from '@slipway/test-kit/ecs-double/rollout-scenario';
import { manualClock } from '@slipway/test-kit/manual-clock';
import { previousRevision } from '../src/planning/previous.ts';
import { count, headline } from './played.ts';

const minutes = 60_000;
const begun = manualClock().now();
const name = { cluster: 'main', service: 'web' };
const wanted = { kind: 'previous', asOf: begun } as const;

/** After one deployment after another, each of which had the time it takes. */
function after(steps: readonly ((ecs: EcsDouble) => void)[], scenario: Scenario = {}): Promise<Played> {
  const script = Object.fromEntries(steps.map((step, at) => [at * 5 * minutes, step]));
  return play({
    wanted: { ...wanted, asOf: begun + steps.length * 5 * minutes },
    script,
    resume: async ({ clock }) => {
      await clock.sleep(steps.length * 5 * minutes);
      return undefined;
    },
    ...scenario,
  });
}

const anew = (ecs: EcsDouble): void => ecs.deploy(ecs.register({ family: 'web' }));
const arn = (revision: number): string =>
  `arn:aws:ecs:eu-west-1:111122223333:task-definition/web:${String(revision)}`;

describe('what ran before', () => {
  test('is deployed, with what serves now as the way back', async () => {
    const { end, lines, ecs } = await after([anew, anew]);
    expect([end.kind, end.taskDefinition, end.baseline?.taskDefinition]).toEqual([
      'succeeded',
      arn(42),
      arn(43),
    ]);
    expect(lines[0]).toBe('web:42 is what ran before web:43.');
    expect(ecs.serving()).toEqual({ 'web:42': 2 });
  });

  test('is found with one list, however far back it is', async () => {
    const again = (ecs: EcsDouble): void => ecs.deploy(arn(42), { force: true });
    const played = await after([anew, again, again, again]);
    expect(played.end.taskDefinition).toBe(arn(41));
    expect(count(played, 'ListServiceDeployments')).toBe(1);
  });

  test('is not the revision before by number, which nobody deployed', async () => {
    const { end } = await after([
      anew,
      (ecs) => {
        ecs.register({ family: 'web' });
        anew(ecs);
      },
    ]);
    expect([end.taskDefinition, end.baseline?.taskDefinition]).toEqual([arn(42), arn(44)]);
  });

  test('is not what was deployed again since', async () => {
    const { end } = await after([anew, (ecs) => ecs.deploy(arn(42), { force: true })]);
    expect(end.taskDefinition).toBe(arn(41));
  });

  test('is not what failed since', async () => {
    const { end } = await after([anew, anew], {
      ecs: { behaviours: { 43: { diesAfter: 1000 } }, breaker: { rollback: true } },
    });
    expect([end.kind, end.taskDefinition]).toEqual(['succeeded', arn(41)]);
  });

  test('is told by a dry run', async () => {
    const { end } = await after([anew], { request: { dryRun: true } });
    expect(end.reason.text).toBe('web:41 would be deployed to web in place of web:42');
  });

  test('is what a run that was killed began already, and is joined', async () => {
    const { end, path, ecs } = await after([anew, anew], {
      resume: async ({ clock }) => {
        await clock.sleep(10 * minutes + 10_000);
        return undefined;
      },
      script: { 0: anew, [5 * minutes]: anew, [10 * minutes]: (double) => double.deploy(arn(42)) },
    });
    expect(path).toEqual(['planning', 'watching', 'succeeded']);
    expect([end.taskDefinition, ecs.changes]).toEqual([arn(42), []]);
  });
});

describe('nothing is changed where', () => {
  test('nothing else was ever successful', async () => {
    const { end, ecs } = await play({ wanted });
    expect([end.kind, headline(end)]).toEqual([
      'refused',
      'There is nothing before what web runs: ECS knows no successful deployment before 0002 of web:41 that ran another revision of its family, and remembers 90 days.',
    ]);
    expect(end.hint).toBe(
      'Name the revision in `task-definition`, as `family:revision`. Nothing was changed.',
    );
    expect(ecs.changes).toEqual([]);
  });

  test('what ran before is of another family, such as the template that a service is made with', async () => {
    const arns = { released: 'web:1', first: 'web-template:1' };
    const looks = {
      deployments: {
        successful: async () => Object.keys(arns).map((arn) => ({ arn, revision: arn, finishedAt: begun })),
      },
      revisions: {
        taskDefinitionOf: async (of: string) =>
          `arn:aws:ecs:eu-west-1:111122223333:task-definition/${arns[of as keyof typeof arns]}`,
      },
      awsTime: (moment: number) => moment,
    };
    const { services } = ecsDouble(manualClock()).ports;
    const service = await services.describe(name);
    if (service === undefined) throw new Error('the double has a service');
    const look = { service, newest: undefined };
    await expect(previousRevision(wanted, look, name, looks)).rejects.toThrow(
      'There is nothing before what web runs: ECS knows no successful deployment before released of web:1 that ran another revision of its family, and remembers 90 days.',
    );
  });

  test('ECS remembers nothing at all', async () => {
    const { end } = await play({ wanted, before: (ecs) => ecs.forget('SUCCESSFUL') });
    expect(headline(end)).toBe(
      'There is nothing before what web runs: ECS knows no successful deployment, and remembers 90 days.',
    );
  });

  test('what ran before was deregistered', async () => {
    const { end } = await after([anew, (ecs) => void ecs.ports.taskDefinitions.deregister(arn(41))]);
    expect(end.reason).toEqual({
      code: 'task-definition-inactive',
      text: 'web:41 can’t be deployed: it is INACTIVE, somebody deregistered it',
    });
  });
});
