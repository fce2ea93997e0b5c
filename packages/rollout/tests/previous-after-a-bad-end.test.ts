/** `previous` where the newest deployment did not end well: the service may run what it left, and not what succeeded last. */
import { describe, expect, test } from '@jest/globals';
import type { EcsDouble } from '@slipway/test-kit/ecs-double/ecs-double';
import { play, type Played, type Scenario } from '@slipway/test-kit/ecs-double/rollout-scenario';
import { manualClock } from '@slipway/test-kit/manual-clock';
import { headline } from './played.ts';

const minutes = 60_000;
const begun = manualClock().now();

type Steps = Readonly<Record<number, (ecs: EcsDouble) => void>>;

/** web:42 serves, then come the steps, by minutes; somebody asks at minute 10, and the run begins at minute 12. */
function asked(steps: Steps, scenario: Scenario = {}): Promise<Played> {
  const script = Object.fromEntries(Object.entries(steps).map(([at, act]) => [Number(at) * minutes, act]));
  return play({
    wanted: { kind: 'previous', asOf: begun + 10 * minutes },
    script: { 0: anew, ...script },
    resume: async ({ clock }) => {
      await clock.sleep(12 * minutes);
      return undefined;
    },
    ...scenario,
  });
}

const anew = (ecs: EcsDouble): void => ecs.deploy(ecs.register({ family: 'web' }));
/** As StopServiceDeployment with ABORT: its tasks stay. */
const aborted = (ecs: EcsDouble): void => ecs.shift({ status: 'STOPPED' });
/** ECS went back to what was before, and did not get there. */
const unreturned = (ecs: EcsDouble): void => {
  void ecs.ports.deployments.rollBack(ecs.current());
};

describe('a deployment that was stopped with its tasks', () => {
  test('is what the good one before it is put back from', async () => {
    const { end, lines, ecs } = await asked({ 5: anew, 5.1: aborted });
    expect(lines[0]).toBe('web:42 is what ran before web:43.');
    expect([end.kind, ecs.serving()]).toEqual(['succeeded', { 'web:42': 2 }]);
  });

  test('and was gone back from by the first of two people: the second does not go one further', async () => {
    const back = (ecs: EcsDouble): void =>
      ecs.deploy('arn:aws:ecs:eu-west-1:111122223333:task-definition/web:42');
    const { end, ecs } = await asked({ 5: anew, 5.1: aborted, 10.1: back });
    expect([end.reason.code, end.hint]).toEqual([
      'deployed-since',
      'To have web:41, name it in `task-definition`. Nothing was changed.',
    ]);
    expect([ecs.changes, ecs.serving()]).toEqual([[], { 'web:42': 2 }]);
  });

  test('and began after somebody asked is a reason to stop', async () => {
    const { end, ecs } = await asked({ 11: anew, 11.1: aborted });
    expect([end.reason.code, headline(end), ecs.changes]).toEqual([
      'deployed-since',
      expect.stringMatching(
        /^web has got web:43 since .*, when web:42 served, and deployment \d+ of web:43 began and ended as STOPPED after that\.$/,
      ),
      [],
    ]);
  });

  test('and brought what served changes nothing', async () => {
    const again = (ecs: EcsDouble): void =>
      ecs.deploy('arn:aws:ecs:eu-west-1:111122223333:task-definition/web:42', { force: true });
    const { end, ecs } = await asked({ 5: again, 5.02: aborted });
    expect([end.kind, ecs.serving()]).toEqual(['succeeded', { 'web:41': 2 }]);
  });
});

describe('a deployment whose rollback failed', () => {
  const failed: Steps = {
    5: anew,
    5.02: unreturned,
    5.5: (ecs) => ecs.shift({ status: 'ROLLBACK_FAILED' }),
  };

  test('leaves nobody to tell what serves: both are named, and nothing is changed', async () => {
    const { end, ecs } = await asked(failed);
    expect([end.kind, headline(end), ecs.changes]).toEqual([
      'refused',
      'What web ran before is not known: its newest deployment, 0012 of web:43, ended as ROLLBACK_FAILED, so what serves now is not told by what was successful.',
      [],
    ]);
    expect(end.hint).toBe(
      'Name the revision in `task-definition`, as web:42, which succeeded last, or web:41, which did before it. Nothing was changed.',
    );
  });

  test('while the service is still asked for what it brought is what the good one before it is put back from', async () => {
    const { end, ecs } = await asked({
      5: anew,
      5.02: (double) => double.shift({ status: 'ROLLBACK_FAILED' }),
    });
    expect([end.kind, end.taskDefinition?.split('/')[1], ecs.serving()]).toEqual([
      'succeeded',
      'web:42',
      { 'web:42': 2 },
    ]);
  });
});
