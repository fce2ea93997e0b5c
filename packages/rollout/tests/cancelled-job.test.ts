/** A job that is cancelled while its deployment is watched, and the post step that follows the way back. */
import { describe, expect, test } from '@jest/globals';
import { play, type Scenario } from '@slipway/test-kit/ecs-double/rollout-scenario';
import { resumed } from '../src/resuming/resuming.ts';
import { count, headline } from './played.ts';

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

  test('waits for no evidence that hangs when the cancel comes', async () => {
    let cancelJob = (): void => undefined;
    const { ecs, end } = await play({
      ecs: { balancer: {}, behaviours: { 42: { cannotPull: 'CannotPullContainerError: not found' } } },
      before: ({ ports }) => {
        const health = (): Promise<never> => {
          cancelJob();
          return new Promise(() => undefined);
        };
        Object.assign(ports.targets, { health });
      },
      script: { 1: (_, cancel) => void (cancelJob = cancel) },
    });
    expect([end.kind, ecs.stopped.length]).toEqual(['stuck', 1]);
    expect(end.endedAt).toBe(end.rollbackAt);
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
      text: 'The job was cancelled; the deployment is left as it is (`on-cancel: leave`)',
    });
    expect(ecs.calls).not.toContain('StopServiceDeployment');
  });
});

describe('the post step of a job', () => {
  const slow: Scenario = {
    ecs: { behaviours: { 42: { startsAfter: 3_600_000 } } },
    request: { timeout: 60_000 },
  };
  type Kept = Parameters<typeof resumed>[0];
  const kept = (played: Awaited<ReturnType<typeof play>>): Kept => {
    const phase = played.saved.find(({ kind }) => kind === 'rolling-back');
    if (phase === undefined) throw new Error('no way back was kept');
    return JSON.parse(JSON.stringify(phase)) as Kept;
  };

  test('takes no more than 4 minutes in all, though every look hangs', async () => {
    const played = await play({ script: { 15_000: (_, cancel) => cancel() } });
    const { clock, ecs } = played;
    const phase = kept(played);
    const hang = (): Promise<never> => new Promise(() => undefined);
    const ports: Scenario['ports'] = {
      deployments: { ...ecs.ports.deployments, describe: hang },
      services: { ...ecs.ports.services, describe: hang },
      tasks: { ...ecs.ports.tasks, live: hang, stopped: hang },
    };
    const post = await play({ ports, resume: (each) => resumed(phase, 240_000, each) }, clock, ecs);
    expect(post.end.kind).toBe('stuck');
    expect(post.lasted).toBeLessThanOrEqual(240_000);
  });

  test('confirms nothing any more that ECS finished meanwhile, and turns it back', async () => {
    const request = { ...slow.request, bakeTime: 3_600_000 };
    const late = await play({ ...slow, request, script: { 61_000: (_, cancel) => cancel() } });
    const phase = kept(late);
    expect(phase).toMatchObject({ reason: { code: 'timeout' } });
    // As if the job had died before it asked, and ECS had gone on.
    const { clock, ecs } = await play({ request: { timeout: 300_000 } });
    const { started } = phase as Extract<Kept, { kind: 'rolling-back' }>;
    const ours = { ...phase, started: { ...started, deployment: ecs.current() } } as Kept;
    const post = await play({ resume: (each) => resumed(ours, 240_000, each) }, clock, ecs);
    expect(post.path).not.toContain('confirming');
    expect(post.lasted).toBeLessThanOrEqual(240_000);
    expect(post.ecs.serving()).toEqual({ 'web:41': 2 });
  });
});
