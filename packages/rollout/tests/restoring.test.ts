/** What the way back gives back besides the revision: all that this run changed of the service, and nothing else. */
import { describe, expect, test } from '@jest/globals';
import { ecsDouble } from '@slipway/test-kit/ecs-double/ecs-double';
import { play, type Played, type Scenario } from '@slipway/test-kit/ecs-double/rollout-scenario';
import { manualClock } from '@slipway/test-kit/manual-clock';
import { count, headline } from './played.ts';

const dying = { behaviours: { 42: { diesAfter: 3000 } } };
const web = { cluster: 'main', service: 'web' };
const arn41 = 'arn:aws:ecs:eu-west-1:111122223333:task-definition/web:41';
const web41 = expect.stringMatching(/web:41$/) as unknown;
const volume = { name: 'data', managedEBSVolume: { roleArn: 'arn:role', sizeInGiB: 20 } };
const smaller = { name: 'data', managedEBSVolume: { roleArn: 'arn:role', sizeInGiB: 10 } };

const none = {
  taskDefinition: '',
  desiredCount: undefined,
  forceNewDeployment: undefined,
  enableEcsManagedTags: undefined,
  propagateTags: undefined,
  volumeConfigurations: undefined,
};

const back = (request: Scenario['request'], more: Scenario = {}): Promise<Played> =>
  play({ ecs: dying, request, ...more });

describe('a way back by an update', () => {
  test('restores the count and the tags that were asked for', async () => {
    const played = await back({ desiredCount: 3, propagateTags: 'SERVICE', enableEcsManagedTags: true });
    expect(headline(played.end)).toMatch(/web:41 serves again, proven by 2 running tasks/);
    expect(played.ecs.changes[1]).toEqual({
      taskDefinition: web41,
      desiredCount: 2,
      propagateTags: 'NONE',
      enableEcsManagedTags: false,
    });
  });

  test('restores the volume of the service', async () => {
    const clock = manualClock();
    const ecs = ecsDouble(clock, dying);
    await ecs.ports.services.update(web, { ...none, taskDefinition: arn41, volumeConfigurations: [smaller] });
    await clock.advance(60_000);
    const played = await play({ request: { volume, desiredCount: 3 } }, clock, ecs);
    expect(played.end.kind).toBe('rolled-back');
    expect(played.ecs.changes.at(-1)).toEqual({
      taskDefinition: web41,
      desiredCount: 2,
      volumeConfigurations: [smaller],
    });
  });

  test('takes a volume away from a service that had none', async () => {
    const { ecs } = await back({ volume, desiredCount: 3 });
    expect(ecs.changes[1]).toEqual({ taskDefinition: web41, desiredCount: 2, volumeConfigurations: [] });
  });

  test('leaves what was asked for and was so before', async () => {
    const { ecs } = await back({ desiredCount: 2, propagateTags: 'NONE', enableEcsManagedTags: true });
    expect(ecs.changes[1]).toEqual({ taskDefinition: web41, enableEcsManagedTags: false });
  });

  test('leaves a count that somebody else has set since', async () => {
    const scaled: Scenario['script'] = {
      5000: (ecs) =>
        void ecs.ports.services.update(web, {
          ...none,
          taskDefinition: ecs.changes[0]?.taskDefinition ?? '',
          desiredCount: 4,
        }),
    };
    const { ecs, end } = await back({ desiredCount: 3 }, { script: scaled });
    expect(end.kind).toBe('rolled-back');
    expect(ecs.changes.at(-1)).toEqual({ taskDefinition: web41 });
    expect(ecs.serving()).toEqual({ 'web:41': 4 });
  });
});

test('a volume alone is given back by stopping the deployment, for a service revision has it', async () => {
  const played = await back({ volume });
  expect(played.end.giveBack?.way).toBe('stop-deployment');
  expect(count(played, 'UpdateService')).toBe(1);
});

test('what the way back of ECS itself leaves changed is told', async () => {
  const ecs = { ...dying, breaker: { rollback: true } };
  const { end } = await play({
    ecs,
    request: { failFast: false, desiredCount: 3, propagateTags: 'SERVICE' },
  });
  expect(end.kind).toBe('rolled-back');
  expect(end.warnings).toEqual([
    'ECS went back from web:42 alone: `desired-count: 3` and `propagate-tags: SERVICE` stay as this run asked.',
  ]);
});
