/**
 * What may happen to a deployment: begun, completed, failed, rolled back, superseded. Each changes the deployment
 * that DescribeServices tells of and the service deployment together, so that the two never disagree.
 */
import { breakerTrips } from './circuit-breaker.ts';
import { eventWords, tell } from './events.ts';
import { isActive, tasksOfDeployment } from './counts.ts';
import type {
  DeploymentRecord,
  EcsState,
  RevisionRecord,
  ServiceDeploymentRecord,
  ServiceRecord,
  TaskDefinitionRecord,
} from './model.ts';
import { serviceDeploymentArn, serviceRevisionArn } from './names.ts';

const noCandidate = 'No rollback candidate was found to run the rollback.';

/** Makes `definition` and the service's settings the new PRIMARY; a deployment that still runs is superseded. */
export function beginDeployment(
  state: EcsState,
  service: ServiceRecord,
  definition: TaskDefinitionRecord,
): ServiceDeploymentRecord {
  const now = new Date(state.clock.now());
  const revision = newRevision(state, service, definition, now);
  const deployment = newDeployment(state, revision, now);
  const sources = service.deployments
    .filter((each) => each.rolloutState === 'COMPLETED' || tasksOfDeployment(state, each).some(isActive))
    .map((each) => each.revision);
  supersede(service, now);
  const { cluster, name } = service;
  const record: ServiceDeploymentRecord = {
    arn: serviceDeploymentArn(state, cluster.name, name, state.ids.decimal()),
    createdAt: now,
    deployment,
    sources,
    updatedAt: now,
    startedAt: undefined,
    finishedAt: undefined,
    stoppedAt: undefined,
    status: 'PENDING',
    statusReason: undefined,
    rollback: undefined,
    breaker: { status: breakerOf(service)?.enable === true ? 'MONITORING' : 'DISABLED', failureCount: 0 },
  };
  service.deployments = [deployment, ...service.deployments];
  service.history.unshift(record);
  service.steady = false;
  return record;
}

function newRevision(
  state: EcsState,
  service: ServiceRecord,
  definition: TaskDefinitionRecord,
  createdAt: Date,
): RevisionRecord {
  const arn = serviceRevisionArn(state, service.cluster.name, service.name, state.ids.decimal());
  const revision = { arn, definition, settings: service.settings, createdAt, digests: new Map() };
  service.revisions.unshift(revision);
  return revision;
}

function newDeployment(state: EcsState, revision: RevisionRecord, now: Date): DeploymentRecord {
  const id = `ecs-svc/${state.ids.decimal()}`;
  return {
    id,
    revision,
    createdAt: now,
    updatedAt: now,
    rolloutState: 'IN_PROGRESS',
    rolloutStateReason: `ECS deployment ${id} in progress.`,
    failedTasks: 0,
    neverRan: 0,
    launchAfter: 0,
  };
}

function supersede(service: ServiceRecord, now: Date): void {
  const running = runningDeployment(service);
  if (running === undefined) return;
  running.status = 'STOPPED';
  running.statusReason = 'A newer service deployment took its place.';
  running.stoppedAt = now;
  close(running, now);
}

const over: readonly string[] = ['SUCCESSFUL', 'STOPPED', 'ROLLBACK_SUCCESSFUL', 'ROLLBACK_FAILED'];

export const isOver = (record: ServiceDeploymentRecord): boolean => over.includes(record.status);

/** The service deployment that has not ended yet. */
export function runningDeployment(service: ServiceRecord): ServiceDeploymentRecord | undefined {
  const [newest] = service.history;
  return newest === undefined || isOver(newest) ? undefined : newest;
}

const breakerOf = ({ settings }: ServiceRecord) => settings.deploymentConfiguration?.deploymentCircuitBreaker;

/** The PRIMARY deployment has all its tasks healthy and the old ones are gone. */
export function completeDeployment(state: EcsState, service: ServiceRecord): void {
  const now = new Date(state.clock.now());
  const [primary] = service.deployments;
  const running = runningDeployment(service);
  if (primary === undefined || running === undefined) return;
  primary.rolloutState = 'COMPLETED';
  primary.rolloutStateReason = `ECS deployment ${primary.id} completed.`;
  primary.updatedAt = now;
  service.deployments = [primary];
  running.status = running.rollback === undefined ? 'SUCCESSFUL' : 'ROLLBACK_SUCCESSFUL';
  close(running, now);
  tell(state, service, eventWords.completed(primary.id));
}

/** Counts a failed task of the PRIMARY deployment, and lets the circuit breaker trip when it is time. */
export function countFailure(state: EcsState, service: ServiceRecord, deployment: DeploymentRecord): void {
  deployment.failedTasks += 1;
  deployment.updatedAt = new Date(state.clock.now());
  const running = runningDeployment(service);
  if (running === undefined || service.deployments[0] !== deployment) return;
  if (deployment.rolloutState !== 'IN_PROGRESS') return;
  running.breaker.failureCount += 1;
  if (breakerTrips(breakerOf(service), running.breaker.failureCount, service.desiredCount)) {
    trip(state, service, running);
  }
}

/** A task of the deployment became healthy. */
export function forgiveFailures(service: ServiceRecord, deployment: DeploymentRecord): void {
  deployment.failedTasks = 0;
  const running = runningDeployment(service);
  if (running === undefined || service.deployments[0] !== deployment) return;
  if (breakerOf(service)?.resetOnHealthyTask !== false) running.breaker.failureCount = 0;
}

function trip(state: EcsState, service: ServiceRecord, running: ServiceDeploymentRecord): void {
  const now = new Date(state.clock.now());
  const [failed] = service.deployments;
  if (failed === undefined) return;
  running.breaker.status = 'TRIGGERED';
  failed.rolloutState = 'FAILED';
  failed.rolloutStateReason = 'ECS deployment circuit breaker: tasks failed to start.';
  failed.updatedAt = now;
  tell(state, service, eventWords.failed(failed.id));
  if (running.rollback !== undefined) {
    rollbackFails(running, failed.rolloutStateReason, now);
    return;
  }
  if (breakerOf(service)?.rollback === true) {
    const reason = 'Service deployment rolled back because the circuit breaker threshold was exceeded.';
    const begun = rollBack(state, service, running, reason);
    if (begun) running.status = 'ROLLBACK_IN_PROGRESS';
    return;
  }
  running.status = 'STOPPED';
  running.statusReason = failed.rolloutStateReason;
  running.stoppedAt = now;
  close(running, now);
}

/** A person asked for it through StopServiceDeployment; the scheduler takes it up at its next look. */
export function requestRollback(
  state: EcsState,
  service: ServiceRecord,
  running: ServiceDeploymentRecord,
): void {
  const [stopped] = service.deployments;
  const begun = rollBack(state, service, running, 'Service deployment rolled back by user request.');
  if (!begun || stopped === undefined) return;
  running.status = 'ROLLBACK_REQUESTED';
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
  to.rolloutState = 'IN_PROGRESS';
  to.rolloutStateReason = `ECS deployment circuit breaker: rolling back to deploymentId ${to.id}.`;
  to.updatedAt = now;
  to.failedTasks = 0;
  running.rollback = { reason, startedAt: now, to };
  running.statusReason = reason;
  running.breaker.failureCount = 0;
  running.updatedAt = now;
  tell(state, service, eventWords.rollingBack(to.id));
  return true;
}

function rollbackFails(running: ServiceDeploymentRecord, reason: string, now: Date): void {
  running.status = 'ROLLBACK_FAILED';
  running.statusReason = reason;
  close(running, now);
}

function close(record: ServiceDeploymentRecord, now: Date): void {
  record.finishedAt = now;
  record.updatedAt = now;
  if (record.breaker.status === 'MONITORING') record.breaker.status = 'MONITORING_COMPLETE';
}
