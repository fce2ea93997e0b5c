/** Tasks as the API tells of them. Pure. */
import type { Container, Task } from '@aws-sdk/client-ecs';
import type { ContainerRecord, TaskRecord } from './model.ts';

export function taskAnswer(task: TaskRecord): Task {
  const { document, arn } = task.definition;
  return {
    taskArn: task.arn,
    taskDefinitionArn: arn,
    clusterArn: task.service.cluster.arn,
    group: `service:${task.service.name}`,
    startedBy: task.deployment.id,
    launchType: 'FARGATE',
    platformVersion: '1.4.0',
    platformFamily: 'Linux',
    cpu: document.cpu,
    memory: document.memory,
    lastStatus: task.lastStatus,
    desiredStatus: task.desiredStatus,
    healthStatus: healthStatus(task),
    containers: task.containers.map((container) => containerAnswer(task, container)),
    attachments: [attachment(task)],
    createdAt: task.createdAt,
    pullStartedAt: task.pullStartedAt,
    pullStoppedAt: task.pullStoppedAt,
    startedAt: task.startedAt,
    stoppingAt: task.stoppingAt,
    stoppedAt: task.stoppedAt,
    executionStoppedAt: task.startedAt === undefined ? undefined : task.endedAt,
    stopCode: task.stopCode,
    stoppedReason: task.stoppedReason,
    overrides: { containerOverrides: task.containers.map(({ name }) => ({ name })) },
    tags: [],
    version: 1,
  };
}

/** Of the essential containers alone: one without a health check is UNKNOWN for ever, and the task with it, as ECS has it. */
function healthStatus(task: TaskRecord): 'HEALTHY' | 'UNHEALTHY' | 'UNKNOWN' {
  const essential = task.containers.filter(({ definition }) => definition.essential !== false);
  const healths = essential.map(({ definition, health }) => (definition.healthCheck ? health : 'UNKNOWN'));
  if (healths.includes('UNHEALTHY')) return 'UNHEALTHY';
  return healths.every((each) => each === 'HEALTHY') ? 'HEALTHY' : 'UNKNOWN';
}

function containerAnswer(task: TaskRecord, container: ContainerRecord): Container {
  const [port] = container.definition.portMappings ?? [];
  const published = container.hostPort !== undefined && port?.containerPort !== undefined;
  return {
    containerArn: `${task.arn.replace(':task/', ':container/')}/${container.name}`,
    taskArn: task.arn,
    name: container.name,
    image: container.definition.image,
    imageDigest: container.imageDigest,
    runtimeId: `${task.id}-${container.name}`,
    lastStatus: container.lastStatus,
    exitCode: container.exitCode,
    reason: container.reason,
    networkBindings: published
      ? [
          {
            bindIP: '127.0.0.1',
            containerPort: port.containerPort,
            hostPort: container.hostPort,
            protocol: 'tcp',
          },
        ]
      : [],
    networkInterfaces: [{ attachmentId: task.id, privateIpv4Address: task.address }],
    healthStatus: container.health,
    cpu: String(container.definition.cpu ?? 0),
  };
}

const attachment = (task: TaskRecord) => ({
  id: task.id,
  type: 'ElasticNetworkInterface',
  status: task.lastStatus === 'STOPPED' ? 'DELETED' : 'ATTACHED',
  details: [{ name: 'privateIPv4Address', value: task.address }],
});
