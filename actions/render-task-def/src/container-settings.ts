/** What the inputs set in the containers that `container-name` names, besides the image. */
import { setCommands } from '@slipway/task-definition/changing/command';
import type { ContainerChange } from '@slipway/task-definition/changing/containers';
import {
  replaceEnvironmentFiles,
  setEnvironment,
  setSecrets,
} from '@slipway/task-definition/changing/environment';
import { setHealthCheck, type HealthCheckChange } from '@slipway/task-definition/changing/health-check';
import { setDockerLabels } from '@slipway/task-definition/changing/labels';
import { setLogging } from '@slipway/task-definition/changing/logging';
import type { Inputs } from './inputs.ts';

/** Each undefined, or empty, for what is to stay as it is. */
export interface ContainerSettings {
  readonly environment: ReadonlyMap<string, string>;
  readonly environmentFiles: readonly string[] | undefined;
  readonly secrets: ReadonlyMap<string, string>;
  readonly dockerLabels: ReadonlyMap<string, string>;
  readonly logDriver: string | undefined;
  readonly logOptions: ReadonlyMap<string, string>;
  readonly command: readonly string[] | undefined;
  readonly entryPoint: readonly string[] | undefined;
  readonly healthCheck: HealthCheckChange | undefined;
}

const nothing: ReadonlyMap<string, string> = new Map();

export const settingsOf = (inputs: Inputs): ContainerSettings => ({
  environment: inputs.environmentVariables ?? nothing,
  environmentFiles: inputs.envFiles,
  secrets: inputs.secrets ?? nothing,
  dockerLabels: inputs.dockerLabels ?? nothing,
  logDriver: inputs.logConfigurationLogDriver,
  logOptions: inputs.logConfigurationOptions ?? nothing,
  command: inputs.command,
  entryPoint: inputs.entryPoint,
  healthCheck: inputs.healthCheck,
});

/** One after another; empty when nothing is set. */
export function changesOf(settings: ContainerSettings): readonly ContainerChange[] {
  const { command, entryPoint, environment, environmentFiles, secrets, dockerLabels, healthCheck } = settings;
  const { logDriver: driver, logOptions: options } = settings;
  return [
    ...(command === undefined && entryPoint === undefined ? [] : [setCommands({ command, entryPoint })]),
    ...(environment.size === 0 ? [] : [setEnvironment(environment)]),
    ...(environmentFiles === undefined ? [] : [replaceEnvironmentFiles(environmentFiles)]),
    ...(secrets.size === 0 ? [] : [setSecrets(secrets)]),
    ...(dockerLabels.size === 0 ? [] : [setDockerLabels(dockerLabels)]),
    ...(driver === undefined && options.size === 0 ? [] : [setLogging({ driver, options })]),
    ...(healthCheck === undefined ? [] : [setHealthCheck(healthCheck)]),
  ];
}
