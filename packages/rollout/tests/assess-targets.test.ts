/** When the health checks of the load balancer decide against a revision. */
import { describe, expect, test } from '@jest/globals';
import { assess } from '../src/watching/assess.ts';
import { blank, type Memory } from '../src/memory.ts';
import type { Task } from '../src/observations.ts';
import type { Request } from '../src/request.ts';
import { dead, deployment, started } from './assess-stage.ts';

describe('targets that stay unhealthy', () => {
  const patience = 20_000;
  const refusal = { reason: 'Target.Timeout', since: 30_000, looks: 2 };
  const replaced: Task = {
    ...dead(undefined, undefined, 'Task failed ELB health checks in (target-group web)'),
    stopCode: 'ServiceSchedulerInitiated',
    startedAt: 10_000,
  };

  function text(memory: Partial<Memory>, now: number, asked: Partial<Request> = {}): string | undefined {
    const watch = {
      started: { ...started(asked), gracePeriod: 20_000 },
      memory: { ...blank, patience, ...memory },
    };
    const snapshot = { deployment: deployment('IN_PROGRESS'), service: undefined, takenAt: now };
    const { rule, reason } = assess(snapshot, watch, now);
    return rule === 'targetsStayUnhealthy' ? reason.text : undefined;
  }

  const byBalancer =
    'web:42 never became healthy: its load balancer finds task a unhealthy, 20 s after its grace period (Target.Timeout)';
  const byEcs =
    'web:42 never became healthy: ECS replaced task undefined because it failed the load balancer’s health checks';

  test('decide once the first one has had its time, at the second look', () => {
    const refusals = {
      'task/b': { ...refusal, since: 40_000 },
      'task/a': refusal,
      'task/c': { ...refusal, since: 41_000 },
    };
    expect(text({ refusals }, 50_000)).toBe(byBalancer);
    expect(text({ refusals }, 49_999)).toBeUndefined();
    expect(text({ refusals: { 'task/a': { ...refusal, looks: 1 } } }, 90_000)).toBeUndefined();
  });

  test('decide when ECS has replaced one, as soon as it would have had its time', () => {
    expect(text({ stopped: [replaced] }, 50_000)).toBe(byEcs);
    expect(text({ stopped: [replaced] }, 49_999)).toBeUndefined();
    expect(text({ stopped: [{ ...replaced, startedAt: undefined }] }, 90_000)).toBeUndefined();
  });

  test.each<[string, Task]>([
    [
      'for another reason',
      { ...replaced, stoppedReason: 'Scaling activity initiated by (deployment ecs-svc/1)' },
    ],
    ['by a person', { ...replaced, stopCode: 'UserInitiated' }],
  ])('decide nothing where one was ended %s', (_, task) => {
    expect(text({ stopped: [task] }, 90_000)).toBeUndefined();
  });

  test.each<[string, Partial<Memory>, Partial<Request>]>([
    ['once one was healthy', { everHealthy: true }, {}],
    ['where it is not known how long that takes', { patience: 'unknown' }, {}],
    ['without fail-fast', {}, { failFast: false }],
  ])('decide nothing %s', (_, memory, asked) => {
    expect(text({ refusals: { 'task/a': refusal }, ...memory }, 90_000, asked)).toBeUndefined();
  });
});
