/** Tasks: list and describe, stopped ones too for an hour. */
import type { DescribeTasksRequest, ListTasksRequest } from '@aws-sdk/client-ecs';
import { ServiceError } from '../service.ts';
import { clusterNamed, findService } from './lookup.ts';
import type { EcsState, TaskRecord } from './model.ts';
import { lastPart, taskArn } from './names.ts';
import { atMost, page } from './paging.ts';
import { taskAnswer } from './task-answers.ts';

const stoppedTasksAreKept = 3_600_000;

/** Stopped tasks can be read for an hour. */
export function forgetOldTasks(state: EcsState): void {
  const limit = state.clock.now() - stoppedTasksAreKept;
  const [oldest] = state.tasks;
  if (oldest === undefined || oldest.createdAt.getTime() > limit) return;
  for (let at = state.tasks.length - 1; at >= 0; at -= 1) {
    const stoppedAt = state.tasks[at]?.stoppedAt?.getTime();
    if (stoppedAt !== undefined && stoppedAt <= limit) state.tasks.splice(at, 1);
  }
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
  const arns = state.tasks.filter(fits).map(({ arn }) => arn);
  const { items, nextToken } = page(arns, request);
  return { taskArns: items, nextToken };
}

export function describeTasks(state: EcsState, request: DescribeTasksRequest) {
  forgetOldTasks(state);
  const names = request.tasks ?? [];
  if (names.length === 0) throw new ServiceError('InvalidParameterException', 'Tasks cannot be empty.');
  atMost(100, names, 'tasks');
  const cluster = clusterNamed(state, request.cluster);
  const asked = names.map((name) => {
    const id = lastPart(name);
    const task = state.tasks.find((each) => each.id === id);
    return { name, task: task?.service.cluster === cluster ? task : undefined };
  });
  return {
    tasks: asked.flatMap(({ task }) => (task === undefined ? [] : [taskAnswer(task)])),
    failures: asked
      .filter(({ task }) => task === undefined)
      .map(({ name }) => ({ arn: taskArn(state, cluster.name, lastPart(name)), reason: 'MISSING' })),
  };
}
