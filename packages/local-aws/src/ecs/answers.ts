/** Services, deployments and revisions as the API tells of them. Pure. */
import type {
  Deployment,
  DeploymentLifecycleHookDetail,
  Service,
  ServiceCurrentRevisionSummary,
  ServiceDeployment,
  ServiceDeploymentBrief,
  ServiceDeploymentLifecycleStage,
  ServiceRevision,
  ServiceRevisionSummary,
} from '@aws-sdk/client-ecs';
import { breakerThreshold } from './circuit-breaker.ts';
import { isPending, isRunning, tasksOf, tasksOfDeployment } from './counts.ts';
import type {
  DeploymentRecord,
  EcsState,
  HookRecord,
  RevisionRecord,
  ServiceDeploymentRecord,
  ServiceRecord,
  TaskRecord,
} from './model.ts';
import { isBefore } from './strategies/stages.ts';
import { shiftedTraffic } from './strategies/traffic.ts';

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
    deploymentConfiguration: { bakeTimeInMinutes: 0, ...settings.deploymentConfiguration },
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

/** The PRIMARY deployment wants tasks, from SCALE_UP on where there are stages; the others, what they have. */
function requestedBy(state: EcsState, service: ServiceRecord, deployment: DeploymentRecord): number {
  const lifecycle = service.history[0]?.lifecycle;
  if (service.deployments[0] === deployment) {
    const early = lifecycle?.source !== deployment && lifecycle !== undefined;
    return early && isBefore(lifecycle.stage, 'SCALE_UP') ? 0 : service.desiredCount;
  }
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
  const { rollback, breaker, deployment, lifecycle } = record;
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
    sourceServiceRevisions: record.sources.map((source) => revisionSummary(state, service, record, source)),
    targetServiceRevision: revisionSummary(state, service, record, deployment.revision),
    status: record.status,
    statusReason: record.statusReason,
    // The SDK's list lacks PRE_PRODUCTION_TRAFFIC_SHIFT, which its description of this member has.
    lifecycleStage: (lifecycle?.since === undefined ? undefined : lifecycle.stage) as
      ServiceDeploymentLifecycleStage | undefined,
    lifecycleHookDetails: lifecycle?.hooks.map(hookDetail),
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

const hookDetail = ({ id, expiresAt, ...hook }: HookRecord): DeploymentLifecycleHookDetail => ({
  hookId: id,
  targetType: hook.targetType,
  targetArn: hook.targetArn,
  status: hook.status,
  expiresAt: new Date(expiresAt),
  timeoutAction: hook.timeoutAction,
});

function revisionSummary(
  state: EcsState,
  service: ServiceRecord,
  record: ServiceDeploymentRecord,
  revision: RevisionRecord,
): ServiceRevisionSummary {
  const tasks = state.tasks.filter(({ deployment }) => deployment.revision === revision);
  const { runningCount, pendingCount } = countsOf(tasks);
  const deployment = service.deployments.find((each) => each.revision === revision);
  return {
    arn: revision.arn,
    requestedTaskCount: deployment === undefined ? 0 : requestedBy(state, service, deployment),
    runningTaskCount: runningCount,
    pendingTaskCount: pendingCount,
    ...trafficWeights(record, revision),
  };
}

/** What the target has, its source lacks; revisions besides them have none. */
function trafficWeights({ deployment, lifecycle }: ServiceDeploymentRecord, revision: RevisionRecord) {
  if (lifecycle === undefined) return {};
  const share = (percent: number): number => {
    if (revision === deployment.revision) return percent;
    return revision === lifecycle.source.revision ? Math.round((100 - percent) * 10) / 10 : 0;
  };
  const shifted = shiftedTraffic(deployment);
  return {
    requestedProductionTrafficWeight: shifted.production ? share(lifecycle.production) : undefined,
    requestedTestTrafficWeight: shifted.test ? share(lifecycle.test) : undefined,
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
