/** A way back whose answer was lost, or that another deployment of the baseline replaced: it is asked for once. */
import { describe, expect, test } from '@jest/globals';
import { lostAnswer } from '@slipway/test-kit/ecs-double/ecs-double';
import { play, type Scenario } from '@slipway/test-kit/ecs-double/rollout-scenario';
import { resumed } from '../src/resuming/resuming.ts';
import { count } from './played.ts';

const web41 = 'arn:aws:ecs:eu-west-1:111122223333:task-definition/web:41';
const name = { cluster: 'main', service: 'web' };

/** web:42 is turned back by an update after 50 s, for the count that it was given has to be restored too. */
const byUpdate: Scenario = {
  ecs: { behaviours: { 42: { startsAfter: 600_000 } } },
  request: { desiredCount: 3, timeout: 50_000 },
};
const lost: Scenario['script'] = { 40_000: (ecs) => ecs.fail('UpdateService', 1, undefined, 'after') };
const unheard: Scenario['script'] = {
  40_000: (ecs) => ecs.fail('UpdateService', 1, lostAnswer('UpdateService')),
};

/** web:41 is deployed anew, and turned back to what ran of it before. */
const sameRevision: Scenario = {
  ecs: { behaviours: { 41: { startsAfter: 60_000 } } },
  wanted: { kind: 'revision', reference: 'web:41' },
  request: { ...byUpdate.request, forceNewDeployment: true },
};

describe('a way back whose answer was lost', () => {
  test('is asked for once, though ECS names its deployment late', async () => {
    const ecs = { ...byUpdate.ecs, namesDeploymentAfter: 30_000 };
    const played = await play({ ...byUpdate, ecs, script: lost });
    expect(played.end.kind).toBe('rolled-back');
    expect(count(played, 'UpdateService')).toBe(2);
    expect(played.lines).toContain('0:50 ECS was asked to put web:41 back (update-service).');
  });

  test('is asked for once, though the request was still under way', async () => {
    const later: Scenario['script'] = {
      60_000: (ecs) => {
        void ecs.ports.services.update(name, { ...change, desiredCount: 2 });
      },
    };
    const played = await play({ ...byUpdate, script: { ...unheard, ...later } });
    expect(played.end.kind).toBe('rolled-back');
    // The start, the one that was lost on its way, and its arrival.
    expect(count(played, 'UpdateService')).toBe(3);
    expect(played.ecs.changes).toHaveLength(2);
  });

  test('is asked for again when it never came', async () => {
    const played = await play({ ...byUpdate, script: unheard });
    expect(played.end.kind).toBe('rolled-back');
    expect(count(played, 'UpdateService')).toBe(3);
    expect(played.ecs.changes.at(-1)).toMatchObject({ taskDefinition: web41, desiredCount: 2 });
  });

  test('is asked for again at once when ECS refused it as throttled', async () => {
    const throttled: Scenario['script'] = { 40_000: (ecs) => ecs.fail('UpdateService', 1) };
    const { end, lines } = await play({ ...byUpdate, script: throttled });
    expect(end.kind).toBe('rolled-back');
    expect(lines).toContain('0:58 ECS was asked to put web:41 back (update-service).');
  });

  test('is not asked for again by the post step, though ECS still names the deployment before', async () => {
    const played = await play({
      ...byUpdate,
      ecs: { ...byUpdate.ecs, namesDeploymentAfter: 30_000 },
      request: { desiredCount: 3 },
      script: { ...unheard, 45_000: (_, cancel) => cancel() },
    });
    const { unfinished } = played.end;
    if (unfinished === undefined) throw new Error('nothing is left for the post step');
    await played.ecs.ports.services.update(name, { ...change, desiredCount: 2 });
    const asked = played.ecs.changes.length;
    const resume: Scenario['resume'] = (ports) => resumed(unfinished, 240_000, ports);
    const post = await play({ resume }, played.clock, played.ecs);
    expect(post.end.kind).toBe('rolled-back');
    expect(played.ecs.changes).toHaveLength(asked);
  });

  test('is told from the deployment before it where both are of the baseline', async () => {
    const played = await play({ ...sameRevision, script: lost });
    expect(played.end.kind).toBe('rolled-back');
    expect(played.ecs.changes).toHaveLength(2);
    expect(played.lines).toContain('0:50 ECS was asked to put web:41 back (update-service).');
  });

  test('is told from it by the mark of its tasks, though ECS names it later than it is looked for', async () => {
    const ecs = { ...sameRevision.ecs, namesDeploymentAfter: 30_000 };
    const played = await play({ ...sameRevision, ecs, script: lost });
    expect(played.end.kind).toBe('rolled-back');
    expect(played.ecs.changes).toHaveLength(2);
  });

  test('is asked for again when it never came, where both are of the baseline', async () => {
    const played = await play({ ...sameRevision, script: unheard });
    expect(played.end.kind).toBe('rolled-back');
    expect(played.ecs.changes).toHaveLength(2);
    expect(count(played, 'UpdateService')).toBe(3);
  });

  test('is looked for no longer than a rollback may take', async () => {
    const request = { ...byUpdate.request, rollbackTimeout: 10_000 };
    const { end } = await play({ ...byUpdate, request, script: unheard });
    expect(end.kind).toBe('stuck');
    expect(end.endedAt - (end.rollbackAt ?? 0)).toBe(10_000);
  });
});

test('a way back that another deployment of the baseline replaced is followed in that one', async () => {
  const played = await play({
    ...byUpdate,
    ecs: { behaviours: { 41: { startsAfter: 60_000 }, 42: { diesAfter: 3000 } } },
    script: {
      60_000: (ecs) => {
        void ecs.ports.services.update(name, { ...change, forceNewDeployment: true });
      },
    },
  });
  expect(played.end.kind).toBe('rolled-back');
  expect(played.end.giveBack?.deployment).toBe((await played.ecs.ports.services.describe(name))?.deployment);
});

const change = {
  taskDefinition: web41,
  desiredCount: undefined,
  forceNewDeployment: undefined,
  enableEcsManagedTags: undefined,
  propagateTags: undefined,
  volumeConfigurations: undefined,
};
