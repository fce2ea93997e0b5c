/**
 * What may happen to a deployment when all goes well: begun, completed, superseded; rollbacks.ts has the rest.
 * Each changes the deployment that DescribeServices tells of and the service deployment together, so that the two
 * never disagree.
 */
import { eventWords, tell } from './events.ts';
import { isActive, tasksOfDeployment } from './counts.ts';
import type {
  AlarmsRecord,
  BreakerRecord,
  DeploymentRecord,
  EcsState,
  RevisionRecord,
  ServiceDeploymentRecord,
  ServiceRecord,
  TaskDefinitionRecord,
} from './model.ts';
import { serviceDeploymentArn, serviceRevisionArn } from './names.ts';
import { newLifecycle, shifts, sideBeside, sourceOf } from './strategies/lifecycles.ts';
import { giveTrafficBack } from './strategies/way-back.ts';

/** Makes `definition` and the service's settings the new PRIMARY; a deployment that still runs is superseded. */
export function beginDeployment(
  state: EcsState,
  service: ServiceRecord,
  definition: TaskDefinitionRecord,
): ServiceDeploymentRecord {
  const now = new Date(state.clock.now());
  const revision = newRevision(state, service, definition);
  const running = runningDeployment(service);
  const source = sourceOf(service, running);
  const shifted = shifts(service, source);
  const deployment = newDeployment(state, revision, sideBeside(source, shifted), now);
  const sources = service.deployments
    .filter((each) => each.rolloutState === 'COMPLETED' || tasksOfDeployment(state, each).some(isActive))
    .map((each) => each.revision);
  if (running !== undefined) supersede(running, now);
  if (!shifted && running !== undefined) giveTrafficBack(state, running);
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
    breaker: newBreaker(service),
    alarms: newAlarms(service),
    bakingSince: undefined,
    lifecycle: shifted ? newLifecycle(source, sources.length) : undefined,
  };
  service.deployments = [deployment, ...service.deployments];
  service.history.unshift(record);
  service.steady = false;
  return record;
}

/** What the service is to run, before anybody runs it. */
export function newRevision(
  state: EcsState,
  service: ServiceRecord,
  definition: TaskDefinitionRecord,
): RevisionRecord {
  const createdAt = new Date(state.clock.now());
  const arn = serviceRevisionArn(state, service.cluster.name, service.name, state.ids.decimal());
  const revision = { arn, definition, settings: service.settings, createdAt, digests: new Map() };
  service.revisions.unshift(revision);
  return revision;
}

function newDeployment(
  state: EcsState,
  revision: RevisionRecord,
  side: DeploymentRecord['side'],
  now: Date,
): DeploymentRecord {
  const id = `ecs-svc/${state.ids.decimal()}`;
  return {
    id,
    revision,
    side,
    createdAt: now,
    updatedAt: now,
    rolloutState: 'IN_PROGRESS',
    rolloutStateReason: `ECS deployment ${id} in progress.`,
    failedTasks: 0,
    ran: false,
    neverRan: 0,
    launchAfter: 0,
  };
}

/** Nothing is put back; the scheduler ends it at its next look (inferred: that is what STOP_REQUESTED is for). */
function supersede(running: ServiceDeploymentRecord, now: Date): void {
  running.status = 'STOP_REQUESTED';
  running.statusReason = 'A newer service deployment took its place.';
  running.updatedAt = now;
}

export function endSuperseded({ history }: ServiceRecord, now: Date): void {
  for (const record of history) {
    if (record.status === 'STOP_REQUESTED') stopDeployment(record, now);
  }
}

/** Ends the service deployment that runs, if one does, and puts nothing back. */
export function stopRunning(service: ServiceRecord, reason: string, now: Date): void {
  const running = runningDeployment(service);
  if (running === undefined) return;
  running.statusReason = reason;
  stopDeployment(running, now);
}

function stopDeployment(record: ServiceDeploymentRecord, now: Date): void {
  record.status = 'STOPPED';
  record.stoppedAt = now;
  endServiceDeployment(record, now);
}

const over: readonly string[] = ['SUCCESSFUL', 'STOPPED', 'ROLLBACK_SUCCESSFUL', 'ROLLBACK_FAILED'];

export const isOver = (record: ServiceDeploymentRecord): boolean => over.includes(record.status);

/** The service deployment that has not ended yet. */
export function runningDeployment(service: ServiceRecord): ServiceDeploymentRecord | undefined {
  const [newest] = service.history;
  return newest === undefined || isOver(newest) ? undefined : newest;
}

const newBreaker = ({ settings }: ServiceRecord): BreakerRecord => ({
  status:
    settings.deploymentConfiguration?.deploymentCircuitBreaker?.enable === true ? 'MONITORING' : 'DISABLED',
  failureCount: 0,
  rollbackFailureCount: 0,
  reachedAt: undefined,
});

const newAlarms = ({ settings }: ServiceRecord): AlarmsRecord => {
  const { enable, alarmNames = [] } = settings.deploymentConfiguration?.alarms ?? {};
  return { status: enable === true ? 'MONITORING' : 'DISABLED', names: alarmNames, triggered: [] };
};

/** Its strategy finds that the PRIMARY deployment is through; what still drains of the others stays listed. */
export function completeDeployment(state: EcsState, service: ServiceRecord): void {
  const now = new Date(state.clock.now());
  const [primary] = service.deployments;
  const running = runningDeployment(service);
  if (primary === undefined || running === undefined) return;
  primary.rolloutState = 'COMPLETED';
  primary.rolloutStateReason = `ECS deployment ${primary.id} completed.`;
  primary.updatedAt = now;
  forgetEmptyDeployments(state, service);
  running.status = running.rollback === undefined ? 'SUCCESSFUL' : 'ROLLBACK_SUCCESSFUL';
  endServiceDeployment(running, now);
  tell(state, service, eventWords.completed(primary.id));
}

/** Deployments of which nothing is left; the PRIMARY one stays. */
export function forgetEmptyDeployments(state: EcsState, service: ServiceRecord): void {
  service.deployments = service.deployments.filter(
    (each, at) => at === 0 || state.present.some(({ deployment }) => deployment === each),
  );
}

/** Whatever its end is called. */
export function endServiceDeployment(record: ServiceDeploymentRecord, now: Date): void {
  record.finishedAt = now;
  record.updatedAt = now;
  for (const monitor of [record.breaker, record.alarms]) {
    if (monitor.status === 'MONITORING') monitor.status = 'MONITORING_COMPLETE';
  }
}
