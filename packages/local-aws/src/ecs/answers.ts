/** Services, their deployments and revisions as the API tells of them. Pure. */
import type {
  Deployment,
  Service,
  ServiceCurrentRevisionSummary,
  ServiceRevision,
} from '@aws-sdk/client-ecs';
import { isActive, isPending, isRunning } from './counts.ts';
import type {
  DeploymentRecord,
  EcsState,
  RevisionRecord,
  ServiceRecord,
  ServiceSettings,
  TaskRecord,
} from './model.ts';
import { isBefore } from './strategies/stages.ts';

export interface TaskCounts {
  readonly runningCount: number;
  readonly pendingCount: number;
}

/** Of the tasks that fit. One pass without a copy: watchers ask all the time. */
export function countsOf({ present }: EcsState, fits: (task: TaskRecord) => boolean): TaskCounts {
  let runningCount = 0;
  let pendingCount = 0;
  for (const task of present) {
    if (!fits(task)) continue;
    if (isRunning(task)) runningCount += 1;
    else if (isPending(task)) pendingCount += 1;
  }
  return { runningCount, pendingCount };
}

/** What a capacity provider strategy places: it stands in for the launch type. */
const strategyIn = ({ capacityProviderStrategy = [] }: ServiceSettings) =>
  capacityProviderStrategy.length > 0 ? capacityProviderStrategy : undefined;

const launchTypeIn = (settings: ServiceSettings) =>
  strategyIn(settings) === undefined ? (settings.launchType ?? 'FARGATE') : undefined;

export function serviceAnswer(state: EcsState, service: ServiceRecord, withTags = false): Service {
  const { settings, cluster } = service;
  const [primary] = service.deployments;
  const { runningCount, pendingCount } = countsOf(state, (task) => task.service === service);
  return {
    serviceArn: service.arn,
    serviceName: service.name,
    clusterArn: cluster.arn,
    loadBalancers: settings.loadBalancers ?? [],
    serviceRegistries: settings.serviceRegistries ?? [],
    status: service.status,
    desiredCount: service.desiredCount,
    runningCount,
    pendingCount,
    capacityProviderStrategy: strategyIn(settings),
    launchType: launchTypeIn(settings),
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
    tags: withTags ? [...service.tags] : undefined,
  };
}

/** The PRIMARY deployment wants tasks, from SCALE_UP on where there are stages; the others, what they have. */
export function requestedBy(state: EcsState, service: ServiceRecord, deployment: DeploymentRecord): number {
  const lifecycle = service.history[0]?.lifecycle;
  if (service.deployments[0] === deployment) {
    const early = lifecycle?.source !== deployment && lifecycle !== undefined;
    return early && isBefore(lifecycle.stage, 'SCALE_UP') ? 0 : service.desiredCount;
  }
  let active = 0;
  for (const task of state.present) if (task.deployment === deployment && isActive(task)) active += 1;
  return active;
}

function deploymentAnswer(
  state: EcsState,
  service: ServiceRecord,
  deployment: DeploymentRecord,
  primary: boolean,
): Deployment {
  const { revision } = deployment;
  const { runningCount, pendingCount } = countsOf(state, (task) => task.deployment === deployment);
  return {
    id: deployment.id,
    status: primary ? 'PRIMARY' : 'ACTIVE',
    taskDefinition: revision.definition.arn,
    desiredCount: requestedBy(state, service, deployment),
    runningCount,
    pendingCount,
    failedTasks: deployment.failedTasks,
    createdAt: deployment.createdAt,
    updatedAt: deployment.updatedAt,
    capacityProviderStrategy: strategyIn(revision.settings),
    launchType: launchTypeIn(revision.settings),
    platformVersion: '1.4.0',
    platformFamily: 'Linux',
    networkConfiguration: revision.settings.networkConfiguration,
    rolloutState: deployment.rolloutState,
    rolloutStateReason: deployment.rolloutStateReason,
    volumeConfigurations: revision.settings.volumeConfigurations,
  };
}

function currentRevision(
  state: EcsState,
  service: ServiceRecord,
  deployment: DeploymentRecord,
): ServiceCurrentRevisionSummary {
  const { runningCount, pendingCount } = countsOf(state, (task) => task.deployment === deployment);
  return {
    arn: deployment.revision.arn,
    requestedTaskCount: requestedBy(state, service, deployment),
    runningTaskCount: runningCount,
    pendingTaskCount: pendingCount,
  };
}

export function serviceRevisionAnswer(service: ServiceRecord, revision: RevisionRecord): ServiceRevision {
  const { definition, settings } = revision;
  return {
    serviceRevisionArn: revision.arn,
    serviceArn: service.arn,
    clusterArn: service.cluster.arn,
    taskDefinition: definition.arn,
    capacityProviderStrategy: strategyIn(settings),
    launchType: launchTypeIn(settings),
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
