/**
 * The first half of a task's life: PROVISIONING → PENDING → RUNNING; task-end.ts has the second. What it means for
 * the service is the scheduler's business, which is told through the watcher.
 */
import { containerSpec } from './container-specs.ts';
import type { DeploymentRecord, EcsState, ServiceRecord, TaskRecord } from './model.ts';
import { taskArn } from './names.ts';
import { containerEnded, containerOf, deprovision, endTask, stopTask, type EndWatcher } from './task-end.ts';
import { registerTargets } from './task-targets.ts';

/** Who is told how a task fares. */
export interface TaskWatcher extends EndWatcher {
  /** It reached RUNNING. */
  ran(task: TaskRecord): void;
  /** Something its health depends on may have changed. */
  look(task: TaskRecord): void;
}

export function launchTask(
  state: EcsState,
  service: ServiceRecord,
  deployment: DeploymentRecord,
  watcher: TaskWatcher,
): TaskRecord {
  const task = newTask(state, service, deployment);
  state.tasks.push(task);
  state.present.push(task);
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
    unfit: undefined,
    running: undefined,
    targets: [],
    timers: [],
    pullStartedAt: undefined,
    pullStoppedAt: undefined,
    startedAt: undefined,
    stoppingAt: undefined,
    endedAt: undefined,
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
      endTask(state, task, watcher, { code: 'TaskFailedToStart', reason });
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
    exited: (name, exitCode, reason) => containerEnded(state, task, watcher, { name, exitCode, reason }),
    interrupted: (code, reason) => stopTask(state, task, { code, reason }),
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

function later(state: EcsState, task: TaskRecord, milliseconds: number, run: () => void): void {
  task.timers.push(state.clock.after(milliseconds, run));
}

const now = (state: EcsState): Date => new Date(state.clock.now());
