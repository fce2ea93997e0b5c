/**
 * Which of a service's deployments serves, as DescribeServices tells it: not which succeeded last. A deployment that
 * is stopped without a rollback leaves its tasks, and what succeeded before it serves no longer.
 */
import type * as sdk from '@aws-sdk/client-ecs';
import type { deploymentOf, serviceOf } from './ecs-shapes.ts';

type Service = ReturnType<typeof serviceOf>;
export type Rollout = Service['rollouts'][number];
type Deployment = ReturnType<typeof deploymentOf>;

/**
 * The revision that a successful deployment brought, while tasks of it run; a service without any task still has it as
 * its only one. A deployment from before the service was created is one of an earlier service of the same name.
 */
export function servingRevision(
  { createdAt, currentServiceRevisions = [] }: sdk.Service,
  deployment: Deployment | undefined,
): string | undefined {
  const isOfThisService =
    createdAt !== undefined && (deployment?.createdAt ?? -Infinity) >= createdAt.getTime();
  const arn = deployment?.target?.revision;
  const current = currentServiceRevisions.find((each) => each.arn === arn);
  const runs = (current?.runningTaskCount ?? 0) > 0 || currentServiceRevisions.length === 1;
  return isOfThisService && current !== undefined && runs ? arn : undefined;
}

/**
 * The one that completed, while another is tried, or alone; and one that failed where it is all that is left and its
 * tasks run. Behind a classic load balancer ECS tells no state: there a deployment is done when no other is left, and
 * its tasks run.
 */
export function servingRollout({ rollouts }: Service): Rollout | undefined {
  const isAlone = rollouts.length === 1;
  const live = isAlone ? rollouts : rollouts.filter(({ running }) => running > 0);
  const [first, other] = live.filter((each) => isCompleted(each, isAlone));
  const primary = [first, other].find((each) => each?.isPrimary);
  if (first !== undefined) return primary ?? (other === undefined ? first : undefined);
  const [only, more] = live;
  return more === undefined && only?.state === 'FAILED' && only.running > 0 ? only : undefined;
}

const isCompleted = ({ state, running, desired, pending }: Rollout, isAlone: boolean): boolean =>
  state === undefined ? isAlone && running >= desired && pending === 0 : state === 'COMPLETED';
