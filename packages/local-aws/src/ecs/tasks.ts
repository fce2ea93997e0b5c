/** Tasks: list and describe, stopped ones too for an hour. */
import type { DescribeTasksRequest, ListTasksRequest } from '@aws-sdk/client-ecs';
import { ServiceError } from '../service.ts';
import { clusterNamed, findService } from './lookup.ts';
import type { ClusterRecord, EcsState, TaskRecord } from './model.ts';
import { lastPart, taskArn } from './names.ts';
import { atMost, page } from './paging.ts';
import { taskAnswer } from './task-answers.ts';

const stoppedTasksAreKept = 3_600_000;

/** Stopped tasks can be read for an hour. */
export function forgetOldTasks(state: EcsState): void {
  const limit = state.clock.now() - stoppedTasksAreKept;
  const [oldest] = state.tasks;
  if (oldest === undefined || oldest.createdAt.getTime() > limit) return;
  const kept = state.tasks.filter(({ stoppedAt }) => stoppedAt === undefined || stoppedAt.getTime() > limit);
  if (kept.length < state.tasks.length) state.tasks.splice(0, Infinity, ...kept);
}

export function listTasks(state: EcsState, request: ListTasksRequest) {
  forgetOldTasks(state);
  const { serviceName, startedBy, family, desiredStatus = 'RUNNING' } = request;
  if (startedBy !== undefined && (serviceName !== undefined || family !== undefined)) {
    throw new ServiceError('InvalidParameterException', 'startedBy can only be used on its own.');
  }
  const cluster = clusterNamed(state, request.cluster);
  const service = serviceName === undefined ? undefined : findService(state, cluster, serviceName);
  if (serviceName !== undefined && service === undefined) {
    throw new ServiceError('ServiceNotFoundException', 'Service not found.');
  }
  const fits = (task: TaskRecord): boolean =>
    task.service.cluster === cluster &&
    task.desiredStatus === desiredStatus &&
    (service === undefined || task.service === service) &&
    (startedBy === undefined || task.deployment.id === startedBy) &&
    (family === undefined || task.definition.family === family);
  // What is to run is there; what is to stop may be long gone.
  const among = desiredStatus === 'RUNNING' ? state.present : state.tasks;
  const arns = among.filter(fits).map(({ arn }) => arn);
  const { items, nextToken } = page(arns, request);
  return { taskArns: items, nextToken };
}

export function describeTasks(state: EcsState, request: DescribeTasksRequest) {
  forgetOldTasks(state);
  const names = request.tasks ?? [];
  if (names.length === 0) throw new ServiceError('InvalidParameterException', 'Tasks cannot be empty.');
  atMost(100, names, 'tasks');
  const cluster = clusterNamed(state, request.cluster);
  const ids = names.map(lastPart);
  const found = tasksNamed(state, new Set(ids), cluster);
  return {
    tasks: ids.flatMap((id) => found.get(id) ?? []).map(taskAnswer),
    failures: ids
      .filter((id) => !found.has(id))
      .map((id) => ({ arn: taskArn(state, cluster.name, id), reason: 'MISSING' })),
  };
}

function tasksNamed(
  { tasks }: EcsState,
  ids: ReadonlySet<string>,
  cluster: ClusterRecord,
): ReadonlyMap<string, TaskRecord> {
  const found = new Map<string, TaskRecord>();
  for (const task of tasks)
    if (ids.has(task.id) && task.service.cluster === cluster) found.set(task.id, task);
  return found;
}
