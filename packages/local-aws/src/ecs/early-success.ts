/** Early success criteria: a rolling deployment that is successful before all of its tasks are healthy. Pure. */
import type { DeploymentConfiguration } from '@aws-sdk/client-ecs';

export interface EarlySuccess {
  /** Healthy tasks of the new revision that are enough. */
  readonly healthyTasks: number;
  /** Whether the tasks that are replaced have to be gone first. */
  readonly waitsForCleanup: boolean;
}

/** Undefined when a deployment is successful in the ordinary way. */
export function earlySuccessOf(
  configuration: DeploymentConfiguration | undefined,
  desiredCount: number,
): EarlySuccess | undefined {
  const {
    enable,
    healthyPercent = 100,
    sourceServiceRevisionCleanup,
  } = configuration?.earlySuccessCriteria ?? {};
  if (enable !== true) return undefined;
  return {
    healthyTasks: Math.ceil((desiredCount * healthyPercent) / 100),
    waitsForCleanup: sourceServiceRevisionCleanup !== 'DEFERRED',
  };
}

/** What ECS refuses; undefined when it takes them. */
export function earlySuccessProblem(configuration: DeploymentConfiguration): string | undefined {
  const { earlySuccessCriteria: criteria, minimumHealthyPercent = 100, strategy = 'ROLLING' } = configuration;
  if (criteria?.enable !== true) return undefined;
  const { healthyPercent, sourceServiceRevisionCleanup } = criteria;
  if (strategy !== 'ROLLING')
    return 'Early success criteria can be used with the ROLLING deployment strategy only.';
  if (healthyPercent === undefined || sourceServiceRevisionCleanup === undefined) {
    return 'healthyPercent and sourceServiceRevisionCleanup must be specified when early success criteria are enabled.';
  }
  if (!Number.isInteger(healthyPercent) || healthyPercent < 0 || healthyPercent > 100) {
    return 'healthyPercent must be an integer between 0 and 100.';
  }
  if (healthyPercent < minimumHealthyPercent) {
    return 'healthyPercent must be greater than or equal to minimumHealthyPercent.';
  }
  return undefined;
}
