/**
 * A run that is killed after any of its calls, and run again on the same world: it ends as it would have, with one
 * revision and one deployment, whatever the killed one had done already.
 */
import { describe, expect, test } from '@jest/globals';
import { ecsDouble, type EcsDouble } from '@slipway/test-kit/ecs-double/ecs-double';
import { play, type Played, type Scenario } from '@slipway/test-kit/ecs-double/rollout-scenario';
import { manualClock, type ManualClock } from '@slipway/test-kit/manual-clock';
import type { Clock } from '@slipway/action-kit/ports';

const never = new Promise<never>(() => undefined);

/** What a killed process is: after so many calls it does nothing any more. */
interface Life {
  /** Whether it may go on. */
  readonly count: (when: 'before' | 'after') => boolean;
  readonly ended: Promise<void>;
}

function lifeOf(limit: number): Life {
  let calls = 0;
  let isDead = false;
  let end: () => void = () => undefined;
  const ended = new Promise<void>((resolve) => (end = resolve));
  return {
    count: (at) => {
      if (at === 'before') calls += 1;
      if (!isDead && calls >= limit && at === 'after') {
        isDead = true;
        end();
      }
      return !isDead;
    },
    ended,
  };
}

type Ports = EcsDouble['ports'];

/** The same ports, of a process that may be killed at any call. */
function mortal(ports: Ports, life: Life): Ports {
  const group = (methods: object): object =>
    Object.fromEntries(
      Object.entries(methods).map(([name, method]: [string, unknown]) => [
        name,
        async (...args: readonly unknown[]) => {
          if (!life.count('before')) return never;
          const answer = (method as (...given: readonly unknown[]) => Promise<unknown>)(...args);
          await answer.catch(() => undefined);
          return life.count('after') ? answer : never;
        },
      ]),
    );
  const { services, deployments, revisions, taskDefinitions, tasks, ...rest } = ports;
  const groups = { services, deployments, revisions, taskDefinitions, tasks };
  const killable = Object.fromEntries(Object.entries(groups).map(([name, each]) => [name, group(each)]));
  return { ...rest, ...killable } as Ports;
}

/** A clock on which a dead process sleeps for ever. */
function mortalClock(clock: ManualClock, { ended }: Life): Clock {
  let isDead = false;
  void ended.then(() => (isDead = true));
  return {
    now: () => clock.now(),
    sleep: async (milliseconds, signal) => {
      await clock.sleep(milliseconds, signal);
      if (isDead) await never;
    },
  };
}

async function killedAndAgain(
  scenario: Scenario,
  limit: number,
): Promise<{ readonly again: Played; readonly died: boolean }> {
  const clock = manualClock();
  const ecs = ecsDouble(clock, scenario.ecs);
  const life = lifeOf(limit);
  const ports = { ...mortal(ecs.ports, life), clock: mortalClock(clock, life) };
  const first = play({ ...scenario, ports }, clock, ecs).then(() => false);
  const died = await clock.drive(Promise.race([first, life.ended.then(() => true)]));
  const again = await play({ ...scenario, before: () => undefined }, clock, ecs);
  return { again, died };
}

const cases: Readonly<Record<string, Scenario>> = {
  'that succeeds': {},
  'of a revision that exists': {
    wanted: { kind: 'revision', reference: 'web:42' },
    before: (ecs) => void ecs.register({ family: 'web' }),
  },
  'with another count': { request: { desiredCount: 3 } },
  'that ECS names late': { ecs: { namesDeploymentAfter: 12_000 } },
};

describe.each(Object.entries(cases))('a deployment %s, killed and run again', (_, given) => {
  test('after any of its calls ends once in success', async () => {
    for (let limit = 1; ; limit += 1) {
      const { again, died } = await killedAndAgain(given, limit);
      const { end, ecs } = again;
      const tasks = given.request?.desiredCount ?? 2;
      const active = await ecs.ports.taskDefinitions.active('web');
      expect([limit, end.kind]).toEqual([limit, expect.stringMatching(/^(?:succeeded|unchanged)$/)]);
      expect([limit, ecs.serving(), active.length]).toEqual([limit, { 'web:42': tasks }, 2]);
      expect([limit, ecs.changes.length]).toEqual([limit, 1]);
      if (!died) break;
      expect(limit).toBeLessThan(200);
    }
  });
});

describe('a deployment whose tasks die, killed and run again', () => {
  const dying: Scenario = { ecs: { behaviours: { 42: { diesAfter: 3000 } } } };

  test.each<[string, Scenario]>([
    ['ECS takes back', dying],
    ['an update takes back', { ...dying, request: { desiredCount: 3 } }],
  ])('and that %s: one revision is made, and the old one serves again', async (_, scenario) => {
    for (let limit = 1; ; limit += 1) {
      const { again, died } = await killedAndAgain(scenario, limit);
      const { end, ecs } = again;
      const active = await ecs.ports.taskDefinitions.active('web');
      expect([limit, end.kind, active.length]).toEqual([limit, 'rolled-back', 2]);
      expect([limit, Object.keys(ecs.serving())]).toEqual([limit, ['web:41']]);
      // Only once the way back was over is the second run a deployment of its own.
      const starts = ecs.changes.filter(({ taskDefinition }) => taskDefinition.endsWith(':42'));
      if (!again.path.includes('updating')) expect([limit, starts.length]).toEqual([limit, 1]);
      expect(starts.length).toBeLessThanOrEqual(2);
      if (!died) break;
      expect(limit).toBeLessThan(200);
    }
  });
});
