/** What runs the tasks of a simulation: each task is one container, which fares as its image's script says. */
import type { CloudClock, Interruption, TaskRuntime } from '@slipway/local-aws/ports';
import { startScripted } from '@slipway/local-aws/tasks/scripted-runtime';
import type { BehaviourWorld } from '@slipway/local-aws/world';
import type { Image, Life } from './scene.ts';

type Started = Exclude<Life, { kind: 'never-starts' }>;

/** @param imageOf by the name that the task definition has for it. */
export function scriptedContainers(
  imageOf: (name: string) => Image,
  clock: CloudClock,
  checked: boolean,
): TaskRuntime {
  const starts = new Map<string, number>();
  return {
    start: ({ containers: [container] }, events) => {
      if (container === undefined) throw new Error('a simulated task has one container');
      const { name, image } = container;
      const nth = starts.get(image) ?? 0;
      starts.set(image, nth + 1);
      const lives = imageOf(image);
      const life = lives[Math.min(nth, lives.length - 1)] ?? lives[0];
      if (life.kind === 'never-starts') return neverStarting(life, name, events, clock);
      const told = {
        failedToStart: () => undefined,
        started: () => events.started(name, { imageDigest: undefined, hostPort: undefined }),
        health: (status: 'HEALTHY' | 'UNHEALTHY') => events.health(name, status),
        exited: (code: number) => events.exited(name, code, undefined),
        interrupted: (code: Interruption, reason: string) => events.interrupted(code, reason),
        line: () => undefined,
      };
      return startScripted({ events: told, spec: container }, behaviourOf(life, checked), clock);
    },
    close: () => Promise.resolve(),
  };
}

type Running = ReturnType<TaskRuntime['start']>;
type Events = Parameters<TaskRuntime['start']>[1];

function neverStarting(
  { after, reason }: Extract<Life, { kind: 'never-starts' }>,
  name: string,
  events: Events,
  clock: CloudClock,
): Running {
  let over = false;
  const cancel = clock.after(after, () => {
    over = true;
    events.failedToStart(name, reason);
  });
  return {
    stop: () => {
      if (over) return;
      over = true;
      cancel();
      clock.after(0, () => events.exited(name, 143, undefined));
    },
    probe: () => ({ kind: 'refused' }),
  };
}

/** Three failed checks in a row, 30 s apart, as ECS has them when nothing is said. */
const givenUpAfter = 90_000;

function behaviourOf(life: Started, checked: boolean): readonly BehaviourWorld[] {
  const health = (at: number, status: 'HEALTHY' | 'UNHEALTHY'): readonly BehaviourWorld[] =>
    checked ? [{ at, health: status }] : [];
  switch (life.kind) {
    case 'good':
      return [{ at: life.after, answers: 200 }, ...health(life.after, 'HEALTHY')];
    case 'exits':
      return [{ at: 1000, answers: 200 }, ...health(1000, 'HEALTHY'), { at: life.after, exit: life.code }];
    case 'mute':
      return health(givenUpAfter, 'UNHEALTHY');
    case 'sickens':
      return [
        { at: 1000, answers: 200 },
        ...health(1000, 'HEALTHY'),
        { at: life.after, answers: 503 },
        ...health(life.after + givenUpAfter, 'UNHEALTHY'),
      ];
  }
}
