/** How many tasks of a deployment there are, as the scheduler and the API count them. */
import type { Crew } from './rolling.ts';
import type { DeploymentRecord, EcsState, ServiceRecord, TaskRecord } from './model.ts';

/** Those that are not STOPPED. */
export const tasksOf = (state: EcsState, service: ServiceRecord): TaskRecord[] =>
  state.present.filter((task) => task.service === service);

/** Those that are not STOPPED. */
export const tasksOfDeployment = (state: EcsState, deployment: DeploymentRecord): TaskRecord[] =>
  state.present.filter((task) => task.deployment === deployment);

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
  let active = 0;
  let healthy = 0;
  let unfit = 0;
  for (const task of tasks) {
    if (!isActive(task)) continue;
    active += 1;
    if (task.healthy) healthy += 1;
    if (task.unfit !== undefined) unfit += 1;
  }
  return { active, healthy, unfit };
}
