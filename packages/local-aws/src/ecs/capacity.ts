/** How many tasks can be started now: as many as the world has a place for, and as fast as Fargate launches them. */
import { eventWords, resolve, tellOnce } from './events.ts';
import type { DeploymentRecord, EcsState, ServiceRecord } from './model.ts';

/** Fargate's own figures, per account and Region. */
export const launchRate = { burst: 100, perSecond: 20 } as const;

/** How many of these tasks are started now; the others are asked for again at the next look. */
export function admitTasks(
  state: EcsState,
  service: ServiceRecord,
  deployment: DeploymentRecord,
  wanted: number,
): number {
  const placed = placeTasks(state, service, deployment, wanted);
  if (placed === 0) return 0;
  const launched = state.takeLaunches(placed);
  if (launched === placed) resolve(service, 'throttled');
  else tellOnce(state, service, 'throttled', eventWords.throttled());
  return launched;
}

/**
 * How many of these tasks find a place now. The others are told of, and asked for again at the next look. They are
 * no failures for the circuit breaker, since there is no task that failed (inferred).
 */
function placeTasks(
  state: EcsState,
  service: ServiceRecord,
  deployment: DeploymentRecord,
  wanted: number,
): number {
  const limit = state.capacity.findLast(({ at }) => state.startedAt + at <= state.clock.now());
  if (limit === undefined || wanted === 0) return wanted;
  const placed = Math.min(wanted, Math.max(0, limit.tasks - state.present.length));
  if (placed === wanted) {
    resolve(service, 'no-place', 'not-launched');
    return wanted;
  }
  tellOnce(state, service, 'no-place', limit.event);
  if (service.settings.deploymentConfiguration?.deploymentCircuitBreaker?.enable === true) {
    tellOnce(state, service, 'not-launched', eventWords.couldNotLaunch(wanted - placed, deployment.id));
  }
  return placed;
}
