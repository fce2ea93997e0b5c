/** What the scheduler makes of the news of a task: it ran, it failed, its health changed, it is gone. */
import { launchDelay } from './back-off.ts';
import { countFailure, forgiveFailures } from './breaker-watch.ts';
import { isActive } from './counts.ts';
import { eventWords, resolve, tell, tellOnce } from './events.ts';
import { judgeHealth, type Health } from './health.ts';
import type { EcsState, ServiceRecord, TaskRecord } from './model.ts';
import type { TaskWatcher } from './task-life.ts';

/** @param wake has the scheduler look at the service at its next turn */
export function watcherOf(state: EcsState, wake: (service: ServiceRecord) => void): TaskWatcher {
  const watcher: TaskWatcher = {
    ran: (task) => {
      task.deployment.neverRan = 0;
      task.deployment.ran = true;
      resolve(task.service, 'start-failed', 'starts-keep-failing');
      wake(task.service);
    },
    failed: (task) => {
      failed(state, task);
      wake(task.service);
    },
    gone: (task) => wake(task.service),
    look: (task) => {
      takeHealth(state, task);
      wake(task.service);
    },
  };
  return watcher;
}

function failed(
  state: EcsState,
  { service, deployment, startedAt, wasHealthy, stoppedReason }: TaskRecord,
): void {
  if (startedAt === undefined) {
    deployment.neverRan += 1;
    const delay = launchDelay(deployment.neverRan, service.desiredCount, state.timings);
    deployment.launchAfter = state.clock.now() + delay;
    if (stoppedReason !== undefined) {
      tellOnce(state, service, 'start-failed', eventWords.cannotPlace(stoppedReason));
    }
    if (delay > 0) tellOnce(state, service, 'starts-keep-failing', eventWords.cannotStartConsistently());
    countFailure(state, service, deployment, 'never-ran');
    return;
  }
  if (!wasHealthy) countFailure(state, service, deployment, 'ended');
}

function takeHealth(state: EcsState, task: TaskRecord): void {
  if (!isActive(task)) return;
  const health = healthOf(state, task);
  const was = task.healthy;
  task.healthy = health.kind === 'healthy';
  if (task.healthy && !was) {
    task.wasHealthy = true;
    task.unfit = undefined;
    forgiveFailures(task.service, task.deployment);
  }
  if (task.unfit !== undefined) return;
  task.unfit = unfitFor(state, task, health);
  if (task.unfit === undefined) return;
  countFailure(state, task.service, task.deployment, 'unhealthy');
}

function healthOf(state: EcsState, task: TaskRecord): Health {
  const checked = task.containers.filter(
    ({ definition }) => definition.healthCheck !== undefined && definition.essential !== false,
  );
  return judgeHealth({
    runningFor: task.startedAt === undefined ? undefined : state.clock.now() - task.startedAt.getTime(),
    checks: checked.map(({ health }) => health),
    targets: task.targets.map(({ groupArn, target }) => ({
      groupArn,
      port: target.port,
      health: state.balancer.health(groupArn, target),
    })),
    gracePeriod: (task.service.settings.healthCheckGracePeriodSeconds ?? 0) * 1000,
    healthyAfter: state.timings.healthyAfter,
  });
}

/** Why a task is to be replaced for its health, after telling so; undefined when it is not. */
function unfitFor(state: EcsState, task: TaskRecord, health: Health): string | undefined {
  switch (health.kind) {
    case 'healthy':
    case 'starting':
      return undefined;
    case 'failed-container-check':
      tell(state, task.service, eventWords.failedContainerChecks(task));
      return 'Task failed container health checks';
    case 'unhealthy-target':
      tell(
        state,
        task.service,
        eventWords.unhealthyTarget(task, health.port, health.groupArn, health.reason),
      );
      return `Task failed ELB health checks in (target-group ${health.groupArn})`;
  }
}
