/** The wait for somebody else’s deployment that is in progress when we come. */
import { describe, expect, test } from '@jest/globals';
import { setupFailure } from '@slipway/action-kit/failures';
import { play, type Played, type Scenario } from '@slipway/test-kit/ecs-double/rollout-scenario';
import { headline } from './played.ts';

const theirs: Scenario['before'] = (ecs) => ecs.deploy(ecs.register({ family: 'theirs' }));
/** Theirs is on its way back. */
const returning: Scenario['before'] = (ecs) => {
  theirs(ecs);
  void ecs.ports.deployments.rollBack(ecs.current());
};

/** Waits for a deployment that takes a minute, and something happens meanwhile. */
const waitWhile = (script: Scenario['script'], request: Scenario['request'] = {}): Promise<Played> =>
  play({ before: theirs, request, script });

describe('the wait for another deployment', () => {
  test('goes on through throttled looks, and looks less often meanwhile', async () => {
    const { end, lines } = await waitWhile({
      18_000: (ecs) => ecs.fail('DescribeServiceDeployments', 2),
      47_000: (ecs) => ecs.fail('DescribeServices', 1),
    });
    expect(end.kind).toBe('succeeded');
    expect(lines.slice(0, 4)).toEqual([
      'Waiting for deployment 0007 of web:42, which is PENDING.',
      'Waiting for deployment 0007 of web:42, which is IN_PROGRESS.',
      'A look at the other deployment failed: DescribeServiceDeployments failed after retries: Rate exceeded.',
      'A look at the other deployment failed: DescribeServices failed after retries: Rate exceeded.',
    ]);
  });

  test('gives up at its limit with what the last look said', async () => {
    const { end, lasted, ecs } = await waitWhile(
      { 18_000: (double) => double.fail('DescribeServiceDeployments', 99) },
      { timeout: 50_000 },
    );
    expect(headline(end)).toBe('DescribeServiceDeployments failed after retries: Rate exceeded.');
    expect([end.kind, end.failureKind, lasted]).toEqual(['refused', 'upstream', 50_000]);
    expect(ecs.calls).not.toContain('RegisterTaskDefinition');
  });

  test('ends at once at a look that is denied', async () => {
    const denied = setupFailure({ code: 'access-denied', what: 'AWS denied ecs:DescribeServices' });
    const { end, lasted } = await waitWhile({ 18_000: (ecs) => ecs.fail('DescribeServices', 1, denied) });
    expect([end.kind, end.reason.code, lasted]).toEqual(['refused', 'access-denied', 20_000]);
  });

  test('names the deployment that is still in progress at its limit', async () => {
    const { end } = await waitWhile({}, { timeout: 30_000 });
    expect(headline(end)).toBe(
      'Another deployment of the service is in progress, 0007: it still is IN_PROGRESS after 30 s.',
    );
  });

  test('shows life once a minute', async () => {
    const { lines } = await play({
      ecs: { behaviours: { 42: { startsAfter: 150_000 } } },
      before: theirs,
    });
    expect(lines.slice(0, 5)).toEqual([
      'Waiting for deployment 0007 of web:42, which is PENDING.',
      'Waiting for deployment 0007 of web:42, which is IN_PROGRESS.',
      'Still waiting for deployment 0007 of web:42, which is IN_PROGRESS.',
      'Still waiting for deployment 0007 of web:42, which is IN_PROGRESS.',
      'Still waiting for deployment 0007 of web:42, which is IN_PROGRESS.',
    ]);
  });

  test('goes on to the end of a way back that ECS is on', async () => {
    const { end, lines } = await play({ before: returning });
    expect([end.kind, end.baseline?.taskDefinition.slice(-6)]).toEqual(['succeeded', 'web:41']);
    expect(lines.slice(0, 3)).toEqual([
      'Waiting for deployment 0007, which ECS takes back (ROLLBACK_REQUESTED).',
      'Waiting for deployment 0007, which ECS takes back (ROLLBACK_IN_PROGRESS).',
      'Registered web:43.',
    ]);
  });

  test('is not begun over a way back without a word, when that is to be superseded', async () => {
    const { end, lines } = await play({ before: returning, request: { ifInProgress: 'supersede' } });
    expect(end.kind).toBe('succeeded');
    expect(lines[0]).toBe(
      'Superseding deployment 0007, which ECS takes back (ROLLBACK_REQUESTED). The way back that ECS is on ends with that, and its circuit breaker has none for the new one.',
    );
  });

  test('is not begun when no first look is answered, four times', async () => {
    const { end, ecs } = await play({ before: (ecs) => ecs.fail('DescribeServices', 4) });
    expect([end.kind, end.reason.code, ecs.calls.length]).toEqual(['refused', 'throttled', 4]);
  });
});
