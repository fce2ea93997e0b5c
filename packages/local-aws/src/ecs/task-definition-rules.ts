/** What ECS refuses in a task definition, and what it fills in. Pure. */
import type { ContainerDefinition, RegisterTaskDefinitionRequest } from '@aws-sdk/client-ecs';
import { ServiceError } from '../service.ts';

/** Bytes of JSON. */
const largest = 65_536;

const refuse = (message: string): never => {
  throw new ServiceError('ClientException', message);
};

/** @throws ServiceError ClientException, for the first rule that is broken */
export function checkTaskDefinition(request: RegisterTaskDefinitionRequest): void {
  const size = Buffer.byteLength(JSON.stringify(request));
  if (size > largest) refuse(`Actual length: '${size}'. Max allowed length is '${largest}' bytes.`);
  if (!/^[A-Za-z0-9_-]{1,255}$/.test(request.family ?? '')) {
    refuse(
      'Family contains invalid characters. Only letters, numbers, hyphens, and underscores are allowed.',
    );
  }
  const containers = request.containerDefinitions ?? [];
  if (containers.length === 0) refuse('Container list cannot be empty.');
  for (const { name, image } of containers) {
    if (name === undefined || name === '') refuse('Container.name should not be null or empty.');
    if (image === undefined || image === '') refuse('Container.image should not be null or empty.');
  }
  const names = containers.map(({ name }) => name ?? '');
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice !== undefined) refuse(`Container names must be unique: ${twice} occurs twice.`);
  if (containers.every(({ essential }) => essential === false)) {
    refuse('At least one container must be marked as essential.');
  }
  if (request.requiresCompatibilities?.includes('FARGATE') === true) checkFargate(request);
}

function checkFargate({ cpu, memory, networkMode }: RegisterTaskDefinitionRequest): void {
  if (networkMode !== 'awsvpc') {
    refuse('Fargate only supports network mode ‘awsvpc’.');
  }
  if (cpu === undefined) refuse("Fargate requires that 'cpu' be defined at the task level.");
  if (memory === undefined) refuse("Fargate requires that 'memory' be defined at the task level.");
}

/** A container as ECS hands it back. */
export function completedContainer(container: ContainerDefinition, networkMode: string): ContainerDefinition {
  return {
    ...container,
    cpu: container.cpu ?? 0,
    essential: container.essential ?? true,
    environment: container.environment ?? [],
    mountPoints: container.mountPoints ?? [],
    volumesFrom: container.volumesFrom ?? [],
    systemControls: container.systemControls ?? [],
    portMappings: (container.portMappings ?? []).map((mapping) => ({
      ...mapping,
      protocol: mapping.protocol ?? 'tcp',
      hostPort: mapping.hostPort ?? (networkMode === 'awsvpc' ? mapping.containerPort : 0),
    })),
  };
}
