/** StopTask: somebody ends one task; its service replaces it. */
import type { StopTaskRequest } from '@aws-sdk/client-ecs';
import { ServiceError } from '../service.ts';
import { clusterNamed } from './lookup.ts';
import type { EcsState } from './model.ts';
import { lastPart } from './names.ts';
import type { Scheduler } from './scheduler.ts';
import { taskAnswer } from './task-answers.ts';
import { stopTask } from './task-end.ts';

export function stopTaskByUser(
  state: EcsState,
  scheduler: Scheduler,
  { cluster, task: name = '', reason }: StopTaskRequest,
) {
  const { name: clusterName } = clusterNamed(state, cluster);
  const task = state.tasks.find(
    (each) => each.id === lastPart(name) && each.service.cluster.name === clusterName,
  );
  if (task === undefined) {
    throw new ServiceError('InvalidParameterException', 'The referenced task was not found.');
  }
  stopTask(state, task, { code: 'UserInitiated', reason: reason ?? 'Task stopped by user' });
  scheduler.wake(task.service);
  return { task: taskAnswer(task) };
}
