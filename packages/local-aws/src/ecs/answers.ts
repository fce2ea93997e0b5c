/** Services, deployments and revisions as the API tells of them. Pure. */
import type {
  Deployment,
  Service,
  ServiceCurrentRevisionSummary,
  ServiceDeployment,
  ServiceDeploymentBrief,
  ServiceRevision,
  ServiceRevisionSummary,
} from '@aws-sdk/client-ecs';
import { breakerThreshold } from './circuit-breaker.ts';
import { isPending, isRunning, tasksOf, tasksOfDeployment } from './counts.ts';
import type {
  DeploymentRecord,
  EcsState,
  RevisionRecord,
  ServiceDeploymentRecord,
  ServiceRecord,
  TaskRecord,
} from './model.ts';

const countsOf = (tasks: readonly TaskRecord[]) => ({
  runningCount: tasks.filter(isRunning).length,
  pendingCount: tasks.filter(isPending).length,
});

export function serviceAnswer(state: EcsState, service: ServiceRecord, withTags = false): Service {
  const { settings, cluster } = service;
  const [primary] = service.deployments;
  return {
    serviceArn: service.arn,
    serviceName: service.name,
    clusterArn: cluster.arn,
    loadBalancers: settings.loadBalancers ?? [],
    serviceRegistries: settings.serviceRegistries ?? [],
    status: service.status,
    desiredCount: service.desiredCount,
    ...countsOf(tasksOf(state, service)),
    launchType: settings.launchType ?? 'FARGATE',
    platformVersion: settings.platformVersion ?? 'LATEST',
    platformFamily: 'Linux',
    taskDefinition: primary?.revision.definition.arn ?? service.revisions[0]?.definition.arn,
    deploymentConfiguration: settings.deploymentConfiguration,
    deployments: service.deployments.map((each, at) => deploymentAnswer(state, service, each, at === 0)),
    events: service.events,
    createdAt: service.createdAt,
    currentServiceDeployment: service.history[0]?.arn,
    currentServiceRevisions: service.deployments.map((each) => currentRevision(state, service, each)),
    placementConstraints: settings.placementConstraints ?? [],
    placementStrategy: settings.placementStrategy ?? [],
    networkConfiguration: settings.networkConfiguration,
    healthCheckGracePeriodSeconds: settings.healthCheckGracePeriodSeconds,
    schedulingStrategy: settings.schedulingStrategy ?? 'REPLICA',
    deploymentController: settings.deploymentController ?? { type: 'ECS' },
    enableECSManagedTags: settings.enableECSManagedTags ?? false,
    propagateTags: settings.propagateTags ?? 'NONE',
    enableExecuteCommand: settings.enableExecuteCommand ?? false,
    availabilityZoneRebalancing: settings.availabilityZoneRebalancing,
    ...(withTags ? { tags: [...service.tags] } : {}),
  };
}

/** Only the PRIMARY deployment wants tasks; what the others still have is on its way out. */
function requestedBy(state: EcsState, service: ServiceRecord, deployment: DeploymentRecord): number {
  if (service.deployments[0] === deployment) return service.desiredCount;
  return tasksOfDeployment(state, deployment).filter(({ desiredStatus }) => desiredStatus === 'RUNNING')
    .length;
}

function deploymentAnswer(
  state: EcsState,
  service: ServiceRecord,
  deployment: DeploymentRecord,
  primary: boolean,
): Deployment {
  const { revision } = deployment;
  return {
    id: deployment.id,
    status: primary ? 'PRIMARY' : 'ACTIVE',
    taskDefinition: revision.definition.arn,
    desiredCount: requestedBy(state, service, deployment),
    ...countsOf(tasksOfDeployment(state, deployment)),
    failedTasks: deployment.failedTasks,
    createdAt: deployment.createdAt,
    updatedAt: deployment.updatedAt,
    launchType: revision.settings.launchType ?? 'FARGATE',
    platformVersion: '1.4.0',
    platformFamily: 'Linux',
    networkConfiguration: revision.settings.networkConfiguration,
    rolloutState: deployment.rolloutState,
    rolloutStateReason: deployment.rolloutStateReason,
  };
}

function currentRevision(
  state: EcsState,
  service: ServiceRecord,
  deployment: DeploymentRecord,
): ServiceCurrentRevisionSummary {
  const { runningCount, pendingCount } = countsOf(tasksOfDeployment(state, deployment));
  return {
    arn: deployment.revision.arn,
    requestedTaskCount: requestedBy(state, service, deployment),
    runningTaskCount: runningCount,
    pendingTaskCount: pendingCount,
  };
}

export function serviceDeploymentAnswer(
  state: EcsState,
  service: ServiceRecord,
  record: ServiceDeploymentRecord,
): ServiceDeployment {
  const { rollback, breaker, deployment } = record;
  const configuration = deployment.revision.settings.deploymentConfiguration;
  const thresholds = configuration?.deploymentCircuitBreaker?.thresholdConfiguration;
  return {
    serviceDeploymentArn: record.arn,
    serviceArn: service.arn,
    clusterArn: service.cluster.arn,
    createdAt: record.createdAt,
    startedAt: record.startedAt,
    finishedAt: record.finishedAt,
    stoppedAt: record.stoppedAt,
    updatedAt: record.updatedAt,
    sourceServiceRevisions: record.sources.map((source) => revisionSummary(state, service, source)),
    targetServiceRevision: revisionSummary(state, service, deployment.revision),
    status: record.status,
    statusReason: record.statusReason,
    deploymentConfiguration: configuration,
    rollback: rollback && {
      reason: rollback.reason,
      startedAt: rollback.startedAt,
      serviceRevisionArn: rollback.to.revision.arn,
    },
    deploymentCircuitBreaker: {
      status: breaker.status,
      failureCount: breaker.failureCount,
      threshold: breakerThreshold(service.desiredCount, thresholds),
    },
    alarms: {
      status: record.alarms.status,
      alarmNames: [...record.alarms.names],
      triggeredAlarmNames: [...record.alarms.triggered],
    },
  };
}

function revisionSummary(
  state: EcsState,
  service: ServiceRecord,
  revision: RevisionRecord,
): ServiceRevisionSummary {
  const tasks = state.tasks.filter(({ deployment }) => deployment.revision === revision);
  const { runningCount, pendingCount } = countsOf(tasks);
  const primary = service.deployments[0]?.revision === revision;
  const active = tasks.filter(({ desiredStatus }) => desiredStatus === 'RUNNING').length;
  return {
    arn: revision.arn,
    requestedTaskCount: primary ? service.desiredCount : active,
    runningTaskCount: runningCount,
    pendingTaskCount: pendingCount,
  };
}

export const serviceDeploymentBrief = (
  service: ServiceRecord,
  record: ServiceDeploymentRecord,
): ServiceDeploymentBrief => ({
  serviceDeploymentArn: record.arn,
  serviceArn: service.arn,
  clusterArn: service.cluster.arn,
  startedAt: record.startedAt,
  createdAt: record.createdAt,
  finishedAt: record.finishedAt,
  targetServiceRevisionArn: record.deployment.revision.arn,
  status: record.status,
  statusReason: record.statusReason,
});

export function serviceRevisionAnswer(service: ServiceRecord, revision: RevisionRecord): ServiceRevision {
  const { definition, settings } = revision;
  return {
    serviceRevisionArn: revision.arn,
    serviceArn: service.arn,
    clusterArn: service.cluster.arn,
    taskDefinition: definition.arn,
    launchType: settings.launchType ?? 'FARGATE',
    platformVersion: '1.4.0',
    platformFamily: 'Linux',
    loadBalancers: settings.loadBalancers ?? [],
    serviceRegistries: settings.serviceRegistries ?? [],
    networkConfiguration: settings.networkConfiguration,
    containerImages: definition.document.containerDefinitions.map(({ name, image }) => ({
      containerName: name,
      image,
      imageDigest: revision.digests.get(name ?? ''),
    })),
    guardDutyEnabled: false,
    createdAt: revision.createdAt,
  };
}
