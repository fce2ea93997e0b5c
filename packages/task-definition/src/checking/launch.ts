/** Where a task is to run, as far as its definition says: what it is validated for, its network and its platform. */
import type { TaskDefinition } from '../schema.ts';

/** What ECS takes when nothing is said. */
export const networkModeOf = ({ networkMode = 'bridge' }: TaskDefinition): string => networkMode;

export const isForFargate = ({ requiresCompatibilities = [] }: TaskDefinition): boolean =>
  requiresCompatibilities.includes('FARGATE');

export const isForWindows = ({ runtimePlatform }: TaskDefinition): boolean =>
  runtimePlatform?.operatingSystemFamily?.startsWith('WINDOWS') === true;

/** As images name it: `linux/amd64`. */
export function platformOf(task: TaskDefinition): string {
  const architecture = task.runtimePlatform?.cpuArchitecture === 'ARM64' ? 'arm64' : 'amd64';
  return `${isForWindows(task) ? 'windows' : 'linux'}/${architecture}`;
}
