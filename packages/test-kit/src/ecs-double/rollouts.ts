/** The deployments of the double as DescribeServices tells them. */
import type { Rollout } from '@slipway/rollout/observations';
import { isRunning, liveTasks, type DeploymentRecord, type EcsState } from './state.ts';

/** The primary one first, then those whose tasks are still there. */
export function rolloutsOf(state: EcsState): readonly Rollout[] {
  const { deployments, service } = state;
  const primary = service.deployment === undefined ? undefined : deployments.get(service.deployment);
  const rest = [...deployments.values()].filter(
    (each) => each !== primary && liveTasks(state).some(({ task }) => task.owner === each.owner),
  );
  const others = rest.map((record) => rolloutOf(state, record, false));
  if (primary === undefined) return others;
  if (!primary.status.startsWith('ROLLBACK_')) return [rolloutOf(state, primary, true), ...others];
  const failed = { ...rolloutOf(state, primary, false), ...tripped };
  return [backOf(state, primary), failed, ...others];
}

const tripped = { state: 'FAILED', stateReason: 'ECS deployment circuit breaker: tasks failed to start.' };

/** While ECS goes back another rollout is the primary one. */
function backOf(state: EcsState, record: DeploymentRecord): Rollout {
  const id = 'ecs-svc/back';
  const said = {
    ROLLBACK_SUCCESSFUL: { state: 'COMPLETED', stateReason: `ECS deployment ${id} completed.` },
    ROLLBACK_FAILED: { state: 'FAILED', stateReason: undefined },
  }[record.status as string];
  const under = {
    state: 'IN_PROGRESS',
    stateReason: `ECS deployment circuit breaker: rolling back to deploymentId ${id}.`,
  };
  const taskDefinition = state.revisions.get(record.rollback?.revision ?? '') ?? '';
  return { ...rolloutOf(state, record, true), id, taskDefinition, ...(said ?? under) };
}

function rolloutOf(state: EcsState, record: DeploymentRecord, isPrimary: boolean): Rollout {
  const live = liveTasks(state).filter(({ task }) => task.owner === record.owner);
  const running = live.filter(isRunning).length;
  return {
    id: record.owner,
    isPrimary,
    taskDefinition: state.revisions.get(record.revision) ?? '',
    ...stateOf(record),
    desired: state.service.desired,
    running,
    pending: live.length - running,
    failed: record.failures,
  };
}

function stateOf({ status, owner, breaker }: DeploymentRecord): Pick<Rollout, 'state' | 'stateReason'> {
  if (status === 'SUCCESSFUL' || status === 'ROLLBACK_SUCCESSFUL') {
    return { state: 'COMPLETED', stateReason: `ECS deployment ${owner} completed.` };
  }
  if (breaker?.status === 'TRIGGERED') {
    return { state: 'FAILED', stateReason: 'ECS deployment circuit breaker: tasks failed to start.' };
  }
  if (status === 'STOPPED' || status === 'ROLLBACK_FAILED')
    return { state: 'FAILED', stateReason: undefined };
  return { state: 'IN_PROGRESS', stateReason: `ECS deployment ${owner} in progress.` };
}
