/** The load balancer of the double: it checks each running task on its own rhythm. */
import type { TargetHealth } from '@slipway/rollout/observations';
import { behaviourOf, isRunning, liveTasks, type EcsState, type TaskRecord } from './state.ts';

const port = 80;

export const targetGroup = 'arn:aws:elasticloadbalancing:eu-west-1:111122223333:targetgroup/web/1';

export const isHealthyTarget = (state: EcsState, record: TaskRecord): boolean =>
  stateOf(state, record).state === 'healthy';

/** Whether ECS takes the task away: for failed checks, once its grace period is over. */
export function isRefused(state: EcsState, record: TaskRecord): boolean {
  const { balancer } = state.options;
  if (balancer === undefined || stateOf(state, record).state !== 'unhealthy') return false;
  const ran = state.clock.now() - (record.task.startedAt ?? state.clock.now());
  return ran >= (balancer.replacesAfter ?? balancer.gracePeriod ?? 0);
}

export function targetsOf(state: EcsState): readonly TargetHealth[] {
  return liveTasks(state)
    .filter(isRunning)
    .map((record) => ({
      host: record.task.addresses[0]?.host ?? '',
      port,
      ...stateOf(state, record),
      description: undefined,
    }));
}

function stateOf(state: EcsState, record: TaskRecord): Pick<TargetHealth, 'state' | 'reason'> {
  const ran = state.clock.now() - (record.task.startedAt ?? 0);
  const { interval = 30_000, unhealthyThreshold = 2 } = state.options.balancer ?? {};
  const { neverListens, listensUntil = Infinity } = behaviourOf(state, record.revision);
  const failing = neverListens === true || ran >= listensUntil + interval * unhealthyThreshold;
  if (!failing) return { state: ran >= interval ? 'healthy' : 'initial', reason: undefined };
  if (ran < interval * unhealthyThreshold) return { state: 'initial', reason: 'Elb.RegistrationInProgress' };
  return { state: 'unhealthy', reason: 'Target.FailedHealthChecks' };
}
