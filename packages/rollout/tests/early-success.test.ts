/** A deployment that ECS calls successful while tasks of the revision before still run, as early success allows. */
import { describe, expect, test } from '@jest/globals';
import { ecsDouble, type EcsDouble } from '@slipway/test-kit/ecs-double/ecs-double';
import { play, type Played, type Scenario } from '@slipway/test-kit/ecs-double/rollout-scenario';
import { manualClock } from '@slipway/test-kit/manual-clock';
import type { Task } from '../src/observations.ts';
import type { Tasks } from '../src/ports.ts';
import { headline } from './played.ts';

interface Lingering {
  /** How many tasks of web:41 run on. */
  readonly old: number;
  /** The revision that is listed as running in place of web:42's tasks. */
  readonly instead?: string;
}

/** A run in which tasks of web:41 run on whatever the deployment came to. */
async function beside({ old, instead }: Lingering, scenario: Scenario = {}): Promise<Played> {
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
    live: async (name) => [...new Set([...(await tasks.live(name)), ...arns])],
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
    expect(end.reason.text).toMatch(/^ECS declared web:42 successful, and none of its tasks runs/);
  });

  test('is no proof that a revision serves alone: the one asked for again is deployed again', async () => {
    const { ecs, path } = await beside(
      { old: 1 },
      { wanted: { kind: 'revision', reference: 'web:42' }, request: { wait: false }, before: onto42 },
    );
    expect(path).toEqual(['planning', 'updating', 'started']);
    expect(ecs.changes.at(-1)?.forceNewDeployment).toBe(true);
  });
});

/** Somebody deployed web:42, and ECS has declared it successful. */
function onto42(ecs: EcsDouble): void {
  ecs.deploy(ecs.register({ family: 'web' }));
}
