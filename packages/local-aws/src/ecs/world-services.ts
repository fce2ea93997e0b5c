/** The services of a world file as CreateService takes them. */
import type { CreateServiceRequest, DeploymentConfiguration } from '@aws-sdk/client-ecs';
import type { ServiceWorld } from '../world.ts';

interface TargetGroups {
  targetGroupArn(name: string): string;
}

export function serviceRequest(service: ServiceWorld, balancer: TargetGroups): CreateServiceRequest {
  return {
    cluster: service.cluster,
    serviceName: service.name,
    taskDefinition: service.taskDefinition,
    desiredCount: service.desiredCount,
    launchType: 'FARGATE',
    deploymentConfiguration: deploymentConfiguration(service),
    ...loadBalancing(service, balancer),
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

function loadBalancing({ loadBalancer, healthCheckGracePeriod }: ServiceWorld, balancer: TargetGroups) {
  const healthCheckGracePeriodSeconds = healthCheckGracePeriod / 1000;
  if (loadBalancer === undefined) return healthCheckGracePeriod > 0 ? { healthCheckGracePeriodSeconds } : {};
  const { targetGroup, containerName, containerPort } = loadBalancer;
  return {
    healthCheckGracePeriodSeconds,
    loadBalancers: [{ targetGroupArn: balancer.targetGroupArn(targetGroup), containerName, containerPort }],
  };
}
