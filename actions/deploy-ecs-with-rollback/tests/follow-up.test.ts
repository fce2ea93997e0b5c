/** A cancelled job: the step asks for the way back in its last seconds, and the post step sees it to its end. */
import { describe, expect, test } from '@jest/globals';
import { setupFailure } from '@slipway/action-kit/failures';
import type { PostReport } from '@slipway/action-kit/run-action';
import { isEnded, type Phase } from '@slipway/rollout/phases';
import { lostAnswer } from '@slipway/test-kit/ecs-double/ecs-double';
import { followUp } from '../src/follow-up.ts';
import { arn, deploy, region, type Scene, type Stage } from './world.ts';

const cancelAt = (milliseconds: number, more: Scene = {}): Scene => ({
  ...more,
  script: { [milliseconds]: (_, cancel) => cancel() },
});

/** The post step runs in a process of its own, which nobody cancels. */
const post = (phase: Phase, { world, clock }: Stage): Promise<PostReport> =>
  clock.drive(followUp(phase, region, { ...world, cancelled: new AbortController().signal }));

function last(kept: readonly Phase[]): Phase {
  const phase = kept.at(-1);
  if (phase === undefined) throw new Error('nothing was kept');
  return phase;
}

describe('a job that is cancelled while it watches', () => {
  test('asks for the way back at once and leaves the rest to the post step', async () => {
    const { result, ecs, clock, kept } = await deploy(cancelAt(20_000));
    expect(result.run.end).toMatchObject({ kind: 'stuck', reason: { code: 'cancelled' } });
    expect(ecs.calls).toContain('StopServiceDeployment');
    expect(clock.now() - (result.run.journal[0]?.at ?? 0)).toBeLessThanOrEqual(25_000);
    expect(last(kept)).toMatchObject({ kind: 'stuck', unfinished: { kind: 'rolling-back' } });
  });

  test('is followed to its end, which log, annotation and summary tell', async () => {
    const stage = await deploy(cancelAt(20_000));
    const report = await post(last(stage.kept), stage);
    const headline = 'The job was cancelled. web:41 serves again, proven by 2 running tasks after 8 s.';
    expect(report.annotations).toEqual([
      { level: 'warning', title: 'deploy-ecs-with-rollback after the cancel', message: headline },
    ]);
    expect(report.summary?.markdown).toContain('❌ web in main: rolled-back');
    // The picture begins where the deployment did, not with the post step.
    expect(report.summary?.markdown).toMatch(/0#58;00 watching .*\n.*0#58;20 rolling back/);
    expect(report.summary?.markdown).toContain('- The job was cancelled; this is what its post step saw.');
    expect(stage.ecs.serving()).toEqual({ 'web:41': 2 });
    expect(stage.ecs.calls.filter((call) => call === 'StopServiceDeployment')).toHaveLength(1);
  });

  test('begins with what it does', async () => {
    const stage = await deploy(cancelAt(20_000));
    const told: string[] = [];
    const log = { ...stage.world.log, info: (line: string) => void told.push(line) };
    await post(last(stage.kept), { ...stage, world: { ...stage.world, log } });
    expect(told[0]).toBe(
      'The job was cancelled: what became of web in main is followed, for 4 minutes at most.',
    );
  });

  test('is left as it is when that was asked for', async () => {
    const stage = await deploy(cancelAt(20_000, { values: { 'on-cancel': 'leave' } }));
    expect(stage.result.run.end).toMatchObject({ kind: 'stuck', reason: { code: 'cancelled' } });
    expect(await post(last(stage.kept), stage)).toEqual({ lines: [] });
    expect(stage.ecs.calls).not.toContain('StopServiceDeployment');
  });
});

test('a process that was killed while it watched is turned back by the post step', async () => {
  const stage = await deploy(cancelAt(20_000, { values: { 'on-cancel': 'leave' } }));
  const watching = stage.kept.find(({ kind }) => kind === 'watching');
  if (watching?.kind !== 'watching') throw new Error('the watch was not kept');
  const { started } = watching;
  const phase = {
    ...watching,
    started: { ...started, request: { ...started.request, onCancel: 'rollback' } },
  };
  const report = await post(phase as Phase, stage);
  expect(report.annotations?.[0]?.message).toMatch(
    /^The job ended before the deployment did\. web:41 serves again, proven by 2 running tasks/,
  );
  expect(report.annotations?.[0]?.title).toBe('deploy-ecs-with-rollback after the job ended');
  expect(report.summary?.markdown).toContain(
    '- The job ended before the deployment did; this is what its post step saw.',
  );
  expect(stage.ecs.serving()).toEqual({ 'web:41': 2 });
});

test('a permission that the post step lacks is told once, though it looks before it goes back', async () => {
  const stage = await deploy(cancelAt(20_000, { values: { 'on-cancel': 'leave' } }));
  const watching = stage.kept.find(({ kind }) => kind === 'watching');
  if (watching === undefined) throw new Error('the watch was not kept');
  const call = 'DescribeServiceDeployments';
  stage.ecs.fail(call, 99, setupFailure({ code: 'access-denied', what: `AWS denied ecs:${call}` }));
  const json = JSON.stringify(watching).replace('"onCancel":"leave"', '"onCancel":"rollback"');
  const told: string[] = [];
  const log = { ...stage.world.log, info: (line: string) => void told.push(line) };
  await post(JSON.parse(json) as Phase, { ...stage, world: { ...stage.world, log } });
  expect(told.filter((line) => line.includes(`Allow \`ecs:${call}\``))).toHaveLength(1);
});

test('a way back that takes longer than the post step has is told as not seen', async () => {
  const stage = await deploy(cancelAt(20_000));
  stage.ecs.fail('DescribeServiceDeployments', 1000);
  const before = stage.clock.now();
  const report = await post(last(stage.kept), stage);
  expect(report.annotations?.[0]?.message).toMatch(/^The job was cancelled; .*Rate exceeded/);
  expect(report.summary?.markdown).toContain('❌ web in main: stuck');
  expect(stage.clock.now() - before).toBeLessThanOrEqual(4 * 60_000);
});

describe('a process that was killed while ECS was being asked', () => {
  async function killed(): Promise<{ readonly set: Stage; readonly updating: Phase }> {
    const set = await deploy();
    const updating = set.kept.find(({ kind }) => kind === 'updating');
    if (updating === undefined) throw new Error('the update was not kept');
    return { set, updating };
  }

  test('is followed by what the service tells', async () => {
    const { set, updating } = await killed();
    const report = await post(updating, set);
    expect(report.annotations?.[0]?.message).toBe('web:42 serves with 2 tasks.');
    expect(report.summary?.markdown).toContain('✅ web in main: succeeded');
  });

  test('can only be told of when the service can’t be seen', async () => {
    const { set, updating } = await killed();
    set.ecs.fail('DescribeServices', 1000);
    const message =
      'The job ended while ECS was being asked for the update: look at the service before the next run.';
    const report = await post(updating, set);
    expect(report.lines).toEqual([]);
    expect(report.annotations).toEqual([
      { level: 'warning', title: 'deploy-ecs-with-rollback after the job ended', message },
    ]);
    expect(report.summary?.markdown).toContain(message);
  });
});

test('an update whose answer was lost when the job was cancelled is followed by the post step', async () => {
  const stage = await deploy({
    ecs: { behaviours: { 42: { startsAfter: 60_000 } } },
    before: (ecs) => ecs.fail('UpdateService', 1, lostAnswer('UpdateService')),
    script: {
      6000: (_, cancel) => cancel(),
      9000: (ecs) => ecs.deploy(arn(42)),
    },
  });
  const phase = last(stage.kept);
  expect(phase).toMatchObject({ kind: 'stuck', unfinished: { kind: 'updating' } });
  const report = await post(phase, stage);
  expect(report.annotations?.[0]?.message).toMatch(
    /^The job ended before the deployment did\. web:41 serves again/,
  );
  expect(report.annotations?.[0]?.title).toBe('deploy-ecs-with-rollback after the cancel');
  expect(stage.ecs.serving()).toEqual({ 'web:41': 2 });
});

test.each<[string, Scene]>([
  ['succeeded', {}],
  ['rolled-back', { ecs: { behaviours: { 42: { diesAfter: 3000 } } } }],
  ['refused', { ecs: { status: 'MISSING' } }],
])('a run that ended as %s needs no post step', async (kind, scene) => {
  const stage = await deploy(scene);
  const phase = last(stage.kept);
  expect([phase.kind, isEnded(phase)]).toEqual([kind, true]);
  const calls = stage.ecs.calls.length;
  expect(await post(phase, stage)).toEqual({ lines: [] });
  expect(stage.ecs.calls).toHaveLength(calls);
});
