/**
 * The words in which ECS refuses a task definition, for the rules of which they are known: from its own answers, as
 * people have published them. Rules that are missing here are told in the words of the checker.
 */
import type { Finding } from '@slipway/task-definition/checking/finding';
import type { ContainerDefinition, RegisterTaskDefinitionRequest } from '@aws-sdk/client-ecs';

type Words = (request: RegisterTaskDefinitionRequest, path: Finding['path']) => string;

/** Undefined for a rule whose words are not known. */
export function wordsOfEcs(
  { rule, path }: Finding,
  request: RegisterTaskDefinitionRequest,
): string | undefined {
  return words.get(rule)?.(request, path);
}

const always =
  (sentence: string): Words =>
  () =>
    sentence;

const unsupported = (member: string): Words =>
  always(`Fargate compatible task definitions do not support ${member}.`);

const containerAt = (
  { containerDefinitions = [] }: RegisterTaskDefinitionRequest,
  [, index]: Finding['path'],
): ContainerDefinition | undefined => containerDefinitions[Number(index)];

const noFargateSize: Words = ({ cpu = '', memory = '' }) =>
  `No Fargate configuration exists for given values: ${cpu} CPU, ${memory} memory. See the Amazon ECS documentation for the valid values.`;

const tooLarge: Words = (request) =>
  `Actual length: '${Buffer.byteLength(JSON.stringify(request))}'. Max allowed length is '65536' bytes.`;

const missingMember: Words = (_, path) => {
  if (path.length === 0) return 'Family should not be null or empty.';
  const isImage = path[0] === 'containerDefinitions' && path.length === 2;
  return isImage ? 'Container.image should not be null or empty.' : `${path.join('.')} lacks a member.`;
};

const nothingToRun: Words = (_, path) =>
  path.length === 0 ? 'Container list cannot be empty.' : 'Container.name should not be null or empty.';

const imageCharacters: Words = (request, path) =>
  containerAt(request, path)?.image === ''
    ? 'Container.image should not be null or empty.'
    : 'Container.image contains invalid characters.';

const duplicateContainer: Words = (request, path) =>
  `Container names must be unique: ${containerAt(request, path)?.name ?? ''} occurs twice.`;

const withoutMemory: Words = (request, path) =>
  `Invalid setting for container '${containerAt(request, path)?.name ?? ''}'. At least one of 'memory' or 'memoryReservation' must be specified.`;

const invalidPort: Words = (request, path) =>
  `Invalid '${String(path.at(-1))}' setting for container '${containerAt(request, path)?.name ?? ''}'.`;

const portsDiffer: Words = ({ networkMode = '' }) =>
  `When networkMode=${networkMode}, the host ports and container ports in port mappings must match.`;

const hostPortTwice: Words = (request, path) => {
  const { protocol = 'tcp', hostPort = 0 } =
    containerAt(request, path)?.portMappings?.[Number(path[3])] ?? {};
  return `${protocol.toUpperCase()} host port '${String(hostPort)}' is mapped multiple times in task.`;
};

const inAwsvpc: Readonly<Record<string, string>> = {
  hostname: 'hostname is',
  dnsServers: 'DNS servers are',
  dnsSearchDomains: 'DNS search domains are',
  extraHosts: 'Extra hosts are',
  disableNetworking: 'Disable Networking is',
};

const notInAwsvpc: Words = (_, path) =>
  `${inAwsvpc[String(path.at(-1))] ?? ''} not supported on container when networkMode=awsvpc.`;

const linksOutsideBridge: Words = ({ networkMode = '' }) =>
  `Links are not supported when networkMode=${networkMode}.`;

const environmentAndSecret: Words = (request, path) =>
  `The secret name must be unique and not shared with any new or existing environment variables set on the container, such as '${containerAt(request, path)?.environment?.[Number(path[3])]?.name ?? ''}'.`;

const duplicateSecret: Words = (request, path) =>
  `Duplicate secret names found: ${containerAt(request, path)?.secrets?.[Number(path[3])]?.name ?? ''}. Each secret name must be unique.`;

const executionRole: Words = ({ containerDefinitions = [] }) => {
  if (containerDefinitions.some(({ secrets = [] }) => secrets.length > 0))
    return "When you are specifying container secrets, you must also specify a value for 'executionRoleArn'.";
  if (containerDefinitions.some(({ repositoryCredentials }) => repositoryCredentials !== undefined))
    return 'Private repository authentication requires that the task definition specify a value for executionRoleArn.';
  const isLogging = containerDefinitions.some(
    ({ logConfiguration }) => logConfiguration?.logDriver === 'awslogs',
  );
  return `Fargate requires task definition to have execution role ARN to support ${isLogging ? 'log driver awslogs' : 'ECR images'}.`;
};

const missingOptions: Words = (request, path) => {
  const { logDriver = '', options = {} } = containerAt(request, path)?.logConfiguration ?? {};
  const needed =
    logDriver === 'splunk' ? ['splunk-token', 'splunk-url'] : ['awslogs-region', 'awslogs-group'];
  const missing = needed.filter((option) => options[option] === undefined);
  return `Log driver ${logDriver} requires options: ${missing.join(', ')}`;
};

const unmounted: Words = ({ volumes = [] }, path) =>
  `Volumes [${volumes[Number(path[1])]?.name ?? ''}] are not referenced by any of the containers.`;

const words: ReadonlyMap<string, Words> = new Map([
  ['too-large', tooLarge],
  [
    'family-spelling',
    always(
      'Family contains invalid characters. Only letters, numbers, hyphens, and underscores are allowed.',
    ),
  ],
  ['nothing-to-run', nothingToRun],
  ['missing-member', missingMember],
  ['image-characters', imageCharacters],
  ['duplicate-container-name', duplicateContainer],
  ['too-many-containers', always('Too many containers.')],
  ['no-essential-container', always('At least one container must be marked as essential.')],
  ['fargate-network-mode', always('Fargate only supports network mode ‘awsvpc’.')],
  ['fargate-without-cpu', always("Fargate requires that 'cpu' be defined at the task level.")],
  ['fargate-without-memory', always("Fargate requires that 'memory' be defined at the task level.")],
  ['fargate-cpu', noFargateSize],
  ['fargate-memory', noFargateSize],
  ['task-cpu', always("Invalid 'cpu' setting for task.")],
  ['task-memory', always("Invalid 'memory' setting for task.")],
  ['container-without-memory', withoutMemory],
  [
    'container-cpu-above-task',
    always("The sum of all container 'cpu' values cannot be greater than the value of the task 'cpu'."),
  ],
  ['port-out-of-range', invalidPort],
  ['port-missing', invalidPort],
  ['host-port-differs', portsDiffer],
  ['duplicate-host-port', hostPortTwice],
  ['not-in-awsvpc', notInAwsvpc],
  ['links-outside-bridge', linksOutsideBridge],
  ['environment-and-secret', environmentAndSecret],
  ['duplicate-secret-name', duplicateSecret],
  ['environment-file-location', always('Invalid arn syntax.')],
  ['log-router-configuration', always('Invalid arn syntax.')],
  ['execution-role-missing', executionRole],
  ['role-spelling', always('Role is not valid')],
  [
    'completion-of-essential',
    always('A dependency container with SUCCESS or COMPLETE condition cannot be an essential container'),
  ],
  ['log-option-missing', missingOptions],
  ['unknown-log-option', (_, path) => `Log driver awslogs disallows options: ${String(path.at(-1))}`],
  [
    'no-log-router',
    always(
      'When awsfirelens log driver is specified in log configuration, a firelens configuration object must be specified.',
    ),
  ],
  ['volume-at-launch-unmounted', unmounted],
  ['fargate-host-volume', always('host.sourcePath should not be set for volumes in Fargate.')],
  ['fargate-docker-volume', unsupported('dockerVolumeConfiguration')],
  ['fargate-devices', unsupported('devices')],
  ['fargate-shared-memory', unsupported('sharedMemorySize')],
  ['fargate-swap', unsupported('maxSwap')],
  ['fargate-security-options', unsupported('dockerSecurityOptions')],
  ['fargate-placement-constraints', unsupported('constraints')],
  ['fargate-ipc-mode', unsupported('ipcMode')],
  [
    'fargate-firelens-from-s3',
    always("Fargate launch type does not support FirelensConfiguration config file from 's3'"),
  ],
]);
