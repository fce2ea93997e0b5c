/** What a deployment configuration says of its strategy: ECS's defaults, what it keeps, and what it refuses. Pure. */
import type {
  CanaryConfiguration,
  DeploymentConfiguration,
  DeploymentLifecycleHook,
  LinearConfiguration,
} from '@aws-sdk/client-ecs';
import { canaryDefaults, linearDefaults } from './stages.ts';

/** What a request leaves out stays, but for what belongs to a strategy that the service no longer has. */
export function mergedConfiguration(
  before: DeploymentConfiguration | undefined,
  asked: DeploymentConfiguration | undefined,
): DeploymentConfiguration {
  const merged = { ...before, ...asked };
  const strategy = merged.strategy ?? 'ROLLING';
  const kept = <K extends keyof DeploymentConfiguration>(key: K, belongs: boolean) =>
    belongs ? merged[key] : asked?.[key];
  const linear = kept('linearConfiguration', strategy === 'LINEAR');
  const canary = kept('canaryConfiguration', strategy === 'CANARY');
  return {
    ...merged,
    strategy,
    lifecycleHooks: kept('lifecycleHooks', strategy !== 'ROLLING'),
    linearConfiguration: strategy === 'LINEAR' ? { ...linearDefaults, ...linear } : linear,
    canaryConfiguration: strategy === 'CANARY' ? { ...canaryDefaults, ...canary } : canary,
  };
}

const mostMinutes = 1440;

/**
 * The ranges are ECS's; its sentences are not published, so these are ours.
 * @returns the first rule that is broken, as a sentence
 */
export function brokenStrategyRule(configuration: DeploymentConfiguration): string | undefined {
  const { strategy = 'ROLLING', bakeTimeInMinutes, lifecycleHooks = [] } = configuration;
  if (!['ROLLING', 'BLUE_GREEN', 'LINEAR', 'CANARY'].includes(strategy)) {
    return `The deployment strategy ${strategy} is not supported.`;
  }
  if (strategy === 'BLUE_GREEN' && bakeTimeInMinutes === undefined) {
    return 'bakeTimeInMinutes must be specified for the BLUE_GREEN deployment strategy.';
  }
  return (
    outside('bakeTimeInMinutes', bakeTimeInMinutes, 0, mostMinutes) ??
    brokenLinear(strategy, configuration.linearConfiguration) ??
    brokenCanary(strategy, configuration.canaryConfiguration) ??
    brokenHooks(strategy, lifecycleHooks)
  );
}

function brokenLinear(strategy: string, linear: LinearConfiguration | undefined): string | undefined {
  if (linear === undefined) return undefined;
  if (strategy !== 'LINEAR') return 'linearConfiguration is only valid for the LINEAR deployment strategy.';
  return (
    outside('stepPercent', linear.stepPercent, 3, 100) ??
    notInTenths('stepPercent', linear.stepPercent) ??
    outside('stepBakeTimeInMinutes', linear.stepBakeTimeInMinutes, 0, mostMinutes)
  );
}

function brokenCanary(strategy: string, canary: CanaryConfiguration | undefined): string | undefined {
  if (canary === undefined) return undefined;
  if (strategy !== 'CANARY') return 'canaryConfiguration is only valid for the CANARY deployment strategy.';
  return (
    outside('canaryPercent', canary.canaryPercent, 0.1, 100) ??
    notInTenths('canaryPercent', canary.canaryPercent) ??
    outside('canaryBakeTimeInMinutes', canary.canaryBakeTimeInMinutes, 0, mostMinutes)
  );
}

function brokenHooks(strategy: string, hooks: readonly DeploymentLifecycleHook[]): string | undefined {
  // Inferred: a rolling deployment has no stages at which a hook could run.
  if (hooks.length > 0 && strategy === 'ROLLING') {
    return 'lifecycleHooks are not supported for the ROLLING deployment strategy.';
  }
  return hooks.map(brokenHook).find((broken) => broken !== undefined);
}

const noPause: readonly string[] = ['TEST_TRAFFIC_SHIFT', 'PRODUCTION_TRAFFIC_SHIFT'];

function brokenHook(hook: DeploymentLifecycleHook): string | undefined {
  const { targetType = 'AWS_LAMBDA', hookTargetArn, lifecycleStages = [], timeoutConfiguration } = hook;
  if (lifecycleStages.length === 0) return 'lifecycleStages can not be empty.';
  if (targetType === 'AWS_LAMBDA' && hookTargetArn === undefined) {
    return 'hookTargetArn must be specified for AWS_LAMBDA lifecycle hooks.';
  }
  const wrong = targetType === 'PAUSE' ? lifecycleStages.find((stage) => noPause.includes(stage)) : undefined;
  if (wrong !== undefined) return `PAUSE lifecycle hooks are not supported at the ${wrong} stage.`;
  return outside('timeoutInMinutes', timeoutConfiguration?.timeoutInMinutes, 1, 20_160);
}

function outside(name: string, value: number | undefined, least: number, most: number): string | undefined {
  if (value === undefined || (value >= least && value <= most)) return undefined;
  return `${name} must be between ${least} and ${most}.`;
}

function notInTenths(name: string, value: number | undefined): string | undefined {
  if (value === undefined || Math.abs(value * 10 - Math.round(value * 10)) < 1e-6) return undefined;
  return `${name} must be a multiple of 0.1.`;
}
