/** What ECS refuses in a task definition, and what it fills in. Pure. */
import type { ContainerDefinition, PortMapping, RegisterTaskDefinitionRequest } from '@aws-sdk/client-ecs';
import type { JsonObject } from '@slipway/documents/value';
import { check } from '@slipway/task-definition/checking/check';
import type { Finding } from '@slipway/task-definition/checking/finding';
import { partInWords } from '@slipway/task-definition/checking/words';
import { ServiceError } from '../service.ts';
import { wordsOfEcs } from './refusals.ts';

/** Without these nothing here can run; the rest of a world stands there already, and nobody asks how it came. */
const neededInAWorld: readonly string[] = [
  'nothing-to-run',
  'missing-member',
  'family-spelling',
  'duplicate-container-name',
  'no-essential-container',
  'fargate-network-mode',
  'fargate-without-cpu',
  'fargate-without-memory',
];

/**
 * By the rules of the package that checks before AWS sees it.
 * @throws ServiceError ClientException, for the first rule that is broken.
 */
export function checkTaskDefinition(request: RegisterTaskDefinitionRequest): void {
  refuse(request, () => true);
}

/** @throws ServiceError ClientException, when it says of no task what is to run. */
export function checkOfWorld(request: RegisterTaskDefinitionRequest): void {
  refuse(request, ({ rule }) => neededInAWorld.includes(rule));
}

function refuse(request: RegisterTaskDefinitionRequest, counts: (finding: Finding) => boolean): void {
  // What the SDK has sent is JSON, with no member that it does not know.
  const document = request as unknown as JsonObject;
  const broken = check(document).find((finding) => isRefused(finding) && counts(finding));
  if (broken === undefined) return;
  const sentence = `${partInWords(document, broken.path)}: ${broken.complaint}.`;
  throw refusal(wordsOfEcs(broken, request) ?? sentence);
}

/** Of what is malformed only this comes so far: the wire lets no unknown member and no wrong type through. */
const isRefused = ({ rule, breaks }: Finding): boolean =>
  breaks === 'registration' || rule === 'nothing-to-run';

const refusal = (message: string): ServiceError => new ServiceError('ClientException', message);

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
    portMappings: (container.portMappings ?? []).map((mapping) => completedMapping(mapping, networkMode)),
  };
}

function completedMapping(mapping: PortMapping, networkMode: string): PortMapping {
  const { protocol = 'tcp', containerPort, containerPortRange } = mapping;
  // Of a range every port gets one of its own when a task starts.
  if (containerPortRange !== undefined) return { ...mapping, protocol };
  const own = networkMode === 'awsvpc' || networkMode === 'host' ? containerPort : 0;
  return { ...mapping, protocol, hostPort: mapping.hostPort ?? own };
}
