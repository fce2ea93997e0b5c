/** The modes that act on the deployment that is there: `continue` and `rollback`. */
import { describe, expect, test } from '@jest/globals';
import { outcomeFailure, setupFailure } from '@slipway/action-kit/failures';
import { lostAnswer } from '@slipway/test-kit/ecs-double/ecs-double';
import { document, play, type Played, type Scenario } from '@slipway/test-kit/ecs-double/rollout-scenario';
import { outcomeTable } from '../src/outcomes.ts';
import { count, headline } from './played.ts';

/** Somebody deploys web:42, some time before the run begins. */
const inProgress = (scenario: Scenario, later = 12_000): Promise<Played> =>
  play({
    before: (ecs) => ecs.deploy(ecs.register(document)),
    resume: async ({ clock }) => {
      await clock.sleep(later);
      return undefined;
    },
    ...scenario,
  });

const changesNothing = ({ ecs }: Played): void => {
  expect(ecs.changes).toEqual([]);
  expect(ecs.stopped).toEqual([]);
  expect(ecs.overwritten).toEqual([]);
};

describe('mode continue', () => {
  const mode = 'continue' as const;
  const paused: Scenario['ecs'] = { pauses: ['approve'] };

  test('answers the hook and follows the deployment, whose time counts from there', async () => {
    const played = await inProgress({ ecs: paused, request: { mode } }, 600_000);
    expect(played.path).toEqual(['taking-over', 'watching', 'succeeded']);
    expect(played.lines[0]).toBe(
      'The hook approve at PRE_SCALE_UP of deployment 0007 of web:42 was continued.',
    );
    expect(headline(played.end)).toBe('web:42 serves with 2 tasks after 52 s.');
    expect(played.end.baseline?.taskDefinition).toMatch(/web:41$/);
    expect(count(played, 'ContinueServiceDeployment')).toBe(1);
    expect(played.ecs.changes).toEqual([]);
  });

  test('puts the old revision back when the new one turns out bad', async () => {
    const { end, ecs } = await inProgress({
      ecs: { ...paused, behaviours: { 42: { diesAfter: 3000 } } },
      request: { mode },
    });
    expect([end.kind, ecs.serving()]).toEqual(['rolled-back', { 'web:41': 2 }]);
  });

  test('decides before ECS does, however long ago the deployment began', async () => {
    const balancer = { interval: 10_000, gracePeriod: 30_000, replacesAfter: 3_600_000 };
    const { end } = await inProgress(
      { ecs: { ...paused, balancer, behaviours: { 42: { neverListens: true } } }, request: { mode } },
      3_600_000,
    );
    expect([end.kind, end.reason.code]).toEqual(['rolled-back', 'targets-stay-unhealthy']);
    expect((end.rollbackAt ?? 0) - (end.startedAt ?? 0)).toBeLessThanOrEqual(120_000);
  });

  test('follows nothing when nobody waits', async () => {
    const { end } = await inProgress({ ecs: paused, request: { mode, wait: false } });
    expect(headline(end)).toBe(
      'The hook approve at PRE_SCALE_UP of deployment 0007 of web:42 was continued; nobody waits for its end.',
    );
  });

  test('says what a dry run would do', async () => {
    const played = await inProgress({ ecs: paused, request: { mode, dryRun: true } });
    expect([played.end.kind, played.end.reason.text]).toEqual([
      'planned',
      'The hook approve at PRE_SCALE_UP of deployment 0007 of web:42 would be continued',
    ]);
    expect(count(played, 'ContinueServiceDeployment')).toBe(0);
  });

  test.each<[string, Scenario['ecs'], string]>([
    ['no hook', {}, 'deployment 0007 of web:42 is IN_PROGRESS'],
    [
      'two hooks',
      { pauses: ['one', 'two'] },
      'deployment 0007 of web:42 is IN_PROGRESS at PRE_SCALE_UP, and 2 hooks await an action (one, two)',
    ],
  ])('is refused where %s await an action, with what is there', async (_, ecs, standing) => {
    const played = await inProgress({ ecs: ecs ?? {}, request: { mode } });
    expect([played.end.kind, headline(played.end)]).toEqual([
      'refused',
      `There is nothing to continue for web: exactly one hook must await an action, and ${standing}.`,
    ]);
    expect(count(played, 'ContinueServiceDeployment')).toBe(0);
    changesNothing(played);
  });

  test('is refused where no deployment is in progress', async () => {
    const played = await play({ request: { mode } });
    expect(played.end.reason.text).toMatch(/, and deployment 0002 of web:41 is SUCCESSFUL$/);
    changesNothing(played);
  });

  test('is refused where an alarm that is to be watched is not there', async () => {
    const played = await inProgress({ ecs: paused, request: { mode, alarms: ['web-5xx'] } });
    expect([played.end.kind, played.end.reason.code]).toEqual(['refused', 'alarm-not-found']);
    expect(count(played, 'ContinueServiceDeployment')).toBe(0);
  });

  test('goes on though the answer to its answer was lost', async () => {
    const played = await inProgress({
      ecs: paused,
      request: { mode },
      script: { 11_000: (ecs) => ecs.fail('ContinueServiceDeployment', 1, undefined, 'after') },
    });
    expect(played.end.kind).toBe('succeeded');
    expect(count(played, 'ContinueServiceDeployment')).toBe(1);
  });

  test('is stuck when it is not known whether ECS took it', async () => {
    const lost = lostAnswer('ContinueServiceDeployment');
    const { end } = await inProgress({
      ecs: paused,
      request: { mode },
      script: { 11_000: (ecs) => ecs.fail('ContinueServiceDeployment', 1, lost) },
    });
    expect([end.kind, end.failureKind]).toEqual(['stuck', 'outcome']);
    expect(end.reason.text).toMatch(/; it is not known whether ECS took the answer to the hook$/);
  });
});

describe('mode rollback', () => {
  const mode = 'rollback' as const;

  test.each<[string, Scenario['ecs'], string]>([
    ['a running deployment', {}, 'StopServiceDeployment'],
    ['a paused deployment', { pauses: ['approve'] }, 'ContinueServiceDeployment'],
    ['a deployment that waits at two hooks', { pauses: ['one', 'two'] }, 'StopServiceDeployment'],
  ])('takes back %s, and is green when the old revision is proven to serve', async (_, ecs, call) => {
    const played = await inProgress({ ecs: ecs ?? {}, request: { mode } });
    const { end } = played;
    expect(played.path).toEqual(['taking-over', 'rolling-back', 'succeeded']);
    expect(headline(end)).toMatch(
      /^Rolled back as it was asked for: web:41 serves again with 2 tasks after \d+ s\.$/,
    );
    expect([outcomeTable[end.kind].exitCode, end.giveBack?.way]).toEqual([0, 'stop-deployment']);
    expect([end.serving?.taskDefinition.slice(-6), end.taskDefinition?.slice(-6)]).toEqual([
      'web:41',
      'web:42',
    ]);
    expect(count(played, call)).toBe(1);
    expect(played.ecs.serving()).toEqual({ 'web:41': 2 });
    expect(played.ecs.changes).toEqual([]);
  });

  test('follows a way back that ECS is on already, and asks for none', async () => {
    const played = await inProgress({
      request: { mode },
      script: { 11_000: (ecs) => void ecs.ports.deployments.rollBack(ecs.current()) },
    });
    expect(played.lines[0]).toBe('ECS is putting web:41 back already from deployment 0007 of web:42.');
    expect(played.end.kind).toBe('succeeded');
    expect(count(played, 'StopServiceDeployment')).toBe(1);
  });

  test('leaves the way back to ECS when nobody waits', async () => {
    const { end } = await inProgress({ request: { mode, wait: false } });
    expect(headline(end)).toBe('ECS was asked to put web:41 back; nobody waits for its end.');
  });

  test('says what a dry run would do', async () => {
    const played = await inProgress({ request: { mode, dryRun: true } });
    expect([played.end.kind, played.end.reason.text]).toEqual([
      'planned',
      'Deployment 0007 of web:42 would be rolled back to web:41',
    ]);
    changesNothing(played);
  });

  test('is refused where no deployment is in progress, and names the way to go back from one that is done', async () => {
    const played = await play({ request: { mode } });
    expect([played.end.kind, headline(played.end), played.end.hint]).toEqual([
      'refused',
      'No deployment of web is in progress: deployment 0002 of web:41 is SUCCESSFUL.',
      'To go back from what is done, deploy it: `mode: deploy` with `task-definition: previous`. Nothing was changed.',
    ]);
    changesNothing(played);
  });

  test('answers a stop that comes too late with what ECS says, and updates nothing', async () => {
    const late = outcomeFailure({ code: 'deployment-not-stoppable', what: 'It can’t be stopped any more' });
    const played = await inProgress({
      request: { mode },
      script: { 11_000: (ecs) => ecs.fail('StopServiceDeployment', 1, late) },
    });
    expect([played.end.kind, headline(played.end)]).toEqual(['refused', 'It can’t be stopped any more.']);
    changesNothing(played);
  });

  test('goes on though the answer of ECS was lost', async () => {
    const played = await inProgress({
      request: { mode },
      script: { 11_000: (ecs) => ecs.fail('StopServiceDeployment', 1, undefined, 'after') },
    });
    expect(played.end.kind).toBe('succeeded');
    expect(count(played, 'StopServiceDeployment')).toBe(1);
  });

  test('is followed though the look after ECS was asked fails', async () => {
    const played = await inProgress({
      request: { mode },
      script: {
        11_000: (ecs) => {
          const { deployments } = ecs.ports;
          const asked = { ...deployments };
          Object.assign(deployments, {
            rollBack: async (arn: string) => {
              await asked.rollBack(arn);
              ecs.fail('DescribeServiceDeployments', 1);
            },
          });
        },
      },
    });
    expect([played.end.kind, played.ecs.serving()]).toEqual(['succeeded', { 'web:41': 2 }]);
  });

  test('is stuck, not refused, when it is not known whether ECS took it', async () => {
    const lost = lostAnswer('StopServiceDeployment');
    const { end } = await inProgress({
      request: { mode },
      script: { 11_000: (ecs) => ecs.fail('StopServiceDeployment', 1, lost) },
    });
    expect([end.kind, end.failureKind]).toEqual(['stuck', 'outcome']);
    expect(end.reason.text).toMatch(/; it is not known whether ECS took the way back$/);
  });

  test('stops the deployment when its hook takes no answer any more', async () => {
    const gone = outcomeFailure({ code: 'hook-not-answered', what: 'The hook timed out' });
    const played = await inProgress({
      ecs: { pauses: ['approve'] },
      request: { mode },
      script: { 11_000: (ecs) => ecs.fail('ContinueServiceDeployment', 1, gone) },
    });
    expect(played.end.kind).toBe('succeeded');
    expect(count(played, 'StopServiceDeployment')).toBe(1);
  });

  test.each<[string, string | undefined, string]>([
    ['another revision than ours replaced', 'web:40', 'web:40'],
    ['one that ECS does not tell', undefined, 'web:41'],
  ])('leads to what ECS says that it goes back to: %s', async (_, promised, back) => {
    const arn = (name: string): string => `arn:aws:ecs:eu-west-1:111122223333:task-definition/${name}`;
    const played = await inProgress({
      request: { mode },
      script: {
        11_000: ({ ports: { deployments, revisions } }) => {
          const [asked, known] = [{ ...deployments }, { ...revisions }];
          Object.assign(deployments, {
            describe: async (of: string) => {
              const seen = await asked.describe(of);
              const rollback = seen?.rollback && { ...seen.rollback, revision: 'promised' };
              return seen && { ...seen, rollback };
            },
          });
          Object.assign(revisions, {
            taskDefinitionOf: async (of: string) =>
              of === 'promised' ? promised && arn(promised) : known.taskDefinitionOf(of),
          });
        },
      },
    });
    const asked = played.saved.find(({ kind }) => kind === 'rolling-back');
    expect(asked?.kind === 'rolling-back' && asked.baseline.taskDefinition).toBe(arn(back));
  });

  test('is superseded, and overwrites nothing, when somebody deploys meanwhile', async () => {
    const played = await inProgress({
      request: { mode },
      script: { 14_000: (ecs) => ecs.deploy(ecs.register({ family: 'fix' })) },
    });
    expect(played.end.kind).toBe('superseded');
    expect(played.ecs.overwritten).toEqual([]);
    expect(played.ecs.changes).toEqual([]);
  });
});

describe.each(['continue', 'rollback'] as const)('mode %s', (mode) => {
  const denied = setupFailure({ code: 'access-denied', what: 'AWS denied ecs:ListTasks' });
  const blind: Scenario = {
    ecs: { pauses: ['approve'] },
    script: { 11_000: (ecs) => ecs.fail('ListTasks', 9999, denied) },
  };

  test('is refused before it acts where the tasks that it has to follow can’t be looked at', async () => {
    const played = await inProgress({ ...blind, request: { mode } });
    expect([played.end.kind, headline(played.end)]).toEqual(['refused', 'AWS denied ecs:ListTasks.']);
    expect(count(played, 'ContinueServiceDeployment')).toBe(0);
    changesNothing(played);
  });

  test('looks at no task when nobody waits', async () => {
    const { end } = await inProgress({ ...blind, request: { mode, wait: false } });
    expect(end.kind).toBe('started');
  });

  test('does nothing in a job that is cancelled meanwhile', async () => {
    const played = await inProgress({
      ecs: { pauses: ['approve'] },
      request: { mode },
      script: { 11_000: (_, cancel) => cancel() },
    });
    expect([played.end.kind, played.end.reason.code]).toEqual(['refused', 'cancelled']);
    expect(count(played, 'ContinueServiceDeployment')).toBe(0);
    changesNothing(played);
  });
});
