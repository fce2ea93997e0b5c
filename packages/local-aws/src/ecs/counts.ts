/** How many tasks of a deployment there are, as the scheduler and the API count them. */
import type { Crew } from './rolling.ts';
import type { DeploymentRecord, EcsState, ServiceRecord, TaskRecord } from './model.ts';

export const tasksOf = (state: EcsState, service: ServiceRecord): TaskRecord[] =>
  state.tasks.filter((task) => task.service === service);

export const tasksOfDeployment = (state: EcsState, deployment: DeploymentRecord): TaskRecord[] =>
  state.tasks.filter((task) => task.deployment === deployment);

/** Meant to run. */
export const isActive = (task: TaskRecord): boolean => task.desiredStatus === 'RUNNING';

/** Asked to end, and not gone yet. */
export const isLeaving = (task: TaskRecord): boolean => !isActive(task) && task.lastStatus !== 'STOPPED';

export const isRunning = (task: TaskRecord): boolean => task.lastStatus === 'RUNNING';

/** On its way to RUNNING. */
export const isPending = (task: TaskRecord): boolean =>
  isActive(task) && (task.lastStatus === 'PROVISIONING' || task.lastStatus === 'PENDING');

export function crewOf(tasks: readonly TaskRecord[]): Crew {
  const active = tasks.filter(isActive);
  return { active: active.length, healthy: active.filter(({ healthy }) => healthy).length };
}
