/**
 * A deployment that fails, and the way back: by the circuit breaker, by an alarm, or because somebody asked for
 * it. The deployment and the service deployment change together, as in deployments.ts.
 */
import { isRunning, tasksOfDeployment } from './counts.ts';
import { endServiceDeployment } from './deployments.ts';
import { eventWords, tell } from './events.ts';
import type { DeploymentRecord, EcsState, ServiceDeploymentRecord, ServiceRecord } from './model.ts';

const noCandidate = 'No rollback candidate was found to run the rollback.';

export interface DeploymentFailure {
  /** For `rolloutStateReason`. */
  readonly reason: string;
  readonly event: string;
  /** Why it goes back; undefined when whatever found the failure may not roll back. */
  readonly rollbackReason: string | undefined;
}

/** The PRIMARY deployment is FAILED: nothing more is started for it. A rollback that fails has no way back. */
export function failDeployment(
  state: EcsState,
  service: ServiceRecord,
  running: ServiceDeploymentRecord,
  { reason, event, rollbackReason }: DeploymentFailure,
): void {
  const now = new Date(state.clock.now());
  const [failed] = service.deployments;
  if (failed === undefined) return;
  failed.rolloutState = 'FAILED';
  failed.rolloutStateReason = reason;
  failed.updatedAt = now;
  tell(state, service, event);
  if (running.rollback !== undefined) {
    rollbackFails(running, reason, now);
    return;
  }
  if (rollbackReason !== undefined) {
    if (rollBack(state, service, running, rollbackReason)) running.status = 'ROLLBACK_IN_PROGRESS';
    return;
  }
  running.status = 'STOPPED';
  running.statusReason = reason;
  running.stoppedAt = now;
  endServiceDeployment(running, now);
}

/** A person asked for it through StopServiceDeployment; the scheduler takes it up at its next look. */
export function requestRollback(
  state: EcsState,
  service: ServiceRecord,
  running: ServiceDeploymentRecord,
): void {
  const [stopped] = service.deployments;
  if (rollBack(state, service, running, 'Service deployment rolled back by user request.')) {
    running.status = 'ROLLBACK_REQUESTED';
  }
  if (stopped === undefined) return;
  stopped.rolloutState = 'FAILED';
  stopped.rolloutStateReason = `ECS deployment ${stopped.id} was stopped by user request.`;
}

/**
 * Makes the last completed deployment PRIMARY again. It is IN_PROGRESS until it serves alone, so a second
 * failure meanwhile finds no completed deployment to go back to.
 * @returns false when there is none
 */
function rollBack(
  state: EcsState,
  service: ServiceRecord,
  running: ServiceDeploymentRecord,
  reason: string,
): boolean {
  const now = new Date(state.clock.now());
  const to = service.deployments.find(({ rolloutState }) => rolloutState === 'COMPLETED');
  if (to === undefined) {
    rollbackFails(running, noCandidate, now);
    return false;
  }
  service.deployments = [to, ...service.deployments.filter((each) => each !== to)];
  beginAgain(state, to, now);
  running.rollback = { reason, startedAt: now, to };
  running.statusReason = reason;
  running.breaker.rollbackFailureCount = 0;
  running.breaker.reachedAt = undefined;
  running.updatedAt = now;
  tell(state, service, eventWords.rollingBack(to.id));
  return true;
}

function beginAgain(state: EcsState, to: DeploymentRecord, now: Date): void {
  to.rolloutState = 'IN_PROGRESS';
  to.rolloutStateReason = `ECS deployment circuit breaker: rolling back to deploymentId ${to.id}.`;
  to.updatedAt = now;
  to.failedTasks = 0;
  to.neverRan = 0;
  to.launchAfter = 0;
  to.ran = tasksOfDeployment(state, to).some(isRunning);
}

function rollbackFails(running: ServiceDeploymentRecord, reason: string, now: Date): void {
  running.status = 'ROLLBACK_FAILED';
  running.statusReason = reason;
  endServiceDeployment(running, now);
}
