/**
 * The service scheduler. It looks at a service after anything has happened to it and every few seconds until it
 * is steady, and starts, stops and completes what the pure rules beside it say.
 */
import { beginWatchingAlarms, judgeAlarms } from './alarm-watch.ts';
import { judgeBreaker } from './breaker-watch.ts';
import { admitTasks } from './capacity.ts';
import { isInPlace, tasksOf } from './counts.ts';
import {
  completeDeployment,
  endSuperseded,
  forgetEmptyDeployments,
  runningDeployment,
} from './deployments.ts';
import { eventWords, resolve, tell, tellOnce } from './events.ts';
import type { EcsState, ServiceRecord, TaskRecord } from './model.ts';
import type { Look, Step } from './strategies/strategy.ts';
import { strategyOf } from './strategies/strategy-of.ts';
import { sendTrafficBack } from './strategies/way-back.ts';
import { stopTask } from './task-end.ts';
import { launchTask, type TaskWatcher } from './task-life.ts';
import { watcherOf } from './task-watch.ts';
import { forgetOldTasks } from './tasks.ts';

export interface Scheduler {
  /** Something changed: look at the service at the scheduler's next turn. */
  wake(service: ServiceRecord): void;
  close(): void;
}

export function createScheduler(state: EcsState): Scheduler {
  const waiting = new Map<ServiceRecord, () => void>();
  const wake = (service: ServiceRecord): void => {
    if (waiting.has(service)) return;
    const cancel = state.clock.after(state.timings.scheduler, () => {
      waiting.delete(service);
      if (!lookAt(state, service, watcher)) wake(service);
    });
    waiting.set(service, cancel);
  };
  const watcher = watcherOf(state, wake);
  return {
    wake,
    close: () => {
      for (const cancel of waiting.values()) cancel();
      waiting.clear();
    },
  };
}

/** @returns whether the service is settled, so that nothing needs to be looked at before the next change */
function lookAt(state: EcsState, service: ServiceRecord, watcher: TaskWatcher): boolean {
  forgetOldTasks(state);
  endSuperseded(service, new Date(state.clock.now()));
  const ready = takenUp(state, service) && !judgeBreaker(state, service) && !judgeAlarms(state, service);
  sendTrafficBack(state, service);
  if (!ready) return false;
  const [primary] = service.deployments;
  if (service.status === 'INACTIVE') return true;
  if (primary === undefined) return service.status === 'ACTIVE' || drained(state, service);
  const look = { state, service, primary, tasks: tasksOf(state, service) };
  const strategy = strategyOf(service);
  carryOut(look, strategy.step(look), watcher);
  if (service.status === 'DRAINING') return drained(state, service);
  if (strategy.isDone(look)) completeDeployment(state, service);
  // Asked again: the step may have begun the way back.
  if (service.deployments[0]?.rolloutState === 'FAILED') return look.tasks.every(isSettled);
  noteSteadiness(look);
  return service.steady && primary.rolloutState === 'COMPLETED';
}

/** A service can be steady while its deployment bakes, and a deployment completed before the service is steady. */
function noteSteadiness(look: Look): void {
  const { state, service, primary } = look;
  const steady = isInPlace(look);
  if (steady && !service.steady) tell(state, service, eventWords.steady());
  if (primary.rolloutState === 'COMPLETED') forgetEmptyDeployments(state, service);
  service.steady = steady;
}

const isSettled = (task: TaskRecord): boolean => task.lastStatus === 'STOPPED' || task.healthy;

/** Looks of the scheduler until it acts on a new deployment: 15 s; in a published drill 17 s passed. */
const takenUpAfter = 3;

/** PENDING lasts until then, ROLLBACK_REQUESTED until the next look. @returns whether it is acted on in this look */
function takenUp(state: EcsState, service: ServiceRecord): boolean {
  const running = runningDeployment(service);
  const now = state.clock.now();
  if (running?.status === 'ROLLBACK_REQUESTED') {
    running.status = 'ROLLBACK_IN_PROGRESS';
    return false;
  }
  if (running?.status !== 'PENDING' || service.status !== 'ACTIVE') return true;
  if (now < running.createdAt.getTime() + takenUpAfter * state.timings.scheduler) return false;
  running.status = 'IN_PROGRESS';
  running.startedAt = new Date(now);
  running.updatedAt = running.startedAt;
  beginWatchingAlarms(state, running);
  return true;
}

function carryOut({ state, service, primary }: Look, step: Step, watcher: TaskWatcher): void {
  for (const task of step.stop) {
    const reason = task.unfit ?? `Scaling activity initiated by (deployment ${primary.id})`;
    stopTask(state, task, { code: 'ServiceSchedulerInitiated', reason });
  }
  if (step.stop.length > 0) tell(state, service, eventWords.stopped(step.stop));
  const started: TaskRecord[] = [];
  for (const { deployment, count } of step.start) {
    for (let left = admitTasks(state, service, deployment, count); left > 0; left -= 1)
      started.push(launchTask(state, service, deployment, watcher));
  }
  if (started.length > 0) tell(state, service, eventWords.started(started));
  if (step.blocked) tellOnce(state, service, 'percents-too-tight', eventWords.blockedByPercents());
  else resolve(service, 'percents-too-tight');
}

function drained(state: EcsState, service: ServiceRecord): boolean {
  if (tasksOf(state, service).length > 0) return false;
  service.status = 'INACTIVE';
  service.deployments = [];
  return true;
}
