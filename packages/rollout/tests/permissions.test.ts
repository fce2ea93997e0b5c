/** A permission that the watch needs and the role lacks: found before anything is changed, or done without. */
import { describe, expect, test } from '@jest/globals';
import { setupFailure } from '@slipway/action-kit/failures';
import { play, type Played, type Scenario } from '@slipway/test-kit/ecs-double/rollout-scenario';
import { headline } from './played.ts';

const denied = (call: string) =>
  setupFailure({
    code: 'access-denied',
    what: `AWS denied ecs:${call}`,
    hint: `Allow \`ecs:${call}\` in the role that this job assumes.`,
  });

const without = (call: string, scenario: Scenario = {}): Promise<Played> =>
  play({ ...scenario, before: (ecs) => ecs.fail(call, 9999, denied(call)) });

describe.each(['ListTasks', 'DescribeTasks'])('without the permission to %s', (call) => {
  test.each<[string, Scenario]>([
    ['', {}],
    [', though nothing runs yet,', { ecs: { running: false, desired: 0 } }],
  ])('a run that waits%s is refused before anything is changed', async (_, scenario) => {
    const { end, ecs } = await without(call, scenario);
    expect([end.kind, headline(end), end.hint]).toEqual([
      'refused',
      `AWS denied ecs:${call}.`,
      `Allow \`ecs:${call}\` in the role that this job assumes.`,
    ]);
    expect(ecs.calls).not.toContain('RegisterTaskDefinition');
  });

  test('a run that leaves the verdict to ECS does without a look at tasks, and says so', async () => {
    const { end, ecs, lines, lasted } = await without(call, { request: { failFast: false } });
    expect([end.kind, lasted]).toEqual(['succeeded', 60_000]);
    expect(ecs.serving()).toEqual({ 'web:42': 2 });
    expect(lines[0]).toBe(
      `Tasks can’t be looked at, so ECS’s own word has to do: AWS denied ecs:${call}. Allow \`ecs:${call}\` in the role that this job assumes.`,
    );
  });

  test('a run that waits for nothing needs none', async () => {
    const { end } = await without(call, { request: { wait: false } });
    expect(end.kind).toBe('started');
  });
});

test('a look at tasks that stays throttled while planning is no reason to change anything', async () => {
  const { end, ecs } = await play({
    before: (double) => double.fail('ListTasks', 99),
    request: { failFast: false },
  });
  expect([end.kind, end.failureKind]).toEqual(['refused', 'upstream']);
  expect(ecs.calls).not.toContain('RegisterTaskDefinition');
});
