/**
 * The life of one task: PROVISIONING → PENDING → RUNNING, and on its way out DEACTIVATING (drained from its
 * targets) → STOPPING → DEPROVISIONING → STOPPED. What that means for the service is the scheduler's business,
 * which is told through the watcher.
 */
import type { TaskStopCode } from '@aws-sdk/client-ecs';
import { containerSpec } from './container-specs.ts';
import type { ContainerRecord, DeploymentRecord, EcsState, ServiceRecord, TaskRecord } from './model.ts';
import { taskArn } from './names.ts';
import { deregisterTargets, registerTargets } from './task-targets.ts';

/** Who is told how a task fares. */
export interface TaskWatcher {
  /** It reached RUNNING. */
  ran(task: TaskRecord): void;
  /** Something its health depends on may have changed. */
  look(task: TaskRecord): void;
  /** It ends by itself: it never started, or an essential container ended. */
  failed(task: TaskRecord): void;
  /** It is STOPPED. */
  gone(task: TaskRecord): void;
}

export interface StopCause {
  readonly code: TaskStopCode;
  readonly reason: string;
}

export function launchTask(
  state: EcsState,
  service: ServiceRecord,
  deployment: DeploymentRecord,
  watcher: TaskWatcher,
): TaskRecord {
  const task = newTask(state, service, deployment);
  state.tasks.push(task);
  later(state, task, state.timings.provisioning, () => {
    task.lastStatus = 'PENDING';
    task.pullStartedAt = now(state);
    later(state, task, state.timings.pulling, () => startContainers(state, task, watcher));
  });
  return task;
}

function newTask(state: EcsState, service: ServiceRecord, deployment: DeploymentRecord): TaskRecord {
  const id = state.ids.hex();
  const { definition } = deployment.revision;
  return {
    id,
    arn: taskArn(state, service.cluster.name, id),
    service,
    deployment,
    definition,
    containers: definition.document.containerDefinitions.map((container) => ({
      definition: container,
      name: container.name ?? '',
      lastStatus: 'PENDING',
      health: 'UNKNOWN',
      hostPort: undefined,
      imageDigest: undefined,
      exitCode: undefined,
      reason: undefined,
    })),
    address: addressOf(id),
    createdAt: now(state),
    lastStatus: 'PROVISIONING',
    desiredStatus: 'RUNNING',
    healthy: false,
    wasHealthy: false,
    running: undefined,
    targets: [],
    timers: [],
    pullStartedAt: undefined,
    pullStoppedAt: undefined,
    startedAt: undefined,
    stoppingAt: undefined,
    stoppedAt: undefined,
    stopCode: undefined,
    stoppedReason: undefined,
  };
}

/** A private address of the VPC, made of the id. */
const addressOf = (id: string): string =>
  ['10.0', ...[0, 2].map((at) => String(Number.parseInt(id.slice(at, at + 2), 16)))].join('.');

function startContainers(state: EcsState, task: TaskRecord, watcher: TaskWatcher): void {
  if (task.desiredStatus === 'STOPPED') {
    deprovision(state, task, watcher);
    return;
  }
  const spec = {
    id: task.id,
    arn: task.arn,
    containers: task.containers.map(({ definition }) => containerSpec(definition, task.id)),
  };
  task.running = state.runtime.start(spec, {
    failedToStart: (name, reason) => {
      containerOf(task, name, (container) => (container.reason = reason));
      end(state, task, watcher, { code: 'TaskFailedToStart', reason });
    },
    started: (name, details) => {
      containerOf(task, name, (container) => {
        container.lastStatus = 'RUNNING';
        container.hostPort = details.hostPort;
        container.imageDigest = details.imageDigest;
      });
      if (task.containers.every(({ lastStatus }) => lastStatus !== 'PENDING')) run(state, task, watcher);
    },
    health: (name, status) => {
      containerOf(task, name, (container) => (container.health = status));
      watcher.look(task);
    },
    exited: (name, exitCode, reason) => exited(state, task, watcher, { name, exitCode, reason }),
  });
}

function run(state: EcsState, task: TaskRecord, watcher: TaskWatcher): void {
  if (task.startedAt !== undefined || task.desiredStatus === 'STOPPED') return;
  task.lastStatus = 'RUNNING';
  task.startedAt = now(state);
  task.pullStoppedAt = task.startedAt;
  for (const { name, imageDigest } of task.containers) {
    if (imageDigest !== undefined) task.deployment.revision.digests.set(name, imageDigest);
  }
  watcher.ran(task);
  registerTargets(state, task, () => watcher.look(task));
  const grace = (task.service.settings.healthCheckGracePeriodSeconds ?? 0) * 1000;
  for (const wait of [state.timings.healthyAfter, grace]) later(state, task, wait, () => watcher.look(task));
}

function exited(
  state: EcsState,
  task: TaskRecord,
  watcher: TaskWatcher,
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
    end(state, task, watcher, {
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
function end(state: EcsState, task: TaskRecord, watcher: TaskWatcher, cause: StopCause): void {
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

function deprovision(state: EcsState, task: TaskRecord, watcher: TaskWatcher): void {
  if (task.lastStatus === 'DEPROVISIONING' || task.lastStatus === 'STOPPED') return;
  task.lastStatus = 'DEPROVISIONING';
  for (const container of task.containers) container.lastStatus = 'STOPPED';
  later(state, task, state.timings.stopping, () => {
    task.lastStatus = 'STOPPED';
    task.stoppedAt = now(state);
    watcher.gone(task);
  });
}

function containerOf(task: TaskRecord, name: string, change: (container: ContainerRecord) => void): void {
  const container = task.containers.find((each) => each.name === name);
  if (container !== undefined) change(container);
}

function later(state: EcsState, task: TaskRecord, milliseconds: number, run: () => void): void {
  task.timers.push(state.clock.after(milliseconds, run));
}

const now = (state: EcsState): Date => new Date(state.clock.now());
