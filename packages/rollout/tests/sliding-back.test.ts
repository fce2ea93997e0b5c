/** A revision that does not live: when it is given up, which way back is taken, and what the headline says. */
import { describe, expect, test } from '@jest/globals';
import { setupFailure } from '@slipway/action-kit/failures';
import { ecsDouble } from '@slipway/test-kit/ecs-double/ecs-double';
import { play } from '@slipway/test-kit/ecs-double/rollout-scenario';
import { manualClock } from '@slipway/test-kit/manual-clock';
import type { Deployments } from '../src/ports.ts';
import { count, headline } from './played.ts';

const dying = { behaviours: { 42: { diesAfter: 3000 } } };

describe('a revision whose tasks die', () => {
  test('slides back to the baseline, and the headline says what died and what serves', async () => {
    const played = await play({ ecs: dying });
    expect(played.path).toEqual([
      'planning',
      'registering',
      'updating',
      'watching',
      'rolling-back',
      'rolled-back',
    ]);
    expect(headline(played.end)).toBe(
      'web:42 never became healthy: container web exited with code 1 (2 of 2 tasks), last line: `Error: no database`. web:41 serves again, proven by 2 running tasks after 8 s.',
    );
    expect(played.ecs.serving()).toEqual({ 'web:41': 2 });
    expect(count(played, 'StopServiceDeployment')).toBe(1);
    expect(count(played, 'UpdateService')).toBe(1);
  });

  test('is given up within a minute when several tasks run', async () => {
    const { end } = await play({ ecs: dying });
    expect((end.rollbackAt ?? Infinity) - (end.startedAt ?? 0)).toBeLessThanOrEqual(60_000);
  });

  test('is given up at its second identical death when one task runs', async () => {
    const { end } = await play({ ecs: { ...dying, desired: 1 } });
    expect(end.reason.text).toBe(
      'web:42 never became healthy: container web exited with code 1 (2 of 2 tasks)',
    );
    expect(end.reason.code).toBe('tasks-keep-dying');
  });

  test('is given up within two minutes though every look finds the same counts', async () => {
    const clock = manualClock();
    const ecs = ecsDouble(clock, dying);
    const describe: Deployments['describe'] = async (arn) => {
      const found = await ecs.ports.deployments.describe(arn);
      if (found?.target === undefined || found.status !== 'IN_PROGRESS') return found;
      return { ...found, breaker: undefined, target: { ...found.target, running: 0, pending: 2 } };
    };
    const deployments = { ...ecs.ports.deployments, describe };
    const { end } = await play({ ports: { deployments } }, clock, ecs);
    expect(end.reason.code).toBe('tasks-keep-dying');
    expect((end.rollbackAt ?? Infinity) - (end.startedAt ?? 0)).toBeLessThanOrEqual(120_000);
  });

  test('is given up at the first stop when its image can’t be pulled', async () => {
    const cannotPull = 'CannotPullContainerError: manifest for web:nope not found';
    const { end } = await play({ ecs: { desired: 1, behaviours: { 42: { cannotPull } } } });
    expect(end.reason).toEqual({
      code: 'cause-is-permanent',
      text: 'web:42 never became healthy: container web could not get its image (CannotPullContainerError: manifest for web:nope not found) (1 of 1 task)',
    });
    expect(end.kind).toBe('rolled-back');
  });

  test('is given its time when tasks that died had been healthy, though no look saw them so', async () => {
    const { end } = await play({
      ecs: { behaviours: { 42: { startsAfter: 11_000, diesAfter: 41_000 } } },
      request: { timeout: 300_000, pollInterval: 15_000 },
    });
    expect(end.reason.code).toBe('timeout');
  });

  test('is left to ECS without fail-fast, and what ECS rolled back is never a success', async () => {
    const played = await play({
      ecs: { ...dying, breaker: { rollback: true } },
      request: { failFast: false },
    });
    expect(played.path).toEqual(['planning', 'registering', 'updating', 'watching', 'rolled-back']);
    expect(headline(played.end)).toMatch(
      /^ECS rolled back by its circuit breaker after (?:\d of 3 failures|\d failures \(its limit is 3\)): Service deployment rolled back because the circuit breaker threshold was exceeded, last line: .* web:41 serves again, proven by 2 running tasks after \d+ s\.$/,
    );
    expect(count(played, 'StopServiceDeployment')).toBe(0);
  });

  test('is put back by an update when the breaker gave up without a rollback', async () => {
    const played = await play({
      ecs: { ...dying, breaker: { rollback: false } },
      request: { failFast: false },
    });
    expect(played.end.kind).toBe('rolled-back');
    expect(played.end.reason.code).toBe('breaker-tripped');
    expect(played.end.giveBack?.way).toBe('update-service');
    expect(played.ecs.serving()).toEqual({ 'web:41': 2 });
  });

  test('on the first deploy gives back the template and a desired count of 0', async () => {
    const played = await play({
      ecs: { ...dying, desired: 0, running: false },
      request: { desiredCount: 2 },
    });
    expect(played.end.kind).toBe('rolled-back');
    expect(played.ecs.changes.at(-1)).toEqual({
      taskDefinition: expect.stringMatching(/web:41$/),
      desiredCount: 0,
    });
    expect(headline(played.end)).toMatch(
      /The service is back at web:41 and 0 tasks after \d+ s: nothing serves\.$/,
    );
    expect(played.ecs.serving()).toEqual({});
  });

  test('stays when a rollback is not wanted, and the headline says what serves', async () => {
    const played = await play({ ecs: dying, request: { rollback: 'never' } });
    expect(played.end.kind).toBe('stuck');
    expect(headline(played.end)).toBe(
      'web:42 never became healthy: container web exited with code 1 (2 of 2 tasks); a rollback is not wanted (`rollback: never`), last line: `Error: no database`. web:41 serves now with 2 tasks.',
    );
    expect(count(played, 'StopServiceDeployment')).toBe(0);
  });

  test('is put back although the first try to stop it is refused', async () => {
    const denied = setupFailure({ code: 'access-denied', what: 'AWS denied ecs:StopServiceDeployment' });
    const played = await play({
      ecs: dying,
      script: { 0: (ecs) => ecs.fail('StopServiceDeployment', 1, denied) },
    });
    expect(played.end.kind).toBe('rolled-back');
    expect(played.end.giveBack?.way).toBe('update-service');
  });

  test('is stuck when the way back itself fails, with both reasons', async () => {
    const played = await play({
      ecs: dying,
      request: { rollbackTimeout: 4_000 },
    });
    expect(played.end.kind).toBe('stuck');
    expect(played.end.reason.code).toBe('rollback-timeout');
    expect(played.end.reason.text).toMatch(
      /^web:42 never became healthy: .*; the way back is not done in time \(ROLLBACK_/,
    );
  });
});
