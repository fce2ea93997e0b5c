/** When the deployment circuit breaker trips. Pure. */
import type { DeploymentCircuitBreaker } from '@aws-sdk/client-ecs';

/** How many failures in a row make a deployment fail: by default half of the desired count, from 3 to 200. */
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

/** Whether this many failures trip it; a breaker that is off never trips. */
export function breakerTrips(
  breaker: DeploymentCircuitBreaker | undefined,
  failureCount: number,
  desiredCount: number,
): boolean {
  if (breaker?.enable !== true) return false;
  return failureCount >= breakerThreshold(desiredCount, breaker.thresholdConfiguration);
}
