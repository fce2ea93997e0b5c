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

/** Still there, of any deployment but this one. */
export const isOfAnother =
  (deployment: DeploymentRecord) =>
  (task: TaskRecord): boolean =>
    task.deployment !== deployment && task.lastStatus !== 'STOPPED';

/** As many healthy tasks as desired, all of the PRIMARY deployment, and nothing left of the others. */
export function isInPlace({ service, primary, tasks }: Scene): boolean {
  const { active, healthy } = crewOf(tasks);
  return active === service.desiredCount && healthy === active && !tasks.some(isOfAnother(primary));
}

interface Scene {
  readonly service: ServiceRecord;
  readonly primary: DeploymentRecord;
  readonly tasks: readonly TaskRecord[];
}

export function crewOf(tasks: readonly TaskRecord[]): Crew {
  const active = tasks.filter(isActive);
  return {
    active: active.length,
    healthy: active.filter(({ healthy }) => healthy).length,
    unfit: active.filter(({ unfit }) => unfit !== undefined).length,
  };
}
