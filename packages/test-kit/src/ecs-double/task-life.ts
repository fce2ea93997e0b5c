/** The life of one task of the ECS double: it starts, and it dies as its revision's behaviour says. */
import type { Task } from '@slipway/rollout/observations';
import {
  arnOf,
  behaviourOf,
  isRunning,
  liveTasks,
  nextId,
  type Behaviour,
  type EcsState,
  type TaskRecord,
} from './state.ts';
import { isHealthyTarget, isRefused, targetGroup } from './targets.ts';

/** Without any health check a task is healthy so long after RUNNING. */
const healthyAfter = 40_000;

export function isHealthy(state: EcsState, record: TaskRecord): boolean {
  const { task } = record;
  if (task.status !== 'RUNNING') return false;
  if (behaviourOf(state, record.revision).health !== undefined) return task.health === 'HEALTHY';
  if (state.options.balancer !== undefined) return isHealthyTarget(state, record);
  return state.clock.now() - (task.startedAt ?? state.clock.now()) >= healthyAfter;
}

/** As the scheduler replaces what its load balancer refuses. */
export function replaceRefused(state: EcsState): void {
  for (const record of liveTasks(state).filter((each) => isRefused(state, each))) {
    countFailure(state, record);
    const reason = `Task failed ELB health checks in (target-group ${targetGroup})`;
    stopTask(state, record, { code: 'ServiceSchedulerInitiated', reason });
  }
}

export function startTask(state: EcsState, revision: string, owner: string): TaskRecord {
  const record: TaskRecord = { task: pendingTask(state, revision, owner), revision };
  state.tasks.push(record);
  const behaviour = behaviourOf(state, revision);
  const { clock } = state;
  clock.at(clock.now() + (behaviour.startsAfter ?? 10_000), () => run(state, record, behaviour));
  return record;
}

function pendingTask(state: EcsState, revision: string, owner: string): Task {
  return {
    arn: arnOf('task', `main/${nextId(state)}`),
    taskDefinition: state.revisions.get(revision) ?? '',
    owner,
    status: 'PENDING',
    health: 'UNKNOWN',
    stopCode: undefined,
    stoppedReason: undefined,
    startedAt: undefined,
    stoppedAt: undefined,
    containers: [],
    addresses: state.options.balancer === undefined ? [] : [{ host: addressIn(state), port: undefined }],
  };
}

function addressIn(state: EcsState): string {
  const ofNew = state.tasks.length - state.service.desired;
  return state.options.addresses?.[ofNew] ?? `10.0.1.${nextId(state)}`;
}

function run(state: EcsState, record: TaskRecord, behaviour: Behaviour): void {
  if (record.task.status !== 'PENDING') return;
  const { clock } = state;
  const { cannotPull, diesAfter } = behaviour;
  if (cannotPull !== undefined) {
    countFailure(state, record);
    stopTask(state, record, { code: 'TaskFailedToStart', reason: cannotPull, detail: cannotPull });
    return;
  }
  record.task = { ...record.task, status: 'RUNNING', startedAt: clock.now() };
  const { replacedAfter: replaced, health } = behaviour;
  if (replaced !== undefined) {
    const end = { code: replaced.code, reason: replaced.reason };
    // The one that takes its place stays.
    const isFirst = !state.tasks.some(({ task }) => task.stopCode === replaced.code);
    if (isFirst) clock.at(clock.now() + replaced.after, () => stopTask(state, record, end));
  }
  if (health !== undefined)
    clock.at(clock.now() + health.after, () => {
      if (isRunning(record)) record.task = { ...record.task, health: health.state };
    });
  if (diesAfter !== undefined) clock.at(clock.now() + diesAfter, () => die(state, record, behaviour));
}

function die(state: EcsState, record: TaskRecord, { exitCode = 1 }: Behaviour): void {
  if (record.task.status !== 'RUNNING') return;
  if (!isHealthy(state, record)) countFailure(state, record);
  const reason = 'Essential container in task exited';
  stopTask(state, record, { code: 'EssentialContainerExited', reason, exitCode });
}

function countFailure({ deployments }: EcsState, { task }: TaskRecord): void {
  const deployment = [...deployments.values()].find(({ owner }) => owner === task.owner);
  if (deployment !== undefined) deployment.failures += 1;
}

interface End {
  readonly code: string;
  readonly reason: string;
  readonly exitCode?: number;
  readonly detail?: string;
}

function stopTask({ clock }: EcsState, record: TaskRecord, end: End): void {
  record.task = {
    ...record.task,
    status: 'STOPPED',
    stopCode: end.code,
    stoppedReason: end.reason,
    stoppedAt: clock.now(),
    containers: [{ name: 'web', exitCode: end.exitCode, reason: end.detail }],
  };
}

/** As the service scheduler ends tasks that are not wanted any more. */
export function scaleIn(state: EcsState, unwanted: (record: TaskRecord) => boolean, owner: string): void {
  const reason = `Scaling activity initiated by (deployment ${owner})`;
  for (const record of liveTasks(state)) {
    if (unwanted(record)) stopTask(state, record, { code: 'ServiceSchedulerInitiated', reason });
  }
}
