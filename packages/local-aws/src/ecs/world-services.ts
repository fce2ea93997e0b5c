/** The services of a world file as CreateService takes them. */
import type { CreateServiceRequest, DeploymentConfiguration, LoadBalancer } from '@aws-sdk/client-ecs';
import type { Balancer } from '../ports.ts';
import type { LifecycleHookWorld, ServiceWorld } from '../world.ts';
import type { EcsState } from './model.ts';

/** A balancer that knows what the world calls its target groups. */
export interface ServiceBalancer extends Balancer {
  targetGroupArn(name: string): string;
  /** What a service behind this target group needs for shifting traffic; undefined without an alternate group. */
  trafficShifting(targetGroup: string):
    | {
        readonly alternateTargetGroupArn: string;
        readonly productionListenerRule: string;
        readonly testListenerRule: string | undefined;
      }
    | undefined;
}

type Place = Pick<EcsState, 'account' | 'region'>;

export function serviceRequest(
  service: ServiceWorld,
  place: Place,
  balancer: ServiceBalancer,
): CreateServiceRequest {
  const { deploymentController: type = 'ECS' } = service;
  return {
    cluster: service.cluster,
    serviceName: service.name,
    // With task sets of its own, an EXTERNAL controller brings the task definitions too.
    taskDefinition: type === 'EXTERNAL' ? undefined : service.taskDefinition,
    desiredCount: service.desiredCount,
    launchType: 'FARGATE',
    deploymentController: { type },
    deploymentConfiguration: {
      ...deploymentConfiguration(service),
      ...strategyConfiguration(service, place),
    },
    ...loadBalancing(service, place, balancer),
  };
}

function deploymentConfiguration(service: ServiceWorld): DeploymentConfiguration {
  const { alarms, earlySuccess } = service;
  const { threshold, ...circuitBreaker } = service.circuitBreaker;
  return {
    minimumHealthyPercent: service.minimumHealthyPercent,
    maximumPercent: service.maximumPercent,
    deploymentCircuitBreaker: { ...circuitBreaker, thresholdConfiguration: threshold },
    alarms: alarms && { alarmNames: [...alarms.names], enable: alarms.enable, rollback: alarms.rollback },
    earlySuccessCriteria: earlySuccess && {
      enable: true,
      healthyPercent: earlySuccess.healthyPercent,
      sourceServiceRevisionCleanup: earlySuccess.cleanup,
    },
  };
}

/** A world may be quicker than ECS's whole minutes. */
const minutes = (milliseconds: number): number => milliseconds / 60_000;

function strategyConfiguration(service: ServiceWorld, place: Place): DeploymentConfiguration {
  const { strategy, bakeTime, linear, canary, lifecycleHooks = [] } = service;
  return {
    strategy,
    bakeTimeInMinutes: bakeTime === undefined ? undefined : minutes(bakeTime),
    lifecycleHooks:
      lifecycleHooks.length === 0 ? undefined : lifecycleHooks.map((hook) => hookOf(hook, place)),
    linearConfiguration: linear && {
      stepPercent: linear.percent,
      stepBakeTimeInMinutes: minutes(linear.bakeTime),
    },
    canaryConfiguration: canary && {
      canaryPercent: canary.percent,
      canaryBakeTimeInMinutes: minutes(canary.bakeTime),
    },
  };
}

type Hook = NonNullable<DeploymentConfiguration['lifecycleHooks']>[number];

function hookOf(hook: LifecycleHookWorld, { account, region }: Place): Hook {
  const { targetType, function: name, stages, timeout, timeoutAction } = hook;
  const target = {
    hookTargetArn: `arn:aws:lambda:${region}:${account}:function:${name ?? ''}`,
    roleArn: roleArn(account),
  };
  return {
    targetType,
    ...(name === undefined ? {} : target),
    lifecycleStages: [...stages] as Hook['lifecycleStages'],
    timeoutConfiguration: { timeoutInMinutes: minutes(timeout), action: timeoutAction },
  };
}

function loadBalancing(
  { loadBalancer, healthCheckGracePeriod }: ServiceWorld,
  place: Place,
  balancer: ServiceBalancer,
) {
  const healthCheckGracePeriodSeconds = healthCheckGracePeriod / 1000;
  if (loadBalancer === undefined) return healthCheckGracePeriod > 0 ? { healthCheckGracePeriodSeconds } : {};
  return { healthCheckGracePeriodSeconds, loadBalancers: [loadBalancerOf(loadBalancer, place, balancer)] };
}

function loadBalancerOf(
  { targetGroup, containerName, containerPort }: NonNullable<ServiceWorld['loadBalancer']>,
  { account }: Place,
  balancer: ServiceBalancer,
): LoadBalancer {
  const shifting = balancer.trafficShifting(targetGroup);
  return {
    targetGroupArn: balancer.targetGroupArn(targetGroup),
    containerName,
    containerPort,
    ...(shifting === undefined ? {} : { advancedConfiguration: { ...shifting, roleArn: roleArn(account) } }),
  };
}

/** The role that lets ECS change listener rules and call functions; nothing here checks it. */
const roleArn = (account: string): string => `arn:aws:iam::${account}:role/ecsInfrastructureRole`;
