/** What happens when the time of the new revision is over. */
import { describe, expect, test } from '@jest/globals';
import { play, type Scenario } from '@slipway/test-kit/ecs-double/rollout-scenario';
import { headline } from './played.ts';

describe('the time of the new revision', () => {
  const slow: Scenario = {
    ecs: { behaviours: { 42: { startsAfter: 3_600_000 } } },
    request: { timeout: 60_000 },
  };

  test('ends with a last look and the way back', async () => {
    const { end, path } = await play(slow);
    expect(path.slice(-3)).toEqual(['watching', 'rolling-back', 'rolled-back']);
    expect(end.reason.text).toBe(
      'web:42 was not done after 1 min; at the last look 0 of 2 new tasks running, 0 healthy, 2 starting',
    );
    expect((end.rollbackAt ?? 0) - (end.startedAt ?? 0)).toBe(60_000);
  });

  test('is not slept over, however far apart the looks are', async () => {
    const { end } = await play({ ...slow, request: { timeout: 60_000, pollInterval: 600_000 } });
    expect((end.rollbackAt ?? 0) - (end.startedAt ?? 0)).toBe(60_000);
  });

  test('counts a success that ECS declares just before the deadline', async () => {
    const { end } = await play({ request: { timeout: 60_000 }, random: 0.3 });
    expect(end.kind).toBe('succeeded');
  });

  test('ends as stuck when it is to be left', async () => {
    const { end, ecs } = await play({ ...slow, request: { timeout: 60_000, onTimeout: 'leave' } });
    expect(end.kind).toBe('stuck');
    expect(headline(end)).toMatch(
      /the deployment is left as it is \(`on-timeout: leave`\)\. web:41 serves now with 2 tasks\.$/,
    );
    expect(ecs.calls).not.toContain('StopServiceDeployment');
  });
});
