import { expect, test } from '@jest/globals';
import { deathOf, groupDeaths, isTold } from '../src/looking/deaths.ts';
import type { Task, TaskContainer } from '../src/observations.ts';

function stopped(
  stopCode: string,
  stoppedReason: string,
  ...containers: readonly Partial<TaskContainer>[]
): Task {
  return {
    arn: 'task/1',
    taskDefinition: 'web:42',
    owner: undefined,
    status: 'STOPPED',
    health: 'UNKNOWN',
    stopCode,
    stoppedReason,
    startedAt: undefined,
    stoppedAt: undefined,
    containers: containers.map((each) => ({ name: 'web', exitCode: undefined, reason: undefined, ...each })),
    addresses: [],
  };
}

const exited = (...containers: readonly Partial<TaskContainer>[]): Task =>
  stopped('EssentialContainerExited', 'Essential container in task exited', ...containers);
const notStarted = (reason: string): Task => stopped('TaskFailedToStart', reason);

test.each<[string, Task, string]>([
  ['container web exited with code 1', exited({ exitCode: 1 }), 'no'],
  ['container web exited with code 0', exited({ exitCode: 0 }), 'no'],
  [
    'container web was killed for lack of memory (code 137)',
    exited({ exitCode: 137, reason: 'OutOfMemoryError: Container killed due to memory usage' }),
    'no',
  ],
  [
    'container app exited with code 3',
    exited({ name: 'proxy', exitCode: 143 }, { name: 'app', exitCode: 3 }),
    'no',
  ],
  // What ECS ends beside it, what ended well, and what tells nothing is not to blame.
  [
    'container app exited with code 3',
    exited({ name: 'proxy', exitCode: 137 }, { name: 'app', exitCode: 3 }),
    'no',
  ],
  [
    'container app exited with code 3',
    exited({ name: 'init', exitCode: 0 }, { name: 'app', exitCode: 3 }),
    'no',
  ],
  [
    'container app exited with code 0',
    exited({ name: 'proxy', exitCode: 137 }, { name: 'app', exitCode: 0 }),
    'no',
  ],
  ['container app exited with code 3', exited({ name: 'proxy' }, { name: 'app', exitCode: 3 }), 'no'],
  [
    'container app could not start (permission denied)',
    exited({ name: 'proxy', exitCode: 1 }, { name: 'app', reason: 'permission denied' }),
    'after-two',
  ],
  ['a task could not start (Essential container in task exited)', exited({}), 'no'],
  [
    'container web exited with code 1 (exec format error)',
    exited({ exitCode: 1, reason: 'exec format error' }),
    'after-two',
  ],
  [
    'a task failed the load balancer’s health checks',
    stopped('ServiceSchedulerInitiated', 'Task failed ELB health checks in (target-group arn)'),
    'no',
  ],
  [
    'a task failed the load balancer’s health checks',
    stopped('ServiceSchedulerInitiated', 'Task failed ELB health checks in (target-group arn:container-web)'),
    'no',
  ],
  [
    'a task failed its container health checks',
    stopped('ServiceSchedulerInitiated', 'Task failed container health checks'),
    'no',
  ],
  [
    'a task could not get its image (CannotPullContainerError: not found)',
    notStarted('CannotPullContainerError: not found'),
    'after-one',
  ],
  [
    'a task could not start (ResourceInitializationError: AccessDeniedException)',
    notStarted('ResourceInitializationError: AccessDeniedException'),
    'after-two',
  ],
  ['a task could not start (ECS gives no reason)', notStarted(''), 'no'],
])('%s', (words, task, permanent) => {
  expect(deathOf(task)).toMatchObject({ words, permanent });
});

test.each([
  ['a person', 'UserInitiated', 'Task stopped by user'],
  ['a spot interruption', 'SpotInterruption', 'Your Spot Task was interrupted.'],
  ['a scale-in', 'ServiceSchedulerInitiated', 'Scaling activity initiated by (deployment ecs-svc/1)'],
])('a task that %s ended did not die', (_, code, reason) => {
  expect(deathOf(stopped(code, reason, { exitCode: 143 }))).toBeUndefined();
});

test('deaths of one cause are one group although ids and addresses differ', () => {
  const reason = (id: string): string =>
    `ResourceInitializationError: task ${id} could not reach 10.0.0.${id.length}`;
  const groups = groupDeaths([
    notStarted(reason('0123456789abcdef')),
    notStarted(reason('fedcba98765')),
    exited({ exitCode: 1 }),
  ]);
  expect(groups.map(({ count }) => count)).toEqual([2, 1]);
});

test.each<[string, Task, boolean]>([
  ['that is STOPPED, whatever it says', { ...exited({}), status: 'STOPPED' }, true],
  ['whose containers have all exited', { ...exited({ exitCode: 1 }), status: 'DEPROVISIONING' }, true],
  [
    'of which a container is still ended',
    { ...exited({ exitCode: 1 }, { name: 'proxy' }), status: 'STOPPING' },
    false,
  ],
  [
    'that ECS replaces while it drains',
    { ...stopped('ServiceSchedulerInitiated', 'Task failed ELB health checks', {}), status: 'DEACTIVATING' },
    true,
  ],
  ['that is ended without a code yet', { ...exited({}), status: 'STOPPING', stopCode: undefined }, false],
])('the end of a task %s is told: %#', (_, task, expected) => {
  expect(isTold(task)).toBe(expected);
});

test('deaths are told by cause, the most frequent first, with the task that died of it last', () => {
  const named = (arn: string, exitCode: number): Task => ({ ...exited({ exitCode }), arn });
  const groups = groupDeaths([
    named('task/1', 1),
    named('task/2', 2),
    named('task/3', 2),
    named('task/4', 1),
    named('task/5', 2),
  ]);
  expect(groups.map(({ death, count, lastTask }) => [death.exitCode, count, lastTask])).toEqual([
    [2, 3, 'task/5'],
    [1, 2, 'task/4'],
  ]);
});

test('the end of a task is told once each container has an exit code or a reason', () => {
  const stopping = (...containers: readonly Partial<TaskContainer>[]): Task => ({
    ...exited(...containers),
    status: 'DEPROVISIONING',
  });
  expect(isTold(stopping({ exitCode: 1 }, { reason: 'killed' }))).toBe(true);
  expect(isTold(stopping({ exitCode: 1 }, {}))).toBe(false);
});
