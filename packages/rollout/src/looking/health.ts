/**
 * When ECS counts a task as healthy: by its load balancer, by its containers' health checks, and with neither
 * of them 40 s after it runs.
 */
import { containersOf } from '../container-documents.ts';
import type { Address, TargetHealth, Task, TaskDocument } from '../observations.ts';

const settledAfter = 40_000;

/**
 * @param targets what the service's load balancers say; undefined when it has none or they can't be asked.
 * @param hasChecks whether health checks are sure to tell of it: until they answer the task is not healthy.
 */
export function isHealthy(
  task: Task,
  targets: readonly TargetHealth[] | undefined,
  now: number,
  hasChecks = false,
): boolean {
  if (task.status !== 'RUNNING' || task.health === 'UNHEALTHY') return false;
  if (hasChecks && task.health !== 'HEALTHY') return false;
  const known = targetsFor(task, targets ?? []);
  if (known.length > 0) return known.every(({ state }) => state === 'healthy');
  if (targets !== undefined && task.addresses.length > 0) return false;
  return task.health === 'HEALTHY' || ranFor(task, now) >= settledAfter;
}

/**
 * Whether a task that stopped must have been healthy before, as far as its own record tells. How long it ran tells
 * that only where no check did: one that failed its check may have run for minutes.
 */
export function wasHealthy(task: Task, hasTargets: boolean, hasChecks = false): boolean {
  if (hasTargets || task.stoppedAt === undefined) return false;
  if (hasChecks || task.health !== 'UNKNOWN') return task.health === 'HEALTHY';
  return ranFor(task, task.stoppedAt) >= settledAfter;
}

/**
 * Whether the health of a task is sure to be told: ECS calls it UNKNOWN in its start period, and for ever where an
 * essential container has no check. The others have no say in it.
 */
export function hasHealthChecks(document: TaskDocument): boolean {
  const essential = containersOf(document).filter((each) => each.essential !== false);
  return essential.length > 0 && essential.every(({ healthCheck }) => isSet(healthCheck));
}

const isSet = (value: unknown): boolean => value !== undefined && value !== null;

export function targetsFor(task: Task, targets: readonly TargetHealth[]): readonly TargetHealth[] {
  return targets.filter((target) => task.addresses.some((address) => isAt(target, address)));
}

function isAt(target: TargetHealth, { host, port }: Address): boolean {
  const samePort = port === undefined || target.port === undefined || port === target.port;
  return samePort && (host === undefined ? port !== undefined : host === target.host);
}

function ranFor(task: Task, until: number): number {
  return task.startedAt === undefined ? 0 : until - task.startedAt;
}
