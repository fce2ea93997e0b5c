/** A deployment as it can be told by the `deployments` of DescribeServices alone. */
import type { Deployment, Rollout, ServiceState } from '../observations.ts';

/** What was seen of deployments at earlier looks, by ARN. */
export interface Known {
  /** The ids of their rollouts. */
  readonly owners: Map<string, string>;
  /** Why ECS goes back from them: the primary rollout says so only while it is on its way. */
  readonly reasons: Map<string, string>;
}

/** @returns undefined for one that was never the newest: a read that lags behind the update shows the one before. */
export function deploymentBy(arn: string, service: ServiceState, known: Known): Deployment | undefined {
  const isCurrent = service.deployment === arn;
  if (!isCurrent && !known.owners.has(arn)) return undefined;
  if (isCurrent && service.owner !== undefined && !known.owners.has(arn))
    known.owners.set(arn, service.owner);
  const own = service.rollouts.find(({ id }) => id === known.owners.get(arn));
  const primary = service.rollouts.find(({ isPrimary }) => isPrimary);
  const status = isCurrent ? statusOf(own, primary && withState(primary, service)) : 'STOPPED';
  const isReturning = status.startsWith('ROLLBACK_');
  const reason = isReturning ? whyBack(arn, own, primary, known) : own?.stateReason;
  return {
    ...plain,
    arn,
    status,
    statusReason: reason,
    target: own && targetOf(own),
    rollback: isReturning ? { reason, revision: primary?.taskDefinition } : undefined,
  };
}

/**
 * Behind a classic load balancer ECS tells no state: it is done when no other is left, and as many of its tasks run
 * as are wanted.
 */
function withState(rollout: Rollout, { rollouts }: ServiceState): Rollout {
  if (rollout.state !== undefined) return rollout;
  const { running, desired, pending } = rollout;
  const isDone = rollouts.length === 1 && running >= desired && pending === 0;
  return { ...rollout, state: isDone ? 'COMPLETED' : 'IN_PROGRESS' };
}

/** The service names the same deployment while ECS rolls it back: then another rollout is the primary one. */
function statusOf(own: Rollout | undefined, primary: Rollout | undefined): Deployment['status'] {
  const isBack = primary !== undefined && primary.id !== own?.id;
  switch (primary?.state) {
    case 'COMPLETED':
      return isBack ? 'ROLLBACK_SUCCESSFUL' : 'SUCCESSFUL';
    case 'FAILED':
      return isBack ? 'ROLLBACK_FAILED' : 'STOPPED';
    default:
      return isBack ? 'ROLLBACK_IN_PROGRESS' : 'IN_PROGRESS';
  }
}

function whyBack(
  arn: string,
  own: Rollout | undefined,
  primary: Rollout | undefined,
  { reasons }: Known,
): string | undefined {
  const said = own?.state === 'FAILED' ? own.stateReason : primary?.stateReason;
  if (said !== undefined && !reasons.has(arn)) reasons.set(arn, said);
  return reasons.get(arn);
}

/**
 * What the service is known to have run well: the one rollout that is COMPLETED, where there is one only; as a
 * deployment whose revision is its task definition.
 */
export function goodAmong(service: ServiceState): Deployment | undefined {
  const told = service.rollouts.map((each) => withState(each, service));
  const [good, other] = told.filter(({ state }) => state === 'COMPLETED');
  if (good === undefined || other !== undefined) return undefined;
  return {
    ...plain,
    arn: good.id,
    status: 'SUCCESSFUL',
    statusReason: good.stateReason,
    target: targetOf(good),
  };
}

const targetOf = ({ taskDefinition, desired, running, pending }: Rollout) => ({
  revision: taskDefinition,
  requested: desired,
  running,
  pending,
});

const plain = {
  sources: [],
  rollback: undefined,
  breaker: undefined,
  alarms: { status: 'DISABLED', names: [], triggered: [] },
  strategy: 'ROLLING',
  stage: undefined,
  traffic: { production: undefined, test: undefined },
  hooks: [],
  createdAt: undefined,
  earlySuccess: 'off',
} as const;
