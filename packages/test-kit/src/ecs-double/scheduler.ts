/** The service scheduler of the ECS double: rolling deployments, the circuit breaker and its way back. */
import type { ServiceChange } from '@slipway/rollout/ports';
import { isHeldUp } from './hooks.ts';
import {
  arnOf,
  currentDeployment,
  isOver,
  liveTasks,
  nextId,
  type DeploymentRecord,
  type EcsState,
} from './state.ts';
import { isHealthy, replaceRefused, scaleIn, startTask } from './task-life.ts';

const everyMilliseconds = 5000;
const threshold = 3;

export function update(state: EcsState, change: ServiceChange): void {
  const { service } = state;
  service.desired = change.desiredCount ?? service.desired;
  service.enableEcsManagedTags = change.enableEcsManagedTags ?? service.enableEcsManagedTags;
  service.propagateTags = change.propagateTags ?? service.propagateTags;
  const volumes = change.volumeConfigurations ?? service.volumes;
  const isOther = JSON.stringify(volumes) !== JSON.stringify(service.volumes);
  service.volumes = volumes;
  if (change.taskDefinition !== service.taskDefinition || change.forceNewDeployment === true || isOther) {
    begin(state, change.taskDefinition);
  }
}

/** A new deployment; one that is in progress is stopped by it. */
export function begin(state: EcsState, taskDefinition: string): void {
  const { service, deployments, revisions } = state;
  const before = currentDeployment(state);
  if (before !== undefined && !isOver(before)) before.status = 'STOPPED';
  const record = newDeployment(state, sourcesOf(state));
  revisions.set(record.revision, taskDefinition);
  deployments.set(record.arn, record);
  const { arn, owner, revision } = record;
  const until = state.clock.now() + (state.options.namesDeploymentAfter ?? 0);
  if (service.deployment !== undefined) service.named = { deployment: service.deployment, until };
  Object.assign(service, { taskDefinition, deployment: arn, owner, revision });
}

function sourcesOf(state: EcsState): readonly string[] {
  const running = [...new Set(liveTasks(state).map(({ revision }) => revision))];
  if (running.length > 0) return running;
  return state.service.revision === '' ? [] : [state.service.revision];
}

function newDeployment(state: EcsState, sources: readonly string[]): DeploymentRecord {
  const revision = arnOf('service-revision', `main/web/${nextId(state)}`);
  return {
    arn: arnOf('service-deployment', `main/web/${nextId(state)}`),
    owner: `ecs-svc/${nextId(state)}`,
    revision,
    failures: 0,
    succeededAt: undefined,
    status: 'PENDING',
    statusReason: undefined,
    target: { revision, requested: state.service.desired, running: 0, pending: 0 },
    sources,
    rollback: undefined,
    alarms: { status: 'DISABLED', names: [], triggered: [] },
    strategy: 'ROLLING',
    stage: undefined,
    traffic: { production: undefined, test: undefined },
    hooks: [],
    createdAt: state.clock.now(),
    earlySuccess: 'off',
    breaker: {
      status: state.options.breaker === undefined ? 'DISABLED' : 'MONITORING',
      failures: 0,
      threshold,
    },
  };
}

/** Looks at the service now, and again and again. */
export function schedule(state: EcsState): void {
  replaceRefused(state);
  const deployment = currentDeployment(state);
  if (deployment !== undefined) advance(state, deployment);
  state.clock.at(state.clock.now() + everyMilliseconds, () => schedule(state));
}

function advance(state: EcsState, deployment: DeploymentRecord): void {
  switch (deployment.status) {
    case 'PENDING':
      deployment.status = 'IN_PROGRESS';
      return;
    case 'IN_PROGRESS':
      if (isHeldUp(state, deployment)) return;
      if (state.options.breaker !== undefined && deployment.failures >= threshold) trip(state, deployment);
      else if (reached(state, deployment.revision, deployment.owner)) succeed(deployment, state.clock.now());
      return;
    case 'ROLLBACK_REQUESTED':
      deployment.status = 'ROLLBACK_IN_PROGRESS';
      return;
    case 'ROLLBACK_IN_PROGRESS':
      if (returned(state, deployment))
        Object.assign(deployment, { status: 'ROLLBACK_SUCCESSFUL', finishedAt: state.clock.now() });
      return;
    case 'STOP_REQUESTED':
    case 'STOPPED':
    case 'ROLLBACK_SUCCESSFUL':
    case 'ROLLBACK_FAILED':
    case 'SUCCESSFUL':
      reached(state, state.service.revision, deployment.owner);
  }
}

export function succeed(deployment: DeploymentRecord, at: number): void {
  deployment.status = 'SUCCESSFUL';
  deployment.succeededAt = at;
}

/** Starts what is missing of a revision, and ends the others once enough of it is healthy. */
function reached(state: EcsState, revision: string, owner: string): boolean {
  const { desired } = state.service;
  for (let count = liveTasks(state, revision).length; count < desired; count += 1) {
    startTask(state, revision, owner);
  }
  const healthy = liveTasks(state, revision).filter((record) => isHealthy(state, record)).length;
  if (healthy < desired) return false;
  scaleIn(state, (record) => record.revision !== revision, owner);
  return true;
}

function trip(state: EcsState, deployment: DeploymentRecord): void {
  deployment.breaker = { status: 'TRIGGERED', failures: deployment.failures, threshold };
  deployment.statusReason = 'ECS deployment circuit breaker: tasks failed to start.';
  if (state.options.breaker?.rollback === true && deployment.sources.length > 0) {
    rollBack(
      deployment,
      'Service deployment rolled back because the circuit breaker threshold was exceeded.',
    );
  } else {
    deployment.status = 'STOPPED';
  }
}

export function rollBack(deployment: DeploymentRecord, reason: string): void {
  deployment.status = 'ROLLBACK_REQUESTED';
  deployment.rollback = { reason, revision: deployment.sources[0] };
}

function returned(state: EcsState, { rollback, revision, owner }: DeploymentRecord): boolean {
  const back = rollback?.revision ?? '';
  scaleIn(state, (record) => record.revision === revision, owner);
  state.service.revision = back;
  state.service.taskDefinition = state.revisions.get(back) ?? '';
  return reached(state, back, 'ecs-svc/back');
}
