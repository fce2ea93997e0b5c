/** From a container definition to what a runtime needs to run it. Pure. */
import type { ContainerDefinition } from '@aws-sdk/client-ecs';
import type { ContainerSpec } from '../ports.ts';

/** Fargate's own figure. */
const defaultStopTimeout = 30;

export function containerSpec(definition: ContainerDefinition, taskId: string): ContainerSpec {
  const environment = (definition.environment ?? []).map(({ name, value }) => [name ?? '', value ?? '']);
  const name = definition.name ?? '';
  return {
    name,
    image: definition.image ?? '',
    essential: definition.essential !== false,
    environment: Object.fromEntries(environment) as Record<string, string>,
    entryPoint: definition.entryPoint,
    command: definition.command,
    ports: (definition.portMappings ?? []).flatMap(({ containerPort }) => containerPort ?? []),
    stopTimeout: definition.stopTimeout ?? defaultStopTimeout,
    healthCheck: definition.healthCheck === undefined ? undefined : { ...definition.healthCheck },
    log: logDestination(definition, name, taskId),
  };
}

function logDestination(definition: ContainerDefinition, name: string, taskId: string): ContainerSpec['log'] {
  const { logDriver, options } = definition.logConfiguration ?? {};
  const group = options?.['awslogs-group'];
  if (logDriver !== 'awslogs' || group === undefined) return undefined;
  const prefix = options?.['awslogs-stream-prefix'];
  return { group, stream: prefix === undefined ? taskId : `${prefix}/${name}/${taskId}` };
}
