/**
 * The deployment circuit breaker at work: it counts the failed tasks of the PRIMARY deployment, and the scheduler
 * asks it at each look whether they are enough. What counts and how much is enough is circuit-breaker.ts's.
 */
import { breakerTrips, counts, type TaskFailure } from './circuit-breaker.ts';
import { runningDeployment } from './deployments.ts';
import { eventWords } from './events.ts';
import type { DeploymentRecord, EcsState, ServiceDeploymentRecord, ServiceRecord } from './model.ts';
import { failDeployment } from './rollbacks.ts';

/**
 * Looks of the scheduler from the failure that reaches the threshold to the end of the deployment: 30 s. Inferred:
 * in the published drills 29, 37 and 44 s lay between the two.
 */
const judgedAfter = 6;

export function countFailure(
  state: EcsState,
  service: ServiceRecord,
  deployment: DeploymentRecord,
  failure: TaskFailure,
): void {
  deployment.failedTasks += 1;
  deployment.updatedAt = new Date(state.clock.now());
  const watched = watchedDeployment(service, deployment);
  if (watched === undefined || !counts(failure, deployment.ran)) return;
  watched.breaker[countOf(watched)] += 1;
  noteThreshold(state, service, watched);
}

/** A task of the deployment became healthy. */
export function forgiveFailures(service: ServiceRecord, deployment: DeploymentRecord): void {
  deployment.failedTasks = 0;
  const watched = watchedDeployment(service, deployment);
  if (watched === undefined || breakerOf(service)?.resetOnHealthyTask === false) return;
  watched.breaker[countOf(watched)] = 0;
  watched.breaker.reachedAt = undefined;
}

/**
 * By the desired count of now, which may have changed since the last failure.
 * @returns whether the deployment failed
 */
export function judgeBreaker(state: EcsState, service: ServiceRecord): boolean {
  const [primary] = service.deployments;
  const watched = primary && watchedDeployment(service, primary);
  if (watched === undefined || watched.breaker[countOf(watched)] === 0) return false;
  noteThreshold(state, service, watched);
  const { reachedAt } = watched.breaker;
  if (reachedAt === undefined) return false;
  if (state.clock.now() < reachedAt + judgedAfter * state.timings.scheduler) return false;
  trip(state, service, watched);
  return true;
}

const countOf = ({ rollback }: ServiceDeploymentRecord): 'failureCount' | 'rollbackFailureCount' =>
  rollback === undefined ? 'failureCount' : 'rollbackFailureCount';

function noteThreshold(state: EcsState, service: ServiceRecord, watched: ServiceDeploymentRecord): void {
  const { breaker } = watched;
  const reached = breakerTrips(breakerOf(service), breaker[countOf(watched)], service.desiredCount);
  breaker.reachedAt = reached ? (breaker.reachedAt ?? state.clock.now()) : undefined;
}

/** The service deployment that runs, when this deployment is what it makes the service run. */
function watchedDeployment(
  service: ServiceRecord,
  deployment: DeploymentRecord,
): ServiceDeploymentRecord | undefined {
  const isWatched = service.deployments[0] === deployment && deployment.rolloutState === 'IN_PROGRESS';
  return isWatched ? runningDeployment(service) : undefined;
}

const breakerOf = ({ settings }: ServiceRecord) => settings.deploymentConfiguration?.deploymentCircuitBreaker;

function trip(state: EcsState, service: ServiceRecord, watched: ServiceDeploymentRecord): void {
  watched.breaker.status = 'TRIGGERED';
  failDeployment(state, service, watched, {
    reason: 'ECS deployment circuit breaker: tasks failed to start.',
    event: eventWords.failed(service.deployments[0]?.id ?? ''),
    rollbackReason:
      breakerOf(service)?.rollback === true
        ? 'Service deployment rolled back because the circuit breaker threshold was exceeded.'
        : undefined,
  });
}
