/**
 * Somebody else's deployment of the service that we deploy to: how it is told from ours, and the words for it.
 * It stands apart because whoever finds one, the watch or the way back, must leave it alone.
 */
import { lastPart, revisionName } from '../names.ts';
import type { ServiceState } from '../observations.ts';
import type { Started } from '../phases.ts';

type Newest = Pick<ServiceState, 'status' | 'deployment' | 'taskDefinition'>;

/** Whether the service's newest deployment is neither ours nor the one before us, or nobody's: it is being deleted. */
export function isForeign(newest: Newest, started: Started): boolean {
  const { status, deployment, taskDefinition } = newest;
  if (status !== 'ACTIVE') return true;
  if (deployment === undefined || deployment === started.before) return false;
  // Until ECS names ours, the newest deployment of our revision is taken for it.
  if (started.deployment === undefined) return taskDefinition !== started.taskDefinition;
  return deployment !== started.deployment;
}

/** Whether it is not asked any more to run what we brought: for one that ECS was done with. */
export const isTakenFrom = (newest: Newest, started: Started): boolean =>
  isForeign(newest, started) || newest.taskDefinition !== started.taskDefinition;

/** Whether what is foreign leads somewhere else than the way back. */
export function isElsewhere(newest: Newest, started: Started, back: string | undefined): boolean {
  const { status, taskDefinition } = newest;
  return isForeign(newest, started) && (status !== 'ACTIVE' || taskDefinition !== back);
}

/** `deployment 0012 of web:43 took over`. */
export function tookOver({ status, deployment, taskDefinition }: Newest): string {
  if (status !== 'ACTIVE') return `the deletion of the service, which is ${status}, took over`;
  const other = deployment === undefined ? 'another deployment' : `deployment ${lastPart(deployment)}`;
  return `${other} of ${revisionName(taskDefinition)} took over`;
}
