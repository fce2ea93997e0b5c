/** How things stand at one moment, by the world's own record: what no answer of the API is asked for. */
import { isRunning } from '@slipway/local-aws/ecs/counts';
import type { ServiceDeploymentRecord } from '@slipway/local-aws/ecs/model';
import type { SimulatedCloud } from './cloud.ts';

export interface Standing {
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly status: string;
  readonly desired: number;
  /** ARN of the task definition that the service is asked to run. */
  readonly asked: string | undefined;
  /** The newest service deployment. */
  readonly newest: string | undefined;
  readonly newestStatus: string | undefined;
  /** ARN of the task definition to go back to, if the service were deployed to now. */
  readonly good: string | undefined;
  /** By the ARN of the task definition; a revision of which nothing runs has no entry. */
  readonly crews: Readonly<Record<string, Crew>>;
}

export interface Crew {
  readonly running: number;
  readonly healthy: number;
}

export function standingOf({ clock, service, state }: SimulatedCloud): Standing {
  const [newest] = service.history;
  const crews: Record<string, { running: number; healthy: number }> = {};
  for (const task of state.present) {
    if (!isRunning(task) || task.desiredStatus !== 'RUNNING') continue;
    const crew = (crews[task.definition.arn] ??= { running: 0, healthy: 0 });
    crew.running += 1;
    if (task.healthy) crew.healthy += 1;
  }
  return {
    at: clock.now(),
    status: service.status,
    desired: service.desiredCount,
    asked: service.deployments[0]?.revision.definition.arn,
    newest: newest?.arn,
    newestStatus: newest?.status,
    good: goodOf(service, crews),
    crews,
  };
}

/**
 * While a deployment runs, and after one that ended badly, what the newest good one brought. After one that ended badly
 * when there was none, what alone runs and is as healthy as was asked for.
 */
function goodOf(
  { history, deployments, desiredCount }: SimulatedCloud['service'],
  crews: Standing['crews'],
): string | undefined {
  const [newest] = history;
  const endedWell = newest?.status === 'SUCCESSFUL' || newest?.status === 'ROLLBACK_SUCCESSFUL';
  if (newest === undefined || endedWell) return deployments[0]?.revision.definition.arn;
  const good = history.find(({ status }) => status === 'SUCCESSFUL');
  if (good !== undefined || !hasEnded(newest)) return good?.deployment.revision.definition.arn;
  const [alone, other] = Object.entries(crews);
  if (alone === undefined || other !== undefined) return undefined;
  const [arn, { healthy }] = alone;
  return healthy > 0 && healthy >= desiredCount ? arn : undefined;
}

const over = new Set(['SUCCESSFUL', 'STOPPED', 'ROLLBACK_SUCCESSFUL', 'ROLLBACK_FAILED']);

export const hasEnded = ({ status }: Pick<ServiceDeploymentRecord, 'status'>): boolean => over.has(status);
