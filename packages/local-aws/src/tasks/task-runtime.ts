/**
 * Runs tasks: finds each container's image, lets the world say how it runs, and keeps a task's promise that
 * nothing is told after `failedToStart`. How one container runs is the runtimes' business.
 */
import type {
  CloudClock,
  ContainerSpec,
  ImageStore,
  LogStore,
  RunningTask,
  TaskEvents,
  TaskRuntime,
  TaskSpec,
} from '../ports.ts';
import type { World } from '../world.ts';
import { terminated, type ContainerEvents, type RunningContainer } from './container.ts';
import { chooseImage, limitedEntries, type ImageChoice } from './image-choice.ts';
import { createProcessRuntime, type ProcessRuntime } from './process-runtime.ts';
import { startScripted } from './scripted-runtime.ts';

export interface TaskRuntimeParts {
  readonly world: Pick<World, 'images'>;
  readonly clock: CloudClock;
  readonly images: ImageStore;
  readonly logs: LogStore;
  /** Absolute path of a folder for unpacked images; what is put there is removed by `close`. */
  readonly storage: string;
}

type Startable = Exclude<ImageChoice, { kind: 'fails' }>;
type Failing = Extract<ImageChoice, { kind: 'fails' }>;

export function createTaskRuntime(parts: TaskRuntimeParts): TaskRuntime {
  const processes = createProcessRuntime(parts);
  const open = new Set<Task>();
  const entries = limitedEntries(parts.world.images);
  return {
    start: (spec, events) => {
      const startable: { container: ContainerSpec; choice: Startable }[] = [];
      for (const container of spec.containers) {
        const choice = chooseImage(container.image, parts.images, entries.current());
        entries.used(choice.entry);
        // All images are pulled before the first container starts: one that fails is the end of the task.
        if (choice.kind === 'fails') return failingTask(spec, container.name, choice, events, parts.clock);
        startable.push({ container, choice });
      }
      const task = createTask(events, () => open.delete(task));
      open.add(task);
      for (const { container, choice } of startable) {
        const told = task.eventsOf(container, choice.image.digest, parts.logs);
        task.add(container.name, startOne(container, choice, told, processes, parts.clock));
      }
      return task;
    },
    close: async () => {
      for (const task of open) task.abandon();
      await processes.close();
    },
  };
}

function startOne(
  spec: ContainerSpec,
  choice: Startable,
  events: ContainerEvents,
  processes: ProcessRuntime,
  clock: CloudClock,
): RunningContainer {
  if (choice.kind === 'scripted') return startScripted({ events, spec }, choice.behaviour, clock);
  return processes.start({ spec, image: choice.image, events });
}

interface Task extends RunningTask {
  add(name: string, container: RunningContainer): void;
  eventsOf(container: ContainerSpec, digest: string, logs: LogStore): ContainerEvents;
  /** Kills everything and tells nothing more. */
  abandon(): void;
}

function createTask(events: TaskEvents, ended: () => void): Task {
  const containers = new Map<string, RunningContainer>();
  const alive = new Set<string>();
  let over = false;
  const abandon = (): void => {
    over = true;
    for (const container of containers.values()) container.kill();
    ended();
  };
  const unlessOver = (tell: () => void): void => {
    if (!over) tell();
  };
  return {
    abandon,
    add: (name, container) => {
      containers.set(name, container);
      alive.add(name);
    },
    stop: () => {
      for (const container of containers.values()) container.stop();
    },
    probe: ({ container, ...request }) =>
      containers.get(container)?.probe(request) ?? { kind: 'refused' as const },
    eventsOf: ({ name, log }, imageDigest, logs) => ({
      failedToStart: (reason) =>
        unlessOver(() => {
          abandon();
          events.failedToStart(name, reason);
        }),
      started: (hostPort) => unlessOver(() => events.started(name, { imageDigest, hostPort })),
      health: (status) => unlessOver(() => events.health(name, status)),
      line: (text) => unlessOver(() => log && logs.append(log, text)),
      interrupted: (code, reason) => unlessOver(() => events.interrupted(code, reason)),
      exited: (exitCode, reason) =>
        unlessOver(() => {
          alive.delete(name);
          if (alive.size === 0) ended();
          events.exited(name, exitCode, reason);
        }),
    }),
  };
}

/** A task of which nothing will ever run. Stopped before it has failed, its containers end as if terminated. */
function failingTask(
  spec: TaskSpec,
  container: string,
  { after, reason }: Failing,
  events: TaskEvents,
  clock: CloudClock,
): RunningTask {
  let over = false;
  const cancel = clock.after(after, () => {
    over = true;
    events.failedToStart(container, reason);
  });
  return {
    stop: () => {
      if (over) return;
      over = true;
      cancel();
      clock.after(0, () => {
        for (const { name } of spec.containers) events.exited(name, terminated, undefined);
      });
    },
    probe: () => ({ kind: 'refused' }),
  };
}
