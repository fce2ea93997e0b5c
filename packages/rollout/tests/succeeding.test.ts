/** How a success is told: what serves, and what of the old revision still runs. */
import { describe, expect, test } from '@jest/globals';
import { play } from '@slipway/test-kit/ecs-double/rollout-scenario';
import { succeeded, type Succeeding } from '../src/ending/succeeding.ts';
import type { ServiceState } from '../src/observations.ts';

const { ports, saved } = await play({});
const kept = saved.find(({ kind }) => kind === 'watching');
if (kept?.kind !== 'watching') throw new Error('the watch was not kept');
const { started } = kept;

const serving = (desired: number, draining: Succeeding['draining']): Succeeding => ({
  taskDefinition: started.taskDefinition,
  tasks: 2,
  healthy: 2,
  service: { desired } as ServiceState,
  ...(draining && { draining }),
});
const old = new Map([
  ['task-definition/web:41', 1],
  ['task-definition/web:40', 2],
]);

describe('tasks of other revisions that still run', () => {
  const lines = [
    '1 task of task-definition/web:41 still drains.',
    '2 tasks of task-definition/web:40 still drain.',
  ];

  test('are a warning', () => {
    expect(succeeded(started, serving(2, old), ports)).toMatchObject({ warnings: lines, notices: [] });
  });

  test.each(['blocking', 'deferred'] as const)('are expected with early success, %s', (early) => {
    expect(succeeded(started, serving(2, old), ports, early)).toMatchObject({ warnings: [], notices: lines });
  });

  test('are not told where nothing is asked for', () => {
    const warnings = ['Nothing runs: the desired count of web is 0.'];
    expect(succeeded(started, serving(0, old), ports)).toMatchObject({ warnings, notices: [] });
    expect(succeeded(started, serving(0, old), ports, 'deferred')).toMatchObject({ warnings, notices: [] });
  });

  test('are nobody’s business where there are none', () => {
    expect(succeeded(started, serving(2, undefined), ports)).toMatchObject({ warnings: [], notices: [] });
  });
});
