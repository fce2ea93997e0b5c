/** Whether a task counts as healthy, by what ECS looks at: targets, container health checks, or time. Pure. */
import type { TargetHealth } from '../ports.ts';

export interface HealthScene {
  /** Milliseconds since RUNNING; undefined before. */
  readonly runningFor: number | undefined;
  /** Of the essential containers that have a health check. */
  readonly checks: readonly ('HEALTHY' | 'UNHEALTHY' | 'UNKNOWN')[];
  readonly targets: readonly {
    readonly groupArn: string;
    readonly port: number;
    readonly health: TargetHealth;
  }[];
  /** Milliseconds after RUNNING in which failed checks do not count. */
  readonly gracePeriod: number;
  /** Milliseconds after RUNNING from which a task without any check is healthy. */
  readonly healthyAfter: number;
}

export type Health =
  | { readonly kind: 'healthy' }
  | { readonly kind: 'starting' }
  | { readonly kind: 'failed-container-check' }
  | {
      readonly kind: 'unhealthy-target';
      readonly groupArn: string;
      readonly port: number;
      readonly reason: string;
    };

export function judgeHealth(scene: HealthScene): Health {
  const { runningFor, checks, targets, gracePeriod, healthyAfter } = scene;
  if (runningFor === undefined) return { kind: 'starting' };
  if (runningFor >= gracePeriod) {
    if (checks.includes('UNHEALTHY')) return { kind: 'failed-container-check' };
    const bad = targets.find(({ health }) => health.state === 'unhealthy');
    if (bad !== undefined) {
      const reason = bad.health.description ?? 'Health checks failed';
      return { kind: 'unhealthy-target', groupArn: bad.groupArn, port: bad.port, reason };
    }
  }
  const allGood =
    checks.every((check) => check === 'HEALTHY') && targets.every(({ health }) => health.state === 'healthy');
  if (checks.length + targets.length > 0) return { kind: allGood ? 'healthy' : 'starting' };
  return { kind: runningFor >= healthyAfter ? 'healthy' : 'starting' };
}
