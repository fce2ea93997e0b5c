/** The stages that a deployment which shifts traffic goes through, and its steps of production traffic. Pure. */
import type {
  DeploymentConfiguration,
  DeploymentLifecycleHookStage,
  ServiceDeploymentLifecycleStage,
} from '@aws-sdk/client-ecs';

/** What a deployment can be in; hooks can not be at all of them. */
export type Stage = ServiceDeploymentLifecycleStage | DeploymentLifecycleHookStage;

const stages = [
  'RECONCILE_SERVICE',
  'PRE_SCALE_UP',
  'SCALE_UP',
  'POST_SCALE_UP',
  'TEST_TRAFFIC_SHIFT',
  'POST_TEST_TRAFFIC_SHIFT',
  'PRE_PRODUCTION_TRAFFIC_SHIFT',
  'PRODUCTION_TRAFFIC_SHIFT',
  'POST_PRODUCTION_TRAFFIC_SHIFT',
  'BAKE_TIME',
  'CLEAN_UP',
] as const satisfies readonly Stage[];

export const isBefore = (one: Stage, other: Stage): boolean => stages.indexOf(one) < stages.indexOf(other);

/** @param production percent on the target; before all of it is there, the next step begins with its PRE_ stage */
export function stageAfter(stage: Stage, production: number): Stage {
  if (stage === 'PRODUCTION_TRAFFIC_SHIFT' && production < 100) return 'PRE_PRODUCTION_TRAFFIC_SHIFT';
  return stages[stages.indexOf(stage) + 1] ?? 'CLEAN_UP';
}

/** What ECS assumes where a configuration says nothing. */
export const linearDefaults = { stepPercent: 10, stepBakeTimeInMinutes: 6 } as const;
export const canaryDefaults = { canaryPercent: 5, canaryBakeTimeInMinutes: 10 } as const;

/**
 * What the next step of PRODUCTION_TRAFFIC_SHIFT brings the target to, in percent: all at once, in equal steps,
 * or a canary's share and then all.
 */
export function nextProduction(configuration: DeploymentConfiguration, production: number): number {
  switch (configuration.strategy) {
    case 'LINEAR':
      return tenths(
        Math.min(
          100,
          production + (configuration.linearConfiguration?.stepPercent ?? linearDefaults.stepPercent),
        ),
      );
    case 'CANARY':
      return production === 0
        ? (configuration.canaryConfiguration?.canaryPercent ?? canaryDefaults.canaryPercent)
        : 100;
    case 'BLUE_GREEN':
    case 'ROLLING':
    case undefined:
      return 100;
  }
}

/** Without what sums of tenths leave behind. */
const tenths = (percent: number): number => Math.round(percent * 10) / 10;

/** Milliseconds between two steps; after the last there is none. */
export function stepBake({ strategy, linearConfiguration, canaryConfiguration }: DeploymentConfiguration) {
  switch (strategy) {
    case 'LINEAR':
      return minutes(linearConfiguration?.stepBakeTimeInMinutes ?? linearDefaults.stepBakeTimeInMinutes);
    case 'CANARY':
      return minutes(canaryConfiguration?.canaryBakeTimeInMinutes ?? canaryDefaults.canaryBakeTimeInMinutes);
    case 'BLUE_GREEN':
    case 'ROLLING':
    case undefined:
      return 0;
  }
}

/** In milliseconds. */
export const minutes = (count: number): number => count * 60_000;
