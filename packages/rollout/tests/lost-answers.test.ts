/** An update whose answer never came: ECS may have taken it, may take it yet, or never heard of it. */
import { describe, expect, test } from '@jest/globals';
import { setupFailure, upstreamFailure } from '@slipway/action-kit/failures';
import { ecsDouble, lostAnswer, type EcsDouble } from '@slipway/test-kit/ecs-double/ecs-double';
import { play, type Played, type Scenario } from '@slipway/test-kit/ecs-double/rollout-scenario';
import { manualClock } from '@slipway/test-kit/manual-clock';
import type { Services } from '../src/ports.ts';
import { resumed } from '../src/resuming/resuming.ts';
import { count, headline } from './played.ts';

const lost: Scenario['before'] = (ecs) => ecs.fail('UpdateService', 1, undefined, 'after');
const unheard: Scenario['before'] = (ecs) => ecs.fail('UpdateService', 1, lostAnswer('UpdateService'));
const web41 = { kind: 'revision', reference: 'web:41' } as const;
const web42 = 'arn:aws:ecs:eu-west-1:111122223333:task-definition/web:42';

describe('an update that ECS took is followed', () => {
  test('though ECS names its deployment later', async () => {
    const played = await play({ ecs: { namesDeploymentAfter: 30_000 }, before: lost });
    expect(played.path).toEqual(['planning', 'registering', 'updating', 'watching', 'succeeded']);
    expect(headline(played.end)).toBe('web:42 serves with 2 tasks after 1 min.');
    expect(played.end.deployment).toBeDefined();
    expect(count(played, 'UpdateService')).toBe(1);
  });

  test('though the request was still under way', async () => {
    const played = await play({ before: unheard, script: { 9000: (ecs) => ecs.deploy(web42) } });
    expect(played.end.kind).toBe('succeeded');
    expect(played.ecs.serving()).toEqual({ 'web:42': 2 });
    expect(count(played, 'UpdateService')).toBe(1);
  });

  test('though it is the revision that the service ran before, once its deployment is named', async () => {
    const { end, ecs } = await play({
      ecs: { namesDeploymentAfter: 9000 },
      wanted: web41,
      request: { forceNewDeployment: true },
      before: lost,
    });
    expect(end.kind).toBe('succeeded');
    expect(ecs.changes).toHaveLength(1);
  });

  test('though the first looks at the service fail', async () => {
    const clock = manualClock();
    const ecs = ecsDouble(clock);
    let misses = 0;
    const services: Services = {
      describe: async (name) => {
        if (misses > 0) {
          misses -= 1;
          throw lostAnswer('DescribeServices');
        }
        return ecs.ports.services.describe(name);
      },
      update: async (name, change) => {
        await ecs.ports.services.update(name, change);
        misses = 3;
        throw lostAnswer('UpdateService');
      },
    };
    const { end } = await play({ ports: { services } }, clock, ecs);
    expect(end.kind).toBe('succeeded');
  });

  test('though something that is not AWS answered', async () => {
    const proxy = setupFailure({ code: 'answer-unreadable', what: 'Something else than AWS answered' });
    const { end } = await play({ before: (ecs) => ecs.fail('UpdateService', 1, proxy, 'after') });
    expect(end.kind).toBe('succeeded');
  });
});

describe('an update that the service never shows', () => {
  test('is stuck after 20 s, for it is not known to be untouched', async () => {
    const { end, lasted } = await play({ before: unheard });
    expect([end.kind, end.failureKind, lasted]).toEqual(['stuck', 'outcome', 20_000]);
    expect(headline(end)).toBe(
      'UpdateService failed: TimeoutError: socket hang up; it is not known whether ECS took the update to web:42. web:41 serves now with 2 tasks.',
    );
    expect(end.hint).toBe('Look at the deployments of the service before you run this again.');
  });

  test('is not taken for followed where the service runs that revision anyway', async () => {
    const forced = { forceNewDeployment: true };
    const { end } = await play({ wanted: web41, request: forced, before: unheard });
    expect([end.kind, end.reason.code]).toEqual(['stuck', 'aws-unavailable']);
  });

  test('is not taken for done where the count is another one', async () => {
    const { end } = await play({ wanted: web41, request: { desiredCount: 3 }, before: unheard });
    expect([end.kind, end.reason.code]).toEqual(['stuck', 'aws-unavailable']);
  });
});

test('somebody who deploys the same revision with another count is not taken for us', async () => {
  const { end } = await play({
    request: { desiredCount: 3 },
    before: unheard,
    script: { 3000: (ecs) => ecs.deploy(web42) },
  });
  expect([end.kind, end.reason.code]).toEqual(['stuck', 'aws-unavailable']);
});

describe('a job that is cancelled while the answer is lost', () => {
  const cancelled: Scenario = {
    ecs: { behaviours: { 42: { startsAfter: 60_000 } } },
    before: unheard,
    script: { 6000: (_, cancel) => cancel() },
  };

  async function postStep(played: Played): Promise<Played> {
    const { unfinished } = played.end;
    if (unfinished === undefined) throw new Error('nothing is left for the post step');
    const phase = JSON.parse(JSON.stringify(unfinished)) as typeof unfinished;
    return play({ resume: (ports) => resumed(phase, 240_000, ports) }, played.clock, played.ecs);
  }

  test('looks no longer, and says that the post step does', async () => {
    const { end, lasted } = await play(cancelled);
    expect([end.kind, lasted, end.serving]).toEqual(['stuck', 6000, undefined]);
    expect(headline(end)).toBe(
      'UpdateService failed: TimeoutError: socket hang up; it is not known whether ECS took the update to web:42, and the post step of this job looks again. What serves now could not be proven.',
    );
  });

  test('has its post step put back what ECS took after the cancel', async () => {
    const late = { ...cancelled.script, 9000: (ecs: EcsDouble) => ecs.deploy(web42) };
    const played = await play({ ...cancelled, script: late });
    const post = await postStep(played);
    expect(post.path).toEqual(['rolling-back', 'rolled-back']);
    expect(headline(post.end)).toMatch(/^The job ended before the deployment did\. web:41 serves again/);
    expect(played.ecs.serving()).toEqual({ 'web:41': 2 });
  });

  test('has its post step say that the service was not touched when ECS never took it', async () => {
    const post = await postStep(await play(cancelled));
    expect(headline(post.end)).toBe(
      'The job ended before ECS took web:42. web:42 was registered, and the service was not touched.',
    );
  });
});

describe('an update that ECS has no time for', () => {
  const throttled = upstreamFailure({ code: 'throttled', what: 'ecs:UpdateService failed' });

  test('is asked for again, once', async () => {
    const played = await play({ before: (ecs) => ecs.fail('UpdateService', 3, throttled) });
    expect([played.end.kind, played.ecs.changes.length]).toEqual(['succeeded', 1]);
    expect(played.lines.filter((line) => line.startsWith('ECS is busy'))).toEqual([
      'ECS is busy, and is asked again: ecs:UpdateService failed.',
    ]);
  });

  test('is not asked for again over somebody who deployed meanwhile', async () => {
    const { end, lines } = await play({
      before: (ecs) => ecs.fail('UpdateService', 2, throttled),
      script: { 10_000: (ecs) => ecs.deploy(ecs.register({ family: 'theirs' })) },
    });
    expect(lines).toContain('Deployment 0007 of web:43 came meanwhile: the service is looked at anew.');
    expect(end.baseline?.taskDefinition).toMatch(/web:43$/);
  });

  test('is refused after a minute of that: it was an answer', async () => {
    const { end, lasted } = await play({ before: (ecs) => ecs.fail('UpdateService', 99, throttled) });
    expect([end.kind, lasted]).toEqual(['refused', 64_000]);
    expect(headline(end)).toBe(
      'ecs:UpdateService failed. web:42 was registered, and the service was not touched.',
    );
  });
});

test('an update of the revision that runs is known by the mark of its tasks before ECS names it', async () => {
  const { end, ecs } = await play({
    ecs: { namesDeploymentAfter: 30_000 },
    wanted: web41,
    request: { forceNewDeployment: true },
    before: lost,
  });
  expect([end.kind, ecs.changes.length]).toEqual(['succeeded', 1]);
});
