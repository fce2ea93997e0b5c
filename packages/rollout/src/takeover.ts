/**
 * Somebody else's deployment of the service that we deploy to: how it is told from ours, and the words for it.
 * It stands apart because whoever finds one, the watch or the way back, must leave it alone.
 */
import { lastPart, revisionName } from './names.ts';
import type { ServiceState } from './observations.ts';
import type { Started } from './phases.ts';

type Newest = Pick<ServiceState, 'deployment' | 'taskDefinition'>;

/** Whether the service's newest deployment is neither ours nor the one before us. */
export function isForeign(newest: Newest, started: Started): boolean {
  const { deployment, taskDefinition } = newest;
  if (deployment === undefined || deployment === started.before) return false;
  // Until ECS names ours, the newest deployment of our revision is taken for it.
  if (started.deployment === undefined) return taskDefinition !== started.taskDefinition;
  return deployment !== started.deployment;
}

/** `deployment 0012 of web:43 took over`. */
export function tookOver({ deployment, taskDefinition }: Newest): string {
  const other = deployment === undefined ? 'another deployment' : `deployment ${lastPart(deployment)}`;
  return `${other} of ${revisionName(taskDefinition)} took over`;
}
