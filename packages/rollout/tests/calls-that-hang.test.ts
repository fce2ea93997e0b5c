/** An API that hangs: it eats neither the deadline nor the seconds of a cancelled job. */
import { describe, expect, test } from '@jest/globals';
import { ecsDouble } from '@slipway/test-kit/ecs-double/ecs-double';
import { play, type Played, type Scenario } from '@slipway/test-kit/ecs-double/rollout-scenario';
import { manualClock } from '@slipway/test-kit/manual-clock';
import type { Deployments, Tasks } from '../src/ports.ts';
import { headline } from './played.ts';

const hours = 3_600_000;
const slow: Scenario = { ecs: { behaviours: { 42: { startsAfter: hours } } }, request: { timeout: 60_000 } };

/** A run in which one call hangs for hours while `when` says so. */
async function hanging(
  call: 'DescribeServiceDeployments' | 'ListTasks',
  when: (sinceStart: number, calls: readonly string[]) => boolean,
  scenario: Scenario = {},
): Promise<Played> {
  const clock = manualClock();
  const ecs = ecsDouble(clock, scenario.ecs);
  const begun = clock.now();
  const pass = async (): Promise<void> => {
    if (when(clock.now() - begun, ecs.calls)) await clock.sleep(hours);
  };
  const { deployments, tasks } = ecs.ports;
  const describe: Deployments['describe'] = async (arn) => {
    if (call === 'DescribeServiceDeployments') await pass();
    return deployments.describe(arn);
  };
  const live: Tasks['live'] = async (name) => {
    if (call === 'ListTasks') await pass();
    return tasks.live(name);
  };
  const ports = { deployments: { ...deployments, describe }, tasks: { ...tasks, live } };
  return play({ ...scenario, ports }, clock, ecs);
}

describe('a look that hangs', () => {
  test('is not waited for beyond the deadline', async () => {
    const { end } = await hanging('DescribeServiceDeployments', (at) => at > 20_000 && at < 50_000, slow);
    expect((end.rollbackAt ?? Infinity) - (end.startedAt ?? 0)).toBe(60_000);
    expect(end.reason.text).toMatch(/ \(then: ECS did not answer in time\)$/);
    expect(end.kind).toBe('rolled-back');
  });

  test('on the way back is not waited for beyond the time of the rollback', async () => {
    const request = { ...slow.request, rollbackTimeout: 60_000 };
    const { end } = await hanging('DescribeServiceDeployments', (at) => at > 61_000, { ...slow, request });
    expect(headline(end)).toMatch(/; ECS did not answer in time\. web:41 serves now with 2 tasks\.$/);
    expect(end.endedAt - (end.rollbackAt ?? 0)).toBe(60_000);
  });

  test('on the way back is left to the post step when the job is cancelled', async () => {
    const script: Scenario['script'] = { 70_000: (_, cancel) => cancel() };
    const { end, lasted } = await hanging('DescribeServiceDeployments', (at) => at > 61_000, {
      ...slow,
      script,
    });
    expect(end.unfinished?.kind).toBe('rolling-back');
    expect(lasted).toBe(70_000);
  });
});

describe('a proof that hangs', () => {
  /** Each look at what serves describes the service right before the tasks. */
  const isProof = (_: number, calls: readonly string[]): boolean => calls.at(-1) === 'DescribeServices';

  test('is as good as none after 10 s, and told as such at the deadline', async () => {
    const request = { timeout: 90_000 };
    const { end } = await hanging('ListTasks', (at, calls) => at > 50_000 && isProof(at, calls), { request });
    expect(end.reason.text).toBe('What runs could not be seen; ECS declared web:42 successful');
    expect(end.endedAt - (end.startedAt ?? 0)).toBeLessThanOrEqual(110_000);
  });

  test('is left when the job is cancelled meanwhile, and the success stays one', async () => {
    const script: Scenario['script'] = { 61_000: (_, cancel) => cancel() };
    const played = await hanging('ListTasks', (at, calls) => at > 50_000 && isProof(at, calls), { script });
    expect(played.lasted).toBeLessThanOrEqual(66_000);
    expect(played.end.kind).toBe('succeeded');
    expect(played.ecs.serving()).toEqual({ 'web:42': 2 });
  });
});
