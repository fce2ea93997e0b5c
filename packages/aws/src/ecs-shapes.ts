/** From the SDK's shapes, in which everything may be missing, to the ones that actions work with. */
import type * as sdk from '@aws-sdk/client-ecs';
import { upstreamFailure } from '@slipway/action-kit/failures';

/** A member that ECS always sends. */
export function present<T>(value: T | undefined, member: string): T {
  if (value !== undefined) return value;
  throw upstreamFailure({
    code: 'answer-incomplete',
    what: 'ECS gave an answer that can’t be used',
    why: `it has no ${member}`,
    hint: 'Re-run the job.',
  });
}

/** A service that shifts traffic has a second group for each: its tasks are in the one or in the other. */
function targetGroupsOf({ loadBalancers = [] }: sdk.Service): readonly string[] {
  return loadBalancers.flatMap(({ targetGroupArn, advancedConfiguration }) =>
    [targetGroupArn, advancedConfiguration?.alternateTargetGroupArn].filter((each) => each !== undefined),
  );
}

export function serviceOf(service: sdk.Service) {
  const primary = service.deployments?.find(({ status }) => status === 'PRIMARY');
  const controller = service.deploymentController?.type ?? 'ECS';
  const taskDefinition = service.taskDefinition ?? primary?.taskDefinition;
  return {
    arn: present(service.serviceArn, 'serviceArn'),
    name: present(service.serviceName, 'serviceName'),
    status: service.status ?? 'ACTIVE',
    controller,
    // With another controller the task sets have it; whoever deploys refuses such a service by its name.
    taskDefinition: controller === 'ECS' ? present(taskDefinition, 'taskDefinition') : (taskDefinition ?? ''),
    createdAt: service.createdAt?.getTime(),
    desired: service.desiredCount ?? 0,
    running: service.runningCount ?? 0,
    pending: service.pendingCount ?? 0,
    deployment: service.currentServiceDeployment,
    owner: primary?.id,
    targetGroups: targetGroupsOf(service),
    enableEcsManagedTags: service.enableECSManagedTags ?? false,
    propagateTags: service.propagateTags ?? 'NONE',
    volumes: (primary?.volumeConfigurations ?? []).map(volumeOf),
    events: (service.events ?? []).map(eventOf),
    breaker: breakerOf(service.deploymentConfiguration),
    gracePeriod: (service.healthCheckGracePeriodSeconds ?? 0) * 1000,
    rollouts: (service.deployments ?? []).map(rolloutOf),
  };
}

function eventOf({ id = '', createdAt, message = '' }: sdk.ServiceEvent) {
  return { id, at: createdAt?.getTime() ?? 0, message };
}

function breakerOf(configuration: sdk.DeploymentConfiguration | undefined) {
  const { enable = false, rollback = false } = configuration?.deploymentCircuitBreaker ?? {};
  return { enabled: enable, rollback };
}

function rolloutOf(rollout: sdk.Deployment) {
  return {
    id: rollout.id ?? '',
    isPrimary: rollout.status === 'PRIMARY',
    taskDefinition: rollout.taskDefinition ?? '',
    state: rollout.rolloutState,
    stateReason: rollout.rolloutStateReason,
    desired: rollout.desiredCount ?? 0,
    running: rollout.runningCount ?? 0,
    pending: rollout.pendingCount ?? 0,
    failed: rollout.failedTasks ?? 0,
  };
}

function volumeOf({ name, managedEBSVolume }: sdk.ServiceVolumeConfiguration) {
  return { name: name ?? '', managedEBSVolume: { ...managedEBSVolume } };
}

export function deploymentOf(deployment: sdk.ServiceDeployment) {
  const { targetServiceRevision: target, deploymentCircuitBreaker: breaker, rollback } = deployment;
  return {
    arn: present(deployment.serviceDeploymentArn, 'serviceDeploymentArn'),
    status: present(deployment.status, 'status'),
    statusReason: deployment.statusReason,
    target:
      target?.arn === undefined
        ? undefined
        : {
            revision: target.arn,
            requested: target.requestedTaskCount ?? 0,
            running: target.runningTaskCount ?? 0,
            pending: target.pendingTaskCount ?? 0,
          },
    sources: (deployment.sourceServiceRevisions ?? []).flatMap(({ arn }) => arn ?? []),
    rollback: rollback && { reason: rollback.reason, revision: rollback.serviceRevisionArn },
    breaker: breaker && {
      status: breaker.status ?? 'DISABLED',
      failures: breaker.failureCount ?? 0,
      threshold: breaker.threshold ?? 0,
    },
    alarms: {
      status: deployment.alarms?.status ?? 'DISABLED',
      names: deployment.alarms?.alarmNames ?? [],
      triggered: deployment.alarms?.triggeredAlarmNames ?? [],
    },
    ...courseOf(deployment),
  };
}

/** By which strategy a deployment goes on, and where it stands. */
function courseOf({
  targetServiceRevision: target,
  deploymentConfiguration: configuration,
  lifecycleStage: stage,
  lifecycleHookDetails: hooks = [],
  createdAt,
  finishedAt,
}: sdk.ServiceDeployment) {
  return {
    strategy: configuration?.strategy ?? 'ROLLING',
    stage,
    traffic: {
      production: target?.requestedProductionTrafficWeight,
      test: target?.requestedTestTrafficWeight,
    },
    hooks: hooks.map((hook) => hookOf(hook, stage)),
    createdAt: createdAt?.getTime(),
    finishedAt: finishedAt?.getTime(),
    earlySuccess: earlySuccessOf(configuration),
  };
}

/** ECS does not say which stage a hook belongs to; it lists those of the stage that the deployment is in. */
function hookOf(hook: sdk.DeploymentLifecycleHookDetail, stage: string | undefined) {
  const kind: 'LAMBDA' | 'PAUSE' = hook.targetType === 'PAUSE' ? 'PAUSE' : 'LAMBDA';
  return {
    id: hook.hookId,
    stage: stage ?? '',
    kind,
    status: hook.status ?? 'IN_PROGRESS',
    expiresAt: hook.expiresAt?.getTime(),
    timeoutAction: hook.timeoutAction,
  };
}

function earlySuccessOf(
  configuration: sdk.DeploymentConfiguration | undefined,
): 'off' | 'blocking' | 'deferred' {
  const criteria = configuration?.earlySuccessCriteria;
  if (criteria?.enable !== true) return 'off';
  return criteria.sourceServiceRevisionCleanup === 'DEFERRED' ? 'deferred' : 'blocking';
}

export function taskOf(task: sdk.Task) {
  return {
    arn: present(task.taskArn, 'taskArn'),
    taskDefinition: present(task.taskDefinitionArn, 'taskDefinitionArn'),
    owner: task.startedBy,
    status: task.lastStatus ?? 'PENDING',
    health: task.healthStatus ?? 'UNKNOWN',
    stopCode: task.stopCode,
    stoppedReason: task.stoppedReason,
    startedAt: task.startedAt?.getTime(),
    stoppedAt: (task.stoppingAt ?? task.executionStoppedAt ?? task.stoppedAt)?.getTime(),
    containers: (task.containers ?? []).map(({ name, image, imageDigest, exitCode, reason }) => ({
      name: name ?? '',
      image: image ?? '',
      digest: imageDigest,
      exitCode,
      reason,
    })),
    addresses: addressesOf(task),
  };
}

/** Where a load balancer reaches the task: at its own address in awsvpc mode, at a port of its host otherwise. */
function addressesOf(task: sdk.Task) {
  const containers = task.containers ?? [];
  const own = containers.flatMap(({ networkInterfaces }) => networkInterfaces ?? []);
  const attached = (task.attachments ?? []).flatMap(({ details }) => details ?? []);
  const hosts = [
    ...own.flatMap(({ privateIpv4Address, ipv6Address }) =>
      [privateIpv4Address ?? [], ipv6Address ?? []].flat(),
    ),
    ...attached.flatMap(({ name, value }) => (name === 'privateIPv4Address' ? (value ?? []) : [])),
  ];
  const bound = containers.flatMap(({ networkBindings }) => networkBindings ?? []);
  return [
    ...[...new Set(hosts)].map((host) => ({ host, port: undefined })),
    ...bound.flatMap(({ hostPort }) => (hostPort === undefined ? [] : { host: undefined, port: hostPort })),
  ];
}
