/** For how many tasks there is a place: any number, unless the world says otherwise. */
import { eventWords, resolve, tellOnce } from './events.ts';
import type { DeploymentRecord, EcsState, ServiceRecord } from './model.ts';

/**
 * How many of these tasks find a place now. The others are told of, and asked for again at the next look. They are
 * no failures for the circuit breaker, since there is no task that failed (inferred).
 */
export function placeTasks(
  state: EcsState,
  service: ServiceRecord,
  deployment: DeploymentRecord,
  wanted: number,
): number {
  const limit = state.capacity.findLast(({ at }) => state.startedAt + at <= state.clock.now());
  if (limit === undefined || wanted === 0) return wanted;
  const taken = state.tasks.filter(({ lastStatus }) => lastStatus !== 'STOPPED').length;
  const placed = Math.min(wanted, Math.max(0, limit.tasks - taken));
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
