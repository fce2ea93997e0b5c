/** What the deployment circuit breaker counts, and when that is enough. Pure. */
import type { DeploymentCircuitBreaker, ThresholdConfiguration } from '@aws-sdk/client-ecs';

/** How a task of a deployment failed: before RUNNING, by itself before it was healthy, or for its health. */
export type TaskFailure = 'never-ran' | 'ended' | 'unhealthy';

/**
 * The breaker has two stages. Before any task of the deployment was RUNNING, each one that does not get there
 * counts; from then on only tasks that are replaced for their health do. A crash after RUNNING belongs to those:
 * the page does not say so, but a published drill of one tripped the breaker.
 */
export const counts = (failure: TaskFailure, deploymentRan: boolean): boolean =>
  failure !== 'never-ran' || !deploymentRan;

/** How many failures make a deployment fail: by default half of the desired count, from 3 to 200. */
export function breakerThreshold(
  desiredCount: number,
  configuration: DeploymentCircuitBreaker['thresholdConfiguration'],
): number {
  const value = configuration?.value ?? 50;
  const percent = Math.ceil((value / 100) * desiredCount);
  switch (configuration?.type) {
    case 'COUNT':
      return value;
    case 'UNBOUNDED_PERCENT':
      return Math.max(1, percent);
    case 'BOUNDED_PERCENT':
    case undefined:
      return Math.min(200, Math.max(3, percent));
  }
}

/** What ECS refuses in a threshold; undefined when it takes it. */
export function thresholdProblem({ type, value = 50 }: ThresholdConfiguration): string | undefined {
  if (!Number.isInteger(value) || value < 1) return 'The circuit breaker threshold value must be at least 1.';
  if (type === 'COUNT' || value <= 100) return undefined;
  return 'The circuit breaker threshold value must be between 1 and 100 for a percent type.';
}

/** Whether this many failures are enough; for a breaker that is off they never are. */
export function breakerTrips(
  breaker: DeploymentCircuitBreaker | undefined,
  failureCount: number,
  desiredCount: number,
): boolean {
  if (breaker?.enable !== true) return false;
  return failureCount >= breakerThreshold(desiredCount, breaker.thresholdConfiguration);
}
