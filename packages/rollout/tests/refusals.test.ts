/** What a load balancer has against tasks whose grace period is over, from glance to glance. */
import { describe, expect, test } from '@jest/globals';
import { withRefusals } from '../src/looking/refusals.ts';
import { blank, type Memory } from '../src/memory.ts';
import type { TargetHealth, Task } from '../src/observations.ts';
import type { Started } from '../src/phases.ts';

const started = { gracePeriod: 30_000 } as Started;
const patience = 20_000;

const task = (host: string, startedAt: number | undefined): Task =>
  ({ arn: `task/${host}`, startedAt, addresses: [{ host, port: 80 }] }) as unknown as Task;
const target = (host: string, state: string, reason?: string): TargetHealth => ({
  host,
  port: 80,
  state,
  reason,
  description: undefined,
});

function seen(
  now: number,
  targets: readonly TargetHealth[] | undefined,
  tasks: readonly Task[],
  before: Partial<Memory> = {},
): Pick<Memory, 'refusals' | 'judgeAt'> {
  const memory = { ...blank, patience, ...before };
  const { refusals, judgeAt } = withRefusals({ started, memory }, tasks, targets, now);
  return { refusals, judgeAt };
}

const refused = (since: number, looks: number, reason = 'Target.Timeout') => ({
  'task/a': { reason, since, looks },
});
const bad = [target('a', 'unhealthy', 'Target.Timeout')];
const one = [task('a', 0)];

describe('a task that its load balancer calls unhealthy', () => {
  test('has its grace period, and is looked at when it is to be judged', () => {
    expect(seen(29_999, bad, one)).toEqual({ refusals: {}, judgeAt: 50_000 });
    expect(seen(30_000, bad, one)).toEqual({ refusals: refused(30_000, 1), judgeAt: 50_000 });
    expect(seen(90_000, bad, one)).toEqual({ refusals: refused(30_000, 1), judgeAt: 50_000 });
  });

  test('is counted while the reason stays', () => {
    expect(seen(34_000, bad, one, { refusals: refused(30_000, 1) })).toEqual({
      refusals: refused(30_000, 2),
      judgeAt: 50_000,
    });
  });

  test('is given time again when the reason is another one', () => {
    expect(seen(34_000, bad, one, { refusals: refused(30_000, 7, 'Target.ResponseCodeMismatch') })).toEqual({
      refusals: refused(34_000, 1),
      judgeAt: 54_000,
    });
  });

  test('is refused without a reason, too', () => {
    const silent = [target('a', 'unhealthy')];
    expect(seen(30_000, silent, one).refusals).toEqual(refused(30_000, 1, 'no reason given'));
  });
});

test('a task that is well, and one that does not run yet, are not refused', () => {
  expect(seen(40_000, [target('a', 'healthy')], one, { refusals: refused(30_000, 3) })).toEqual({
    refusals: {},
    judgeAt: 50_000,
  });
  expect(seen(50_000, [target('a', 'healthy')], one)).toEqual({ refusals: {}, judgeAt: undefined });
  expect(seen(40_000, bad, [task('a', undefined)])).toEqual({ refusals: {}, judgeAt: undefined });
});

test('the first one that is to be judged tells when', () => {
  const both = [task('b', 5000), task('a', 0), task('c', 9000)];
  expect(seen(40_000, bad, both).judgeAt).toBe(50_000);
});

test.each<[string, readonly TargetHealth[] | undefined, Memory['patience']]>([
  ['the load balancer may not be asked', undefined, patience],
  ['it is not known how long it takes to be sure', bad, 'unknown'],
])('what was seen stays where %s', (_, targets, known) => {
  const before = { patience: known, refusals: refused(30_000, 1), judgeAt: 50_000 };
  expect(seen(40_000, targets, one, before)).toEqual({ refusals: refused(30_000, 1), judgeAt: 50_000 });
});
