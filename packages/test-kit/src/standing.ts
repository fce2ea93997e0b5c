/** How the service stands by the cloud's own record: what serves, and what became of the deployment in question. */
import { isRunning, tasksOf } from '@slipway/local-aws/ecs/counts';
import type { EcsState, ServiceDeploymentRecord } from '@slipway/local-aws/ecs/model';

export interface Standing {
  /** `web:2`: what the service is asked to run. */
  readonly asked: string;
  /** Tasks by what they run, healthy ones only: `web:2` → 3. */
  readonly healthy: ReadonlyMap<string, number>;
  readonly desired: number;
  /** The deployment that the action began; undefined when it began none. */
  readonly tested: ServiceDeploymentRecord | undefined;
  /** Those begun after it, oldest first. */
  readonly later: readonly ServiceDeploymentRecord[];
}

/** @param before how many deployments it had before the action started. */
export function standingOf(state: EcsState, name: string, before: number): Standing {
  const service = state.services.find((each) => each.name === name);
  if (service === undefined) throw new Error(`The service ${name} is gone.`);
  const healthy = new Map<string, number>();
  for (const task of tasksOf(state, service).filter((each) => isRunning(each) && each.healthy)) {
    const revision = nameOf(task.definition);
    healthy.set(revision, (healthy.get(revision) ?? 0) + 1);
  }
  // The records change in place; a standing stays as it was.
  const begun = service.history.slice(0, service.history.length - before).map((record) => ({ ...record }));
  const [tested, ...later] = begun.reverse();
  const [primary] = service.deployments;
  return {
    asked: primary === undefined ? 'nothing' : nameOf(primary.revision.definition),
    healthy,
    desired: service.desiredCount,
    tested,
    later,
  };
}

export const nameOf = ({
  family,
  revision,
}: {
  readonly family: string;
  readonly revision: number;
}): string => `${family}:${String(revision)}`;

/** Whether it is asked to run this revision, and all tasks of it are there and healthy. */
export const serves = ({ asked, healthy, desired }: Standing, revision: string): boolean =>
  asked === revision && (healthy.get(revision) ?? 0) >= desired;

/** Milliseconds from the start of the deployment to the start of the way back to `web:1`, whoever began it. */
export function rollbackAfter({ tested, later }: Standing): number | undefined {
  const back = later.find(({ deployment }) => nameOf(deployment.revision.definition) === 'web:1');
  const begun = tested?.rollback?.startedAt ?? back?.createdAt;
  return tested === undefined || begun === undefined
    ? undefined
    : begun.getTime() - tested.createdAt.getTime();
}

/** When ECS was done with it all; undefined while it is not. */
export const settledAt = ({ tested, later }: Standing): number | undefined =>
  (later.at(-1) ?? tested)?.finishedAt?.getTime();
