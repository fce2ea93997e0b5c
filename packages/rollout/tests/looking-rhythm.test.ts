/** When the tasks of a deployment are looked at: at once when its counts change or somebody is to be judged, else now and then. */
import { describe, expect, test } from '@jest/globals';
import { play } from '@slipway/test-kit/ecs-double/rollout-scenario';
import type { Glance } from '../src/looking/glance.ts';
import { withRunning } from '../src/looking/looking-at-running-tasks.ts';
import { withStopped } from '../src/looking/looking-at-stopped-tasks.ts';
import { blank, type Memory } from '../src/memory.ts';
import type { Task } from '../src/observations.ts';
import type { Started } from '../src/phases.ts';
import type { Ports } from '../src/ports.ts';

const { ports, saved } = await play({});
const kept = saved.find(({ kind }) => kind === 'watching');
if (kept?.kind !== 'watching') throw new Error('the watch was not kept');
const { started } = kept;
const failFast = (is: boolean): Started => ({ ...started, request: { ...started.request, failFast: is } });

const glance = (running: number, changed = false, mayHaveLost = changed): Glance => ({
  counts: { running, pending: 0, requested: 2 },
  isGoingOn: true,
  changed,
  mayHaveLost,
  hasLost: false,
});

const task = (id: string, more: Partial<Task> = {}): Task => ({
  arn: `task/${id}`,
  taskDefinition: started.taskDefinition,
  owner: started.owner,
  status: 'RUNNING',
  health: 'HEALTHY',
  stopCode: undefined,
  stoppedReason: undefined,
  startedAt: 0,
  stoppedAt: undefined,
  containers: [],
  addresses: [],
  ...more,
});

/** Answers with these tasks, and writes down what it is asked. */
function answering(tasks: readonly Task[]): { readonly asked: string[]; readonly ports: Ports } {
  const asked: string[] = [];
  const arns = tasks.map(({ arn }) => arn);
  const answer =
    <T>(call: string, value: T) =>
    async (): Promise<T> => {
      asked.push(call);
      return value;
    };
  const of = {
    live: answer('live', arns),
    stopped: answer('stopped', arns),
    describe: answer('describe', tasks),
  };
  return { asked, ports: { ...ports, tasks: { ...ports.tasks, ...of } } };
}

describe('tasks that run', () => {
  const now = ports.clock.now();
  const healthy: Partial<Memory> = { everHealthy: true, healthy: 2 };
  const due: Partial<Memory> = { judgeAt: now };

  test.each<[string, Glance, Partial<Memory>, boolean, boolean]>([
    ['are looked at when the counts change', glance(1, true), {}, true, true],
    ['not when nothing does', glance(1), { looks: 7 }, true, false],
    ['now and then', glance(1), { looks: 6 }, true, true],
    ['every eleventh time', glance(1), { looks: 17 }, true, true],
    ['not when none runs', glance(0, true), {}, true, false],
    ['not when all that are asked for are healthy', glance(2, true), healthy, true, false],
    ['again when more are asked for', glance(2, true), { ...healthy, healthy: 1 }, true, true],
    ['until one was seen healthy', glance(2, true), { healthy: 2 }, true, true],
    ['when one is to be judged', glance(1), { ...due, looks: 7 }, true, true],
    ['not before', glance(1), { judgeAt: now + 1, looks: 7 }, true, false],
    [
      'not to judge where none decides any more',
      glance(1),
      { ...due, looks: 7, everHealthy: true },
      true,
      false,
    ],
    ['not to judge without fail-fast', glance(1), { ...due, looks: 7 }, false, false],
  ])('%s', async (_, at, memory, isFast, isLookedAt) => {
    const { asked, ports: looking } = answering([task('a')]);
    await withRunning({ started: failFast(isFast), memory: { ...blank, ...memory } }, at, looking);
    expect(asked.includes('describe')).toBe(isLookedAt);
  });

  test('are listed when the counts change, and while nobody is known', async () => {
    const list = async (at: Glance, live: readonly string[]): Promise<readonly string[]> => {
      const { asked, ports: looking } = answering([task('a')]);
      await withRunning({ started, memory: { ...blank, looks: 6, live } }, at, looking);
      return asked;
    };
    expect(await list(glance(1, true), ['task/a'])).toEqual(['live', 'describe']);
    expect(await list(glance(1), [])).toEqual(['live', 'describe']);
    expect(await list(glance(1), ['task/a'])).toEqual(['describe']);
  });

  test('are ours alone, and are listed anew once one of them has stopped', async () => {
    const look = async (tasks: readonly Task[]): Promise<Memory> =>
      (await withRunning({ started, memory: blank }, glance(2, true), answering(tasks).ports)).memory;
    expect(await look([task('a'), task('b', { owner: 'ecs-svc/other' })])).toMatchObject({
      healthy: 1,
      live: ['task/a', 'task/b'],
    });
    expect(await look([task('a'), task('b', { status: 'STOPPED' })])).toMatchObject({ healthy: 1, live: [] });
  });

  test('were healthy once, and stay that', async () => {
    const sick = answering([task('a', { health: 'UNHEALTHY' })]).ports;
    const memory = { ...blank, everHealthy: true, healthy: 1 };
    const seen = await withRunning({ started, memory }, glance(2, true), sick);
    expect(seen.memory).toMatchObject({ healthy: 0, everHealthy: true });
  });
});

describe('tasks that stopped', () => {
  const died = task('a', {
    status: 'STOPPED',
    health: 'UNKNOWN',
    stopCode: 'EssentialContainerExited',
    startedAt: 0,
    stoppedAt: 1000,
    containers: [{ name: 'web', exitCode: 1, reason: undefined }],
  });
  const stopping = {
    ...died,
    arn: 'task/b',
    status: 'STOPPING',
    containers: [{ name: 'web', exitCode: undefined, reason: undefined }],
  };

  test.each<[string, Glance, number, boolean]>([
    ['when the counts tell of a loss', glance(1, true), 2, true],
    ['not when there are only more', glance(1, true, false), 2, false],
    ['at first', glance(0), 1, true],
    ['every fifth time while none runs', glance(0), 6, true],
    ['not every fifth time while some run', glance(1), 6, false],
    ['every eleventh time while some run', glance(1), 12, true],
    ['not in between', glance(0), 2, false],
    ['now and then before ECS counts them', { ...glance(0), counts: undefined, isGoingOn: false }, 6, true],
  ])('are looked for %s', async (_, at, looks, isLookedFor) => {
    const { asked, ports: looking } = answering([]);
    await withStopped({ started, memory: { ...blank, looks } }, at, looking);
    expect(asked).toEqual(isLookedFor ? ['stopped'] : []);
  });

  test('are asked for three looks long where one is gone that is not listed yet', async () => {
    const none = answering([]);
    const gone = { ...glance(1, true), hasLost: true };
    let { memory } = await withStopped({ started, memory: { ...blank, counts: '1/0' } }, gone, none.ports);
    const kept = [memory.counts];
    for (let looks = 0; looks < 3; looks += 1) {
      const next = { ...memory, counts: '1/0' };
      ({ memory } = await withStopped({ started, memory: next }, glance(1, true), none.ports));
      kept.push(memory.counts);
    }
    // Without counts to compare with, the next look is a closer one.
    expect(kept).toEqual(['', '', '', '1/0']);
    expect(none.asked).toHaveLength(4);
  });

  test('are looked at once, and again until ECS has told all', async () => {
    const { asked, ports: looking } = answering([died, stopping]);
    const seen = await withStopped(
      { started, memory: { ...blank, counts: '1/1' } },
      glance(1, true),
      looking,
    );
    expect(seen.memory).toMatchObject({ seen: ['task/a'], stopped: [died], counts: '' });
    const told = answering([died]);
    const once = await withStopped(
      { started, memory: { ...blank, counts: '1/1' } },
      glance(1, true),
      told.ports,
    );
    expect(once.memory).toMatchObject({ seen: ['task/a'], stopped: [died], counts: '1/1' });
    await withStopped(once, glance(1, true), told.ports);
    expect([asked, told.asked]).toEqual([
      ['stopped', 'describe'],
      ['stopped', 'describe', 'stopped'],
    ]);
  });

  test('of others are seen, and count for nothing', async () => {
    const theirs = { ...died, owner: 'ecs-svc/other' };
    const seen = await withStopped({ started, memory: blank }, glance(1, true), answering([theirs]).ports);
    expect(seen.memory).toMatchObject({ seen: ['task/a'], stopped: [], everHealthy: false });
  });

  test('are not told as replaced once the deployment is on its way back', async () => {
    const ended = {
      ...died,
      stopCode: 'ServiceSchedulerInitiated',
      stoppedReason: 'Scaling activity initiated',
    };
    const texts = async (isGoingOn: boolean): Promise<readonly string[]> => {
      const at = { ...glance(1, true), isGoingOn };
      const seen = await withStopped(
        { started: { ...started, moments: [] }, memory: blank },
        at,
        answering([ended]).ports,
      );
      return seen.started.moments.map(({ text }) => text);
    };
    expect(await texts(true)).toEqual([
      'task a was replaced: the service was scaled; that counts for nothing',
    ]);
    expect(await texts(false)).toEqual([]);
  });

  test('were healthy where they ran long enough and their revision has no checks', async () => {
    const old = { ...died, stoppedAt: 40_000 };
    const everHealthy = async (
      hasChecks: boolean | undefined,
      more: Partial<Memory> = {},
      given: Task = old,
    ): Promise<boolean> => {
      const memory = { ...blank, hasChecks, ...more };
      const { taskDefinitions } = ports;
      const looking = { ...answering([given]).ports, taskDefinitions, learned: undefined };
      return (await withStopped({ started, memory }, glance(1, true), looking)).memory.everHealthy;
    };
    expect(await everHealthy(false)).toBe(true);
    expect(await everHealthy(true)).toBe(false);
    // Its document tells that it has none.
    expect(await everHealthy(undefined)).toBe(true);
    expect(await everHealthy(undefined, {}, died)).toBe(false);
    expect(await everHealthy(true, { everHealthy: true })).toBe(true);
  });
});
