/** Whose task it is: told by the mark of the deployment that started it, or by its revision where ECS tells none. */
import type { Task } from '../observations.ts';
import type { Started } from '../phases.ts';

/** Whether our deployment started the task. */
export function isOf(started: Pick<Started, 'owner' | 'taskDefinition'>, task: Task): boolean {
  if (started.owner !== undefined && task.owner !== undefined) return task.owner === started.owner;
  return task.taskDefinition === started.taskDefinition;
}
