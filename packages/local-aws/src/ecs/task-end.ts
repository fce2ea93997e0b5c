/**
 * The second half of a task's life: DEACTIVATING (drained from its targets) → STOPPING → DEPROVISIONING → STOPPED,
 * whether it ends by itself or somebody stops it. task-life.ts has the first.
 */
import type { TaskStopCode } from '@aws-sdk/client-ecs';
import type { ContainerRecord, EcsState, TaskRecord } from './model.ts';
import { deregisterTargets } from './task-targets.ts';

/** Who is told of a task's end. */
export interface EndWatcher {
  /** It ends by itself: it never started, or an essential container ended. */
  failed(task: TaskRecord): void;
  /** It is STOPPED. */
  gone(task: TaskRecord): void;
}

export interface StopCause {
  readonly code: TaskStopCode;
  readonly reason: string;
}

/** One container ended: the task with it when that was essential, or the last one. */
export function containerEnded(
  state: EcsState,
  task: TaskRecord,
  watcher: EndWatcher,
  { name, exitCode, reason }: { name: string; exitCode: number; reason: string | undefined },
): void {
  containerOf(task, name, (container) => {
    // What never ran has no exit code.
    if (container.lastStatus === 'RUNNING') container.exitCode = exitCode;
    container.lastStatus = 'STOPPED';
    container.reason = reason;
  });
  const ended = task.containers.find((container) => container.name === name);
  if (task.desiredStatus === 'RUNNING' && (ended?.definition.essential !== false || allEnded(task))) {
    endTask(state, task, watcher, {
      code: 'EssentialContainerExited',
      reason: 'Essential container in task exited',
    });
    return;
  }
  if (task.desiredStatus === 'STOPPED' && allEnded(task)) deprovision(state, task, watcher);
}

const allEnded = (task: TaskRecord): boolean =>
  task.containers.every(({ lastStatus }) => lastStatus === 'STOPPED');

/** The task ends by itself: nothing is drained first, and what still runs of it is stopped. */
export function endTask(state: EcsState, task: TaskRecord, watcher: EndWatcher, cause: StopCause): void {
  const already = task.desiredStatus === 'STOPPED';
  markStopping(state, task, cause);
  deregisterTargets(state, task, () => undefined);
  if (cause.code === 'TaskFailedToStart' || allEnded(task)) deprovision(state, task, watcher);
  else {
    task.lastStatus = 'STOPPING';
    task.running?.stop();
  }
  if (!already) watcher.failed(task);
}

/**
 * Asks a task to end: out of its targets first, SIGTERM when they are drained. Idempotent. One that is still
 * provisioned or whose image is still pulled ends when that is through (inferred from the agent, which never
 * breaks off a pull).
 */
export function stopTask(state: EcsState, task: TaskRecord, cause: StopCause): void {
  if (task.desiredStatus === 'STOPPED') return;
  markStopping(state, task, cause);
  if (task.running === undefined) return;
  if (task.targets.length > 0) task.lastStatus = 'DEACTIVATING';
  deregisterTargets(state, task, () => {
    if (task.lastStatus === 'DEPROVISIONING' || task.lastStatus === 'STOPPED') return;
    task.lastStatus = 'STOPPING';
    task.running?.stop();
  });
}

function markStopping(state: EcsState, task: TaskRecord, { code, reason }: StopCause): void {
  if (task.desiredStatus === 'STOPPED') return;
  if (task.running !== undefined) {
    for (const cancel of task.timers) cancel();
    task.timers = [];
  }
  task.desiredStatus = 'STOPPED';
  task.healthy = false;
  task.stoppingAt = now(state);
  task.stopCode = code;
  task.stoppedReason = reason;
}

export function deprovision(state: EcsState, task: TaskRecord, watcher: EndWatcher): void {
  if (task.lastStatus === 'DEPROVISIONING' || task.lastStatus === 'STOPPED') return;
  task.lastStatus = 'DEPROVISIONING';
  task.endedAt = now(state);
  for (const container of task.containers) container.lastStatus = 'STOPPED';
  state.clock.after(state.timings.stopping, () => {
    task.lastStatus = 'STOPPED';
    task.stoppedAt = now(state);
    state.present.splice(state.present.indexOf(task), 1);
    watcher.gone(task);
  });
}

export function containerOf(
  task: TaskRecord,
  name: string,
  change: (container: ContainerRecord) => void,
): void {
  const container = task.containers.find((each) => each.name === name);
  if (container !== undefined) change(container);
}

const now = (state: EcsState): Date => new Date(state.clock.now());
