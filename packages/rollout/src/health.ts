/**
 * When ECS counts a task as healthy: by its load balancer, by its containers' health checks, and with neither
 * of them 40 s after it runs.
 */
import type { Address, TargetHealth, Task } from './observations.ts';

const settledAfter = 40_000;

/** @param targets what the service's load balancers say; undefined when it has none or they can't be asked. */
export function isHealthy(task: Task, targets: readonly TargetHealth[] | undefined, now: number): boolean {
  if (task.status !== 'RUNNING' || task.health === 'UNHEALTHY') return false;
  const known = targets?.filter((target) => task.addresses.some((address) => isAt(target, address))) ?? [];
  if (known.length > 0) return known.every(({ state }) => state === 'healthy');
  if (targets !== undefined && task.addresses.length > 0) return false;
  return task.health === 'HEALTHY' || ranFor(task, now) >= settledAfter;
}

/**
 * Whether a task that stopped must have been healthy before, as far as its own record tells. How long it ran tells
 * that only where no check did: one that failed its check may have run for minutes.
 */
export function wasHealthy(task: Task, hasTargets: boolean): boolean {
  if (hasTargets || task.stoppedAt === undefined) return false;
  if (task.health !== 'UNKNOWN') return task.health === 'HEALTHY';
  return ranFor(task, task.stoppedAt) >= settledAfter;
}

function isAt(target: TargetHealth, { host, port }: Address): boolean {
  const samePort = port === undefined || target.port === undefined || port === target.port;
  return samePort && (host === undefined ? port !== undefined : host === target.host);
}

function ranFor(task: Task, until: number): number {
  return task.startedAt === undefined ? 0 : until - task.startedAt;
}
