/** Ours, somebody else's, or ECS's own way back: told by what the service, a task or a deployment shows. */
import { describe, expect, test } from '@jest/globals';
import { isElsewhere, isForeign, tookOver } from '../src/ending/takeover.ts';
import { directionOf, isReturning } from '../src/going-back/returning.ts';
import { isOf } from '../src/looking/ownership.ts';
import type { DeploymentStatus, Task } from '../src/observations.ts';
import type { Baseline } from '../src/facts.ts';
import type { Started } from '../src/phases.ts';

const started = (deployment: string | undefined): Started =>
  ({ before: 'd0', deployment, taskDefinition: 'web:42', owner: 'ecs-svc/1' }) as Started;
const newest = (deployment: string | undefined, taskDefinition = 'web:42', status = 'ACTIVE') => ({
  deployment,
  taskDefinition,
  status,
});

describe('the newest deployment of the service', () => {
  test.each<[string, ReturnType<typeof newest>, string | undefined, boolean]>([
    ['is ours', newest('d1'), 'd1', false],
    ['is the one before, for reads lag', newest('d0', 'web:41'), 'd1', false],
    ['is the one before, and ours has no name yet', newest('d0', 'web:41'), undefined, false],
    ['is not named', newest(undefined), 'd1', false],
    ['brings ours, which has no name yet', newest('d1'), undefined, false],
    ['brings another revision, and ours has no name yet', newest('d1', 'web:43'), undefined, true],
    ['is another one of our revision', newest('d2'), 'd1', true],
    ['is of a service that is being deleted', newest('d1', 'web:42', 'DRAINING'), 'd1', true],
  ])('%s', (_, service, own, expected) => {
    expect(isForeign(service, started(own))).toBe(expected);
  });

  test('leads elsewhere when it is foreign and is not the way back', () => {
    expect(isElsewhere(newest('d2', 'web:43'), started('d1'), 'web:41')).toBe(true);
    expect(isElsewhere(newest('d2', 'web:41'), started('d1'), 'web:41')).toBe(false);
    expect(isElsewhere(newest('d1'), started('d1'), 'web:41')).toBe(false);
    expect(isElsewhere(newest('d2', 'web:41', 'INACTIVE'), started('d1'), 'web:41')).toBe(true);
  });

  test('is named as far as ECS names it', () => {
    expect(tookOver(newest('service/0012', 'web:43'))).toBe('deployment 0012 of web:43 took over');
    expect(tookOver(newest(undefined, 'web:43'))).toBe('another deployment of web:43 took over');
    expect(tookOver(newest('d1', 'web:42', 'DRAINING'))).toBe(
      'the deletion of the service, which is DRAINING, took over',
    );
  });
});

test.each<[string, string | undefined, string | undefined, string, boolean]>([
  ['by its mark', 'ecs-svc/1', 'ecs-svc/1', 'web:41', true],
  ['not with another mark', 'ecs-svc/1', 'ecs-svc/2', 'web:42', false],
  ['by its revision, where ours has no mark', undefined, 'ecs-svc/1', 'web:42', true],
  ['by its revision, where it has none', 'ecs-svc/1', undefined, 'web:42', true],
  ['not with another revision', undefined, undefined, 'web:41', false],
])('a task is ours %s', (_, own, owner, taskDefinition, expected) => {
  const task = { owner, taskDefinition } as Task;
  expect(isOf({ owner: own, taskDefinition: 'web:42' }, task)).toBe(expected);
});

test('a deployment is on its way back until that failed', () => {
  const all: readonly DeploymentStatus[] = [
    'IN_PROGRESS',
    'STOPPED',
    'ROLLBACK_REQUESTED',
    'ROLLBACK_IN_PROGRESS',
    'ROLLBACK_SUCCESSFUL',
    'ROLLBACK_FAILED',
  ];
  expect(all.filter(isReturning)).toEqual([
    'ROLLBACK_REQUESTED',
    'ROLLBACK_IN_PROGRESS',
    'ROLLBACK_SUCCESSFUL',
  ]);
});

describe('where ECS goes back to', () => {
  const baseline = { revision: 'r41', taskDefinition: 'web:41' } as Baseline;
  const brings: Readonly<Record<string, string>> = { r40: 'web:40', again41: 'web:41' };

  test.each<[string | undefined, number, object]>([
    ['r41', 0, { kind: 'baseline' }],
    ['again41', 1, { kind: 'baseline' }],
    ['r40', 1, { kind: 'elsewhere', taskDefinition: 'web:40' }],
    ['unseen', 1, { kind: 'unknown' }],
    [undefined, 0, { kind: 'unknown' }],
  ])('%s, with %d questions: %j', async (revision, questions, expected) => {
    const asked: string[] = [];
    const taskDefinitionOf = async (arn: string): Promise<string | undefined> => {
      asked.push(arn);
      return brings[arn];
    };
    const rollback = { reason: undefined, revision };
    const ports = { revisions: { taskDefinitionOf } };
    expect([await directionOf({ rollback }, baseline, ports), asked.length]).toEqual([expected, questions]);
  });
});
