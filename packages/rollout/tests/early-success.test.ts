/** A deployment that ECS calls successful while tasks of the revision before still run, as early success allows. */
import { describe, expect, test } from '@jest/globals';
import { ecsDouble } from '@slipway/test-kit/ecs-double/ecs-double';
import { document, play, type Played, type Scenario } from '@slipway/test-kit/ecs-double/rollout-scenario';
import { manualClock } from '@slipway/test-kit/manual-clock';
import type { Task } from '../src/observations.ts';
import type { Tasks } from '../src/ports.ts';
import { headline } from './played.ts';

interface Lingering {
  /** How many tasks of web:41 run on. */
  readonly old: number;
  /** The revision that is listed as running in place of web:42's tasks. */
  readonly instead?: string;
  /** How many of web:42's tasks are not listed. */
  readonly hidden?: number;
}

/** A run in which tasks of web:41 run on whatever the deployment came to. */
async function beside({ old, instead, hidden = 0 }: Lingering, scenario: Scenario = {}): Promise<Played> {
  const clock = manualClock();
  const ecs = ecsDouble(clock, scenario.ecs);
  const { tasks } = ecs.ports;
  const arns = (await tasks.live({ cluster: 'main', service: 'web' })).slice(0, old);
  const lingering = await tasks.describe('main', arns);
  const shown = (task: Task): Task =>
    instead !== undefined && task.taskDefinition.endsWith(':42')
      ? { ...task, taskDefinition: task.taskDefinition.replace('web:42', instead) }
      : task;
  const withOld: Tasks = {
    ...tasks,
    live: async (name) => [...new Set([...(await tasks.live(name)).slice(hidden), ...arns])],
    describe: async (cluster, asked) => [
      ...(
        await tasks.describe(
          cluster,
          asked.filter((arn) => !arns.includes(arn)),
        )
      ).map(shown),
      ...lingering.filter(({ arn }) => asked.includes(arn)),
    ],
  };
  return play({ ...scenario, ports: { tasks: withOld } }, clock, ecs);
}

describe('a deployment that ECS declared successful', () => {
  test.each([
    [2, '2 tasks of web:41 still drain.'],
    [1, '1 task of web:41 still drains.'],
  ])('succeeds at once while %d of the old tasks run on, and says so', async (old, warning) => {
    const { end, lasted } = await beside({ old });
    expect([end.kind, headline(end), lasted]).toEqual([
      'succeeded',
      'web:42 serves with 2 tasks after 1 min.',
      60_000,
    ]);
    expect(end.serving?.tasks).toBe(2);
    expect(end.warnings).toEqual([warning]);
  });

  test('is no success while none of its own tasks runs, whatever else does', async () => {
    const { end } = await beside({ old: 2, instead: 'web:40' }, { request: { timeout: 90_000 } });
    expect(end.kind).not.toBe('succeeded');
    expect(end.reason.text).toMatch(/^ECS declared web:42 successful, and none of its tasks is healthy/);
  });

  test('is not begun again by a second run while the old tasks drain, and that run says so', async () => {
    const { end, ecs } = await beside({ old: 1 }, deployedBefore);
    expect([end.kind, headline(end)]).toEqual([
      'unchanged',
      'web:42 runs already, with 2 of 2 tasks. Nothing was changed.',
    ]);
    expect(end.warnings).toEqual(['1 task of web:41 still drains.']);
    expect(ecs.changes).toEqual([]);
  });

  test('is not begun again while early success has not started all of its tasks', async () => {
    const { end, ecs } = await beside({ old: 2, hidden: 1 }, deployedBefore);
    expect(headline(end)).toBe('web:42 runs already, with 1 of 2 tasks. Nothing was changed.');
    expect(ecs.changes).toEqual([]);
  });
});

/** Somebody deployed what is asked for, and ECS has declared it successful since. */
const deployedBefore: Scenario = {
  before: (ecs) => ecs.deploy(ecs.register(document)),
  resume: async ({ clock }) => {
    await clock.sleep(120_000);
    return undefined;
  },
};
