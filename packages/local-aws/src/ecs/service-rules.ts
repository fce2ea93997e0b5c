/** What ECS refuses in a service, and which changes of one need a new deployment. Pure but for the lookups. */
import { isDeepStrictEqual } from 'node:util';
import type { DeploymentConfiguration } from '@aws-sdk/client-ecs';
import { ServiceError } from '../service.ts';
import { thresholdProblem } from './circuit-breaker.ts';
import { earlySuccessProblem } from './early-success.ts';
import type { EcsState, ServiceSettings, TaskDefinitionRecord } from './model.ts';

const refuse = (message: string): never => {
  throw new ServiceError('InvalidParameterException', message);
};

/** @throws ServiceError InvalidParameterException, for the first rule that is broken */
export function checkService(
  state: EcsState,
  settings: ServiceSettings,
  desiredCount: number,
  definition: TaskDefinitionRecord,
): void {
  if (desiredCount < 0) refuse('Desired count can not be negative.');
  const { minimumHealthyPercent = 100, maximumPercent = 200 } = settings.deploymentConfiguration ?? {};
  if (minimumHealthyPercent > maximumPercent) {
    refuse('minimumHealthyPercent can not be above maximumPercent.');
  }
  if (maximumPercent < 1) refuse('maximumPercent must be at least 1.');
  const problem = deploymentProblem(settings.deploymentConfiguration ?? {});
  if (problem !== undefined) refuse(problem);
  const controller = settings.deploymentController?.type ?? 'ECS';
  const strategy = settings.deploymentConfiguration?.strategy ?? 'ROLLING';
  if (controller !== 'ECS' || strategy !== 'ROLLING') {
    throw new ServiceError(
      'UnsupportedFeatureException',
      'The local cloud implements the ECS deployment controller with the ROLLING strategy only.',
    );
  }
  for (const loadBalancer of settings.loadBalancers ?? []) checkLoadBalancer(state, loadBalancer, definition);
}

function deploymentProblem(configuration: DeploymentConfiguration): string | undefined {
  const threshold = configuration.deploymentCircuitBreaker?.thresholdConfiguration;
  return (threshold && thresholdProblem(threshold)) ?? earlySuccessProblem(configuration);
}

function checkLoadBalancer(
  state: EcsState,
  {
    targetGroupArn = '',
    containerName,
    containerPort,
  }: NonNullable<ServiceSettings['loadBalancers']>[number],
  definition: TaskDefinitionRecord,
): void {
  if (!state.balancer.exists(targetGroupArn)) refuse(`The target group ${targetGroupArn} does not exist.`);
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
