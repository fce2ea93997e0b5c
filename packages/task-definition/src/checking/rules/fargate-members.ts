/**
 * What Fargate does not have: it hands out no hosts, so nothing of a host can be reached. Source: "Amazon ECS task
 * definition differences for Fargate" in the developer guide, and the words in which ECS refuses each.
 */
import type { Path } from '@slipway/documents/value';
import type { Container, TaskDefinition, Volume } from '../../schema.ts';
import type { Found, Rule } from '../finding.ts';
import { isForFargate } from '../launch.ts';
import { quoted } from '../naming.ts';
import { eachContainer, eachOf } from '../walk.ts';

export const fargateMemberRules: readonly Rule[] = [
  ofContainers('fargate-privileged', 'A container for Fargate is privileged.', ({ privileged }) =>
    privileged === true ? [[['privileged'], 'Fargate gives no container the rights of a host']] : [],
  ),
  ofContainers('fargate-devices', 'A container for Fargate asks for devices of its host.', (container) =>
    isSome(container.linuxParameters?.devices)
      ? [[['linuxParameters', 'devices'], 'Fargate has no devices of a host to give']]
      : [],
  ),
  ofContainers(
    'fargate-shared-memory',
    'A container for Fargate has a `sharedMemorySize`.',
    ({ linuxParameters }) =>
      linuxParameters?.sharedMemorySize === undefined
        ? []
        : [
            [
              ['linuxParameters', 'sharedMemorySize'],
              'Fargate can not set it; `tmpfs` gives memory as files',
            ],
          ],
  ),
  ofContainers('fargate-swap', 'A container for Fargate has `maxSwap` or `swappiness`.', (container) =>
    (['maxSwap', 'swappiness'] as const)
      .filter((member) => container.linuxParameters?.[member] !== undefined)
      .map((member) => [['linuxParameters', member], 'Fargate does not swap']),
  ),
  ofContainers('fargate-gpu', 'A container for Fargate asks for a GPU or another device.', (container) =>
    (container.resourceRequirements ?? []).flatMap(({ type }, index): readonly Reason[] =>
      type === 'GPU' || type === 'NeuronDevice'
        ? [[['resourceRequirements', index], `Fargate has no ${type === 'GPU' ? 'GPUs' : 'Neuron devices'}`]]
        : [],
    ),
  ),
  ofContainers(
    'fargate-security-options',
    'A container for Fargate has `dockerSecurityOptions`.',
    ({ dockerSecurityOptions }) =>
      isSome(dockerSecurityOptions) ? [[['dockerSecurityOptions'], 'Fargate does not have them']] : [],
  ),
  ofContainers(
    'fargate-capability',
    'A container for Fargate adds another Linux capability than `SYS_PTRACE`.',
    ({ linuxParameters }) =>
      (linuxParameters?.capabilities?.add ?? []).flatMap((capability, index): readonly Reason[] =>
        capability === 'SYS_PTRACE'
          ? []
          : [[['linuxParameters', 'capabilities', 'add', index], 'Fargate adds only `SYS_PTRACE`']],
      ),
  ),
  ofContainers(
    'fargate-log-driver',
    'A container for Fargate has another log driver than `awslogs`, `splunk` and `awsfirelens`.',
    ({ logConfiguration }) =>
      logConfiguration?.logDriver === undefined || fargateDrivers.includes(logConfiguration.logDriver)
        ? []
        : [
            [
              ['logConfiguration', 'logDriver'],
              `Fargate has \`awslogs\`, \`splunk\` and \`awsfirelens\`, and not ${quoted(logConfiguration.logDriver)}`,
            ],
          ],
  ),
  ofContainers(
    'fargate-firelens-from-s3',
    'A log router for Fargate reads its configuration from S3.',
    ({ firelensConfiguration }) =>
      firelensConfiguration?.options?.['config-file-type'] === 's3'
        ? [
            [
              ['firelensConfiguration', 'options', 'config-file-type'],
              'Fargate has only `file`: put the configuration into the image',
            ],
          ]
        : [],
  ),
  ofVolumes('fargate-host-volume', 'A volume for Fargate is a folder of its host.', ({ host }) =>
    host?.sourcePath === undefined
      ? []
      : [
          [
            ['host', 'sourcePath'],
            'Fargate has no host with folders; without it the volume lasts as long as the task',
          ],
        ],
  ),
  ofVolumes('fargate-docker-volume', 'A volume for Fargate is one of Docker.', (volume) =>
    volume.dockerVolumeConfiguration === undefined
      ? []
      : [
          [
            ['dockerVolumeConfiguration'],
            'Fargate has no volumes of Docker; take EFS, or nothing for one that ends with the task',
          ],
        ],
  ),
  ofTask('fargate-placement-constraints', 'A task for Fargate has placement constraints.', (task) =>
    isSome(task.placementConstraints)
      ? [[['placementConstraints'], 'Fargate has no instances to choose from']]
      : [],
  ),
  ofTask('fargate-ipc-mode', 'A task for Fargate has an `ipcMode`.', ({ ipcMode }) =>
    ipcMode === undefined ? [] : [[['ipcMode'], 'Fargate can not set it']],
  ),
  ofTask('fargate-pid-mode', 'A task for Fargate has another `pidMode` than `task`.', ({ pidMode }) =>
    pidMode === undefined || pidMode === 'task' ? [] : [[['pidMode'], 'Fargate has only `task`']],
  ),
];

const fargateDrivers: readonly string[] = ['awslogs', 'splunk', 'awsfirelens'];

/** Where something stands within its task, container or volume, and why it can't. */
type Reason = readonly [path: Path, complaint: string];

function ofContainers(
  name: string,
  says: string,
  reasons: (container: Container) => readonly Reason[],
): Rule {
  return onFargate(name, says, (task) =>
    eachContainer(task).flatMap(({ container, path }) => at(path, reasons(container))),
  );
}

function ofVolumes(name: string, says: string, reasons: (volume: Volume) => readonly Reason[]): Rule {
  return onFargate(name, says, ({ volumes }) =>
    eachOf(volumes, 'volumes').flatMap(({ item, path }) => at(path, reasons(item))),
  );
}

function ofTask(name: string, says: string, reasons: (task: TaskDefinition) => readonly Reason[]): Rule {
  return onFargate(name, says, (task) => at([], reasons(task)));
}

function onFargate(name: string, says: string, find: (task: TaskDefinition) => readonly Found[]): Rule {
  return { name, breaks: 'registration', says, find: (task) => (isForFargate(task) ? find(task) : []) };
}

const at = (path: Path, reasons: readonly Reason[]): readonly Found[] =>
  reasons.map(([inside, complaint]) => ({ path: [...path, ...inside], complaint }));

/** An empty list is as good as none. */
const isSome = (list: readonly unknown[] | undefined): boolean => (list ?? []).length > 0;
