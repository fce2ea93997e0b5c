/** A revision that the service is asked to run already, when the looks that would prove it fail for a while. */
import { describe, expect, test } from '@jest/globals';
import { play } from '@slipway/test-kit/ecs-double/rollout-scenario';
import { headline } from './played.ts';

const web41 = { kind: 'revision', reference: 'web:41' } as const;

describe('a look that fails for a reason that passes', () => {
  test('is taken again, and changes nothing', async () => {
    const { end, ecs, lines, lasted } = await play({
      wanted: web41,
      request: { wait: false },
      before: (double) => double.fail('ListTasks', 1),
    });
    expect(headline(end)).toBe('web:41 runs already, with 2 of 2 tasks. Nothing was changed.');
    expect(end.warnings).toEqual([]);
    expect(lines).toEqual([
      'A look at what web runs failed, and is taken again: ListTasks failed after retries: Rate exceeded.',
    ]);
    expect(lasted).toBe(8000);
    expect(ecs.changes).toEqual([]);
  });

  test('is taken four times, and then the run is refused', async () => {
    const { end, ecs, lines, lasted } = await play({
      wanted: web41,
      request: { wait: false },
      before: (double) => double.fail('ListTasks', 9999),
    });
    expect(lines).toHaveLength(1);
    expect([end.kind, end.failureKind, headline(end)]).toEqual([
      'refused',
      'upstream',
      'ListTasks failed after retries: Rate exceeded.',
    ]);
    expect(ecs.calls.filter((call) => call === 'ListTasks')).toHaveLength(4);
    expect(lasted).toBe(8000 + 15_000 + 15_000);
    expect(ecs.changes).toEqual([]);
  });

  test('is no reason to believe the counts of a count that was asked for', async () => {
    const { end } = await play({
      wanted: web41,
      request: { failFast: false, desiredCount: 3, timeout: 60_000 },
      script: { 1000: (double) => double.fail('ListTasks', 9999) },
    });
    expect(end.kind).toBe('stuck');
  });

  test('is not waited for once the job is cancelled', async () => {
    const { end, lasted } = await play({
      wanted: web41,
      request: { wait: false },
      before: (double) => double.fail('ListTasks', 9999),
      script: { 3000: (_, cancel) => cancel() },
    });
    expect([end.kind, end.reason.code, lasted]).toEqual(['refused', 'cancelled', 3000]);
  });
});
