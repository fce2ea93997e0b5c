/**
 * How a target's health follows from its checks, in ELB's words. Pure: when checks happen is health-checks.ts's
 * business.
 */
import type { ProbeResult, TargetHealth } from '../ports.ts';
import type { LoadBalancerWorld } from '../world.ts';

export type HealthCheck = LoadBalancerWorld['targetGroup']['healthCheck'];

export interface CheckedHealth {
  readonly health: TargetHealth;
  /** Checks in a row that passed. */
  readonly passed: number;
  /** Checks in a row that failed. */
  readonly failed: number;
}

const healthOf = (
  state: TargetHealth['state'],
  reason: string | undefined,
  description: string | undefined,
): TargetHealth => ({ state, reason, description });

export const registering = healthOf(
  'initial',
  'Elb.RegistrationInProgress',
  'Target registration is in progress',
);
export const initial = healthOf('initial', 'Elb.InitialHealthChecking', 'Initial health checks in progress');
export const draining = healthOf(
  'draining',
  'Target.DeregistrationInProgress',
  'Target deregistration is in progress',
);
export const notRegistered = healthOf(
  'unused',
  'Target.NotRegistered',
  'Target is not registered to the target group',
);
const healthy = healthOf('healthy', undefined, undefined);

/**
 * A new target is healthy with its first passed check and unhealthy after `unhealthyThreshold` failed ones; an
 * unhealthy one needs `healthyThreshold` passed checks to come back (User Guide for ALB, "Health checks").
 */
export function afterCheck(before: CheckedHealth, result: ProbeResult, check: HealthCheck): CheckedHealth {
  const failure = failureOf(result, check.matcher);
  const { state } = before.health;
  if (failure === undefined) {
    const passed = before.passed + 1;
    const enough = state !== 'unhealthy' || passed >= check.healthyThreshold;
    return { health: enough ? healthy : before.health, passed, failed: 0 };
  }
  const failed = before.failed + 1;
  const unhealthy = state === 'unhealthy' || failed >= check.unhealthyThreshold;
  return { health: unhealthy ? failure : before.health, passed: 0, failed };
}

function failureOf(result: ProbeResult, matcher: string): TargetHealth | undefined {
  switch (result.kind) {
    case 'timeout':
      return healthOf('unhealthy', 'Target.Timeout', 'Request timed out');
    case 'refused':
      return healthOf('unhealthy', 'Target.FailedHealthChecks', refusal(result.why));
    case 'answer':
      if (fitsMatcher(result.status, matcher)) return undefined;
      return healthOf(
        'unhealthy',
        'Target.ResponseCodeMismatch',
        `Health checks failed with these codes: [${String(result.status)}]`,
      );
  }
}

const refusal = (why: string | undefined): string =>
  why === undefined ? 'Health checks failed' : `Health checks failed: ${why}`;

/** @param matcher `200`, `200-299` or `200,204`, and their mixtures. */
export function fitsMatcher(status: number, matcher: string): boolean {
  return matcher.split(',').some((part) => {
    const [low = NaN, high = low] = part.split('-').map(Number);
    return status >= low && status <= high;
  });
}
