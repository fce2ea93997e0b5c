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
    desired: service.desiredCount ?? 0,
    running: service.runningCount ?? 0,
    pending: service.pendingCount ?? 0,
    deployment: service.currentServiceDeployment,
    owner: primary?.id,
    targetGroups: (service.loadBalancers ?? []).flatMap(({ targetGroupArn }) => targetGroupArn ?? []),
    enableEcsManagedTags: service.enableECSManagedTags ?? false,
    propagateTags: service.propagateTags ?? 'NONE',
  };
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
    triggeredAlarms: deployment.alarms?.triggeredAlarmNames ?? [],
  };
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
    stoppedAt: task.stoppedAt?.getTime(),
    containers: (task.containers ?? []).map(({ name, exitCode, reason }) => ({
      name: name ?? '',
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
    ...own.flatMap(({ privateIpv4Address }) => privateIpv4Address ?? []),
    ...attached.flatMap(({ name, value }) => (name === 'privateIPv4Address' ? (value ?? []) : [])),
  ];
  const bound = containers.flatMap(({ networkBindings }) => networkBindings ?? []);
  return [
    ...[...new Set(hosts)].map((host) => ({ host, port: undefined })),
    ...bound.flatMap(({ hostPort }) => (hostPort === undefined ? [] : { host: undefined, port: hostPort })),
  ];
}
