/** The way back looks before it asks: what somebody else deployed, or what ECS finished meanwhile, is left alone. */
import { describe, expect, test } from '@jest/globals';
import { ecsDouble, type EcsDouble } from '@slipway/test-kit/ecs-double/ecs-double';
import { play, type Played, type Scenario } from '@slipway/test-kit/ecs-double/rollout-scenario';
import { manualClock } from '@slipway/test-kit/manual-clock';
import type { Phase } from '../src/phases.ts';
import type { Deployments, Tasks } from '../src/ports.ts';
import { resumed } from '../src/resuming/resuming.ts';
import { count, headline } from './played.ts';

const fix = (ecs: EcsDouble): void => ecs.deploy(ecs.register({ family: 'fix' }));

/** The post step of a process that was killed after it kept this phase, whatever happened since. */
async function postStep(of: Played, kind: Phase['kind'], more: Scenario = {}): Promise<Played> {
  const kept = of.saved.find((phase) => phase.kind === kind);
  if (kept === undefined) throw new Error(`no phase ${kind} was kept`);
  const phase = JSON.parse(JSON.stringify(kept)) as Parameters<typeof resumed>[0];
  return play({ ...more, resume: (ports) => resumed(phase, 240_000, ports) }, of.clock, of.ecs);
}

describe('somebody else’s deployment', () => {
  test('survives a job that is cancelled before it was seen', async () => {
    const played = await play({ script: { 21_000: fix, 22_500: (_, cancel) => cancel() } });
    expect(played.path.slice(-2)).toEqual(['rolling-back', 'superseded']);
    expect(headline(played.end)).toMatch(
      /^The job was cancelled; deployment \d+ of web:43 took over from web:42, and it is left alone\. /,
    );
    await played.clock.advance(600_000);
    expect(played.ecs.serving()).toEqual({ 'web:43': 2 });
    expect(count(played, 'UpdateService')).toBe(1);
  });

  test('survives the post step of a job that was killed', async () => {
    const killed = await play({});
    fix(killed.ecs);
    await killed.clock.advance(300_000);
    const post = await postStep(killed, 'watching');
    expect(headline(post.end)).toMatch(
      /^Deployment \d+ of web:43 took over from web:42\. web:43 serves now with 2 tasks\.$/,
    );
    expect(killed.ecs.serving()).toEqual({ 'web:43': 2 });
    expect(count(killed, 'UpdateService')).toBe(1);
  });

  test('survives a verdict on tasks that was true when it came', async () => {
    const clock = manualClock();
    const ecs = ecsDouble(clock, { behaviours: { 42: { diesAfter: 3000 } } });
    let comes = true;
    const describe: Tasks['describe'] = async (cluster, arns) => {
      const tasks = await ecs.ports.tasks.describe(cluster, arns);
      if (comes && tasks.some(({ status }) => status === 'STOPPED')) {
        comes = false;
        fix(ecs);
      }
      return tasks;
    };
    const played = await play({ ports: { tasks: { ...ecs.ports.tasks, describe } } }, clock, ecs);
    expect(played.path.slice(-2)).toEqual(['rolling-back', 'superseded']);
    expect(headline(played.end)).toMatch(/^web:42 never became healthy: .* took over from web:42, and it is/);
    expect(count(played, 'UpdateService')).toBe(1);
  });

  test('of the baseline is followed as the way back, and no other is asked for', async () => {
    const played = await play({
      script: {
        21_000: (ecs) => ecs.deploy('arn:aws:ecs:eu-west-1:111122223333:task-definition/web:41'),
        22_500: (_, cancel) => cancel(),
      },
    });
    expect(played.lines.at(-1)).toMatch(/^0:23 web:41 is being put back already, by deployment \d+\.$/);
    expect(count(played, 'UpdateService')).toBe(1);
    const unfinished = played.end.unfinished;
    if (unfinished === undefined) throw new Error('nothing is left for the post step');
    const post = await play(
      { resume: (ports) => resumed(unfinished, 240_000, ports) },
      played.clock,
      played.ecs,
    );
    expect(post.end.kind).toBe('rolled-back');
  });

  test('takes over from the way back, and both are told', async () => {
    const played = await play({
      ecs: {
        behaviours: { 42: { diesAfter: 3000 }, 41: { startsAfter: 60_000 } },
        breaker: { rollback: false },
      },
      request: { failFast: false },
      script: { 90_000: fix },
    });
    expect(played.path.slice(-2)).toEqual(['rolling-back', 'superseded']);
    expect(played.end.reason.text).toMatch(
      /^The circuit breaker gave up .*; deployment \d+ of web:43 took over from the way back to web:41$/,
    );
    expect(count(played, 'UpdateService')).toBe(2);
  });
});

describe('a deployment that ECS finished', () => {
  test('ends as a success in the post step of a job that was killed', async () => {
    const killed = await play({});
    const post = await postStep(killed, 'watching');
    expect(post.end.kind).toBe('succeeded');
    expect(headline(post.end)).toMatch(/^web:42 serves with 2 tasks after /);
    expect(count(killed, 'UpdateService')).toBe(1);
  });

  test('is not turned back because one look of the post step is throttled', async () => {
    const killed = await play({});
    const post = await postStep(killed, 'watching', {
      before: (ecs) => ecs.fail('DescribeServiceDeployments', 1),
    });
    expect(post.end.kind).toBe('succeeded');
    expect(killed.ecs.serving()).toEqual({ 'web:42': 2 });
  });

  test('ends as a success when the last look came just too early for it', async () => {
    const clock = manualClock();
    const ecs = ecsDouble(clock);
    const begun = clock.now();
    let isEarly = true;
    const describe: Deployments['describe'] = async (arn) => {
      const deployment = await ecs.ports.deployments.describe(arn);
      if (!isEarly || deployment?.status !== 'SUCCESSFUL' || clock.now() - begun < 62_000) return deployment;
      isEarly = false;
      return { ...deployment, status: 'IN_PROGRESS' };
    };
    const request = { timeout: 62_000, pollInterval: 100_000 };
    const deployments = { ...ecs.ports.deployments, describe };
    const played = await play({ request, ports: { deployments } }, clock, ecs);
    expect(played.path.slice(-2)).toEqual(['rolling-back', 'succeeded']);
    expect(ecs.serving()).toEqual({ 'web:42': 2 });
    expect(count(played, 'UpdateService')).toBe(1);
  });

  test('ends as a success when the job is cancelled before that was seen', async () => {
    const played = await play({
      request: { pollInterval: 100_000 },
      script: { 62_000: (_, cancel) => cancel() },
    });
    expect(played.path.slice(-2)).toEqual(['rolling-back', 'succeeded']);
    expect(headline(played.end)).toBe('web:42 serves with 2 tasks after 1 min 2 s.');
    expect(played.ecs.serving()).toEqual({ 'web:42': 2 });
    expect(count(played, 'UpdateService')).toBe(1);
  });
});

test('a job that was killed while it watched is turned back, and told as ended', async () => {
  const killed = await play({ script: { 20_000: (_, cancel) => cancel() }, request: { onCancel: 'leave' } });
  const watching = killed.saved.find(({ kind }) => kind === 'watching');
  if (watching?.kind !== 'watching') throw new Error('the watch was not kept');
  const request = { ...watching.started.request, onCancel: 'rollback' } as const;
  const phase = { ...watching, started: { ...watching.started, request } };
  const post = await play({ resume: (ports) => resumed(phase, 240_000, ports) }, killed.clock, killed.ecs);
  expect(post.end.kind).toBe('rolled-back');
  expect(post.end.reason).toEqual({ code: 'job-ended', text: 'The job ended before the deployment did' });
});

test('a job that was killed while it watched leaves the deployment alone with `on-cancel: leave`', async () => {
  const killed = await play({ script: { 20_000: (_, cancel) => cancel() }, request: { onCancel: 'leave' } });
  const post = await postStep(killed, 'watching');
  expect(post.end.kind).toBe('stuck');
  expect(post.end.reason.text).toBe(
    'The job ended before the deployment did; the deployment is left as it is (`on-cancel: leave`)',
  );
  expect(count(killed, 'StopServiceDeployment')).toBe(0);
});
