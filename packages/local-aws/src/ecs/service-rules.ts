/** What ECS refuses in a service, and which changes of one need a new deployment. Pure but for the lookups. */
import { isDeepStrictEqual } from 'node:util';
import type { DeploymentConfiguration, LoadBalancer } from '@aws-sdk/client-ecs';
import { notImplemented, ServiceError } from '../service.ts';
import { thresholdProblem } from './circuit-breaker.ts';
import { earlySuccessProblem } from './early-success.ts';
import type { EcsState, ServiceSettings, TaskDefinitionRecord } from './model.ts';
import { brokenStrategyRule } from './strategies/strategy-settings.ts';

const refuse = (message: string): never => {
  throw new ServiceError('InvalidParameterException', message);
};

/** @throws ServiceError InvalidParameterException, for the first rule that is broken */
export function checkService(
  state: EcsState,
  settings: ServiceSettings,
  desiredCount: number,
  definition: TaskDefinitionRecord | undefined,
): void {
  if (settings.schedulingStrategy === 'DAEMON') throw notImplemented('services of the DAEMON strategy');
  if (desiredCount < 0) refuse('Desired count can not be negative.');
  const { minimumHealthyPercent = 100, maximumPercent = 200 } = settings.deploymentConfiguration ?? {};
  if (minimumHealthyPercent > maximumPercent) {
    refuse('minimumHealthyPercent can not be above maximumPercent.');
  }
  if (maximumPercent < 1) refuse('maximumPercent must be at least 1.');
  const problem = deploymentProblem(settings.deploymentConfiguration ?? {});
  if (problem !== undefined) refuse(problem);
  for (const loadBalancer of settings.loadBalancers ?? []) {
    checkTargetGroup(state, loadBalancer);
    checkAttached(state, loadBalancer);
    if (definition !== undefined) checkContainer(loadBalancer, definition);
    checkTrafficShifting(state, settings, loadBalancer);
  }
}

function deploymentProblem(configuration: DeploymentConfiguration): string | undefined {
  const threshold = configuration.deploymentCircuitBreaker?.thresholdConfiguration;
  return (
    (threshold && thresholdProblem(threshold)) ??
    earlySuccessProblem(configuration) ??
    brokenStrategyRule(configuration)
  );
}

function checkTargetGroup(state: EcsState, { targetGroupArn = '' }: LoadBalancer): void {
  if (!state.balancer.exists(targetGroupArn)) refuse(`The target group ${targetGroupArn} does not exist.`);
}

function checkAttached(state: EcsState, { targetGroupArn = '' }: LoadBalancer): void {
  if (state.balancer.isAttached(targetGroupArn)) return;
  refuse(`The target group with targetGroupArn ${targetGroupArn} does not have an associated load balancer.`);
}

function checkContainer(
  { containerName, containerPort }: LoadBalancer,
  definition: TaskDefinitionRecord,
): void {
  const container = definition.document.containerDefinitions.find(({ name }) => name === containerName);
  if (container === undefined) {
    refuse(`The container ${containerName ?? ''} does not exist in the task definition.`);
  }
  const mapped = container?.portMappings?.some((mapping) => mapping.containerPort === containerPort) === true;
  if (!mapped) {
    refuse(
      `The container ${containerName ?? ''} did not have a container port ${containerPort ?? 0} defined.`,
    );
  }
}

/** Whoever shifts traffic says between which target groups, and by which listener rules. */
function checkTrafficShifting(
  state: EcsState,
  { deploymentConfiguration }: ServiceSettings,
  { advancedConfiguration: advanced }: LoadBalancer,
): void {
  const strategy = deploymentConfiguration?.strategy ?? 'ROLLING';
  if (advanced === undefined) {
    if (strategy === 'ROLLING') return;
    refuse(
      `advancedConfiguration must be specified for load balancers with the ${strategy} deployment strategy.`,
    );
    return;
  }
  const { alternateTargetGroupArn = '', productionListenerRule, testListenerRule } = advanced;
  checkTargetGroup(state, { targetGroupArn: alternateTargetGroupArn });
  if (productionListenerRule === undefined) refuse('productionListenerRule must be specified.');
  for (const rule of [productionListenerRule, testListenerRule]) {
    if (rule !== undefined && !state.balancer.hasRule(rule)) {
      refuse(`The listener rule ${rule} does not exist.`);
    }
  }
}

/** Whoever changes one of these makes ECS replace the tasks. */
const deploying = [
  'capacityProviderStrategy',
  'loadBalancers',
  'networkConfiguration',
  'platformVersion',
  'serviceConnectConfiguration',
  'serviceRegistries',
  'volumeConfigurations',
  'vpcLatticeConfigurations',
] as const;

export const needsDeployment = (before: ServiceSettings, after: ServiceSettings): boolean =>
  deploying.some((key) => !isDeepStrictEqual(before[key], after[key]));
