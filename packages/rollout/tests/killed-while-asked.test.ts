/** A job that ended while ECS was being asked for the update: its post step finds out what became of it. */
import { describe, expect, test } from '@jest/globals';
import { ecsDouble, type EcsDouble } from '@slipway/test-kit/ecs-double/ecs-double';
import { next, play, type Played, type Scenario } from '@slipway/test-kit/ecs-double/rollout-scenario';
import { manualClock, type ManualClock } from '@slipway/test-kit/manual-clock';
import type { Updating } from '../src/phases.ts';
import { resumed } from '../src/resuming/resuming.ts';
import { count, headline } from './played.ts';

/** What was kept right before UpdateService. */
async function keptBy(played: Promise<Played>): Promise<Updating> {
  const kept = (await played).saved.find(({ kind }) => kind === 'updating');
  if (kept?.kind !== 'updating') throw new Error('the update was not kept');
  return JSON.parse(JSON.stringify(kept)) as Updating;
}

const postStep = (
  phase: Updating,
  clock: ManualClock,
  ecs: EcsDouble,
  more: Scenario = {},
): Promise<Played> => play({ ...more, resume: (ports) => resumed(phase, 240_000, ports) }, clock, ecs);

/** A world in which web:42 is registered, and nobody was asked to run it. */
function untouched(): { readonly clock: ManualClock; readonly ecs: EcsDouble } {
  const clock = manualClock();
  const ecs = ecsDouble(clock, { behaviours: { 42: { startsAfter: 60_000 } } });
  if (next.kind === 'document') ecs.register(next.document);
  return { clock, ecs };
}

describe('the post step of a job that ended while ECS was asked', () => {
  test('turns back what ECS took', async () => {
    const phase = await keptBy(play({}));
    const { clock, ecs } = untouched();
    ecs.deploy(phase.taskDefinition);
    const post = await postStep(phase, clock, ecs);
    expect(post.path).toEqual(['rolling-back', 'rolled-back']);
    expect(headline(post.end)).toMatch(/^The job ended before the deployment did\. web:41 serves again/);
    expect(ecs.serving()).toEqual({ 'web:41': 2 });
  });

  test('calls it a success when ECS finished it', async () => {
    const played = play({});
    const phase = await keptBy(played);
    const { clock, ecs } = await played;
    const post = await postStep(phase, clock, ecs);
    expect(post.end.kind).toBe('succeeded');
    expect(count(post, 'UpdateService')).toBe(1);
  });

  test('leaves it alone where nobody was to wait', async () => {
    const phase = await keptBy(play({ request: { wait: false } }));
    const { clock, ecs } = untouched();
    ecs.deploy(phase.taskDefinition);
    const post = await postStep(phase, clock, ecs);
    expect(headline(post.end)).toBe('ECS was asked to run web:42; nobody waits for its end.');
    expect(count(post, 'StopServiceDeployment')).toBe(0);
  });

  test('says that the service was not touched', async () => {
    const phase = await keptBy(play({}));
    const { clock, ecs } = untouched();
    const post = await postStep(phase, clock, ecs);
    expect(headline(post.end)).toBe(
      'The job ended before ECS took web:42. web:42 was registered, and the service was not touched.',
    );
    expect(post.end.kind).toBe('refused');
    expect(ecs.serving()).toEqual({ 'web:41': 2 });
    expect(count(post, 'UpdateService')).toBe(0);
  });

  test('leaves alone what somebody else deployed', async () => {
    const phase = await keptBy(play({}));
    const { clock, ecs } = untouched();
    ecs.deploy(ecs.register({ family: 'fix' }));
    await clock.advance(120_000);
    const post = await postStep(phase, clock, ecs);
    expect(headline(post.end)).toMatch(
      /^The job ended while ECS was being asked for web:42, and deployment \d+ of web:43 took over\. web:43 serves now with 2 tasks\.$/,
    );
    expect(count(post, 'UpdateService')).toBe(0);
  });

  test('looks again while it is throttled', async () => {
    const phase = await keptBy(play({}));
    const { clock, ecs } = untouched();
    ecs.deploy(phase.taskDefinition);
    const post = await postStep(phase, clock, ecs, {
      before: (double) => double.fail('DescribeServices', 1),
    });
    expect(post.end.kind).toBe('rolled-back');
  });

  test('can only say so when the service can’t be seen', async () => {
    const phase = await keptBy(play({}));
    const { clock, ecs } = untouched();
    ecs.fail('DescribeServices', 999);
    const found: unknown[] = [];
    const resume: Scenario['resume'] = async (ports) => {
      found.push(await resumed(phase, 240_000, ports));
      return undefined;
    };
    await play({ resume }, clock, ecs);
    expect(found).toEqual([undefined]);
  });
});
