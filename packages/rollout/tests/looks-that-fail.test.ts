/** Looks that fail, take long or come back empty, at the moments at which a look decides. */
import { describe, expect, test } from '@jest/globals';
import { setupFailure } from '@slipway/action-kit/failures';
import { ecsDouble } from '@slipway/test-kit/ecs-double/ecs-double';
import { play, type Played, type Scenario } from '@slipway/test-kit/ecs-double/rollout-scenario';
import { manualClock } from '@slipway/test-kit/manual-clock';
import type { DoubleOptions } from '@slipway/test-kit/ecs-double/state';
import type { Deployments } from '../src/ports.ts';
import { count } from './played.ts';

const slow: Scenario = {
  ecs: { behaviours: { 42: { startsAfter: 3_600_000 } } },
  request: { timeout: 60_000 },
};

/** A run in which DescribeServiceDeployments answers in its own way while `when` says so. */
async function seenThrough(
  when: (sinceStart: number) => boolean,
  instead: (
    clock: ReturnType<typeof manualClock>,
    real: () => ReturnType<Deployments['describe']>,
  ) => ReturnType<Deployments['describe']>,
  options: DoubleOptions = {},
  scenario: Scenario = {},
): Promise<Played> {
  const clock = manualClock();
  const ecs = ecsDouble(clock, options);
  const start = clock.now();
  const describe: Deployments['describe'] = (arn) => {
    const real = (): ReturnType<Deployments['describe']> => ecs.ports.deployments.describe(arn);
    return when(clock.now() - start) ? instead(clock, real) : real();
  };
  return play({ ...scenario, ports: { deployments: { ...ecs.ports.deployments, describe } } }, clock, ecs);
}

describe('a look that fails at the very deadline', () => {
  const throttledAtTheEnd: Scenario = {
    ...slow,
    script: { 59_500: (ecs) => ecs.fail('DescribeServiceDeployments', 1) },
  };

  test('does not cancel the way back, and both are told', async () => {
    const played = await play(throttledAtTheEnd);
    expect(played.end.kind).toBe('rolled-back');
    expect(played.end.reason).toEqual({
      code: 'timeout',
      text: 'web:42 was not done after 1 min; at the last look that was answered 0 of 2 new tasks running, 0 healthy, 2 starting (then: DescribeServiceDeployments failed after retries: Rate exceeded)',
    });
    expect(played.ecs.serving()).toEqual({ 'web:41': 2 });
  });

  test('leaves it as it is where `on-timeout` says so', async () => {
    const request = { ...slow.request, onTimeout: 'leave' } as const;
    const played = await play({ ...throttledAtTheEnd, request });
    expect(played.end.kind).toBe('stuck');
    expect(played.end.reason.text).toMatch(/; the deployment is left as it is \(`on-timeout: leave`\)$/);
    expect(count(played, 'StopServiceDeployment')).toBe(0);
  });
});

test('a look at the deadline is waited for 10 s, for the answer of a slow day', async () => {
  const played = await seenThrough(
    (since) => since >= 60_000 && since < 61_000,
    async (clock, real) => {
      await clock.sleep(9_000);
      return real();
    },
    {},
    { request: { timeout: 60_000 }, random: 0.3 },
  );
  expect(played.path.slice(-2)).toEqual(['watching', 'succeeded']);
});

describe('an empty answer', () => {
  test('about a deployment that was seen before is a look that failed', async () => {
    let times = 1;
    const played = await seenThrough(
      (since) => since > 180_000 && times > 0,
      async () => {
        times -= 1;
        return undefined;
      },
      { behaviours: { 42: { startsAfter: 200_000 } } },
    );
    expect(played.end.kind).toBe('succeeded');
    expect(played.lines).toContainEqual(
      expect.stringMatching(/^3:0\d a look failed: ECS shows deployment 0007 no more\.$/),
    );
  });

  test('about a deployment that never was seen ends the wait after two minutes', async () => {
    const played = await seenThrough(
      (since) => since < 121_000,
      async () => undefined,
      { behaviours: { 42: { startsAfter: 200_000 } } },
    );
    expect(played.end.reason).toEqual({
      code: 'deployment-not-found',
      text: 'ECS took the update but shows no deployment for it',
    });
    expect(played.end.kind).toBe('rolled-back');
  });
});

test.each([
  ['an answer that is not from AWS', 'answer-unreadable'],
  ['an endpoint that restarts', 'endpoint-silent'],
])('%s is no word about the deployment: the next look is', async (what, code) => {
  const unheard = setupFailure({ code, what });
  const { end } = await play({
    script: { 30_000: (ecs) => ecs.fail('DescribeServiceDeployments', 2, unheard) },
  });
  expect(end.kind).toBe('succeeded');
});

test('a look that is taken again tells nothing twice', async () => {
  const { lines } = await play({
    ecs: { pauses: ['approve'] },
    script: { 2000: (ecs) => ecs.fail('ListTasks', 3) },
    request: { timeout: 60_000 },
  });
  const about = (words: string): number => lines.filter((each) => each.includes(words)).length;
  expect([about('a look failed'), about('To go on: ')]).toEqual([1, 1]);
});
