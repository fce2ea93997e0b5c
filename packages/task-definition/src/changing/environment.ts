/** What a container finds in its environment: variables, secrets, and the files that hold variables. */
import type { ContainerChange } from './containers.ts';
import { setItems } from './entries.ts';

export const setEnvironment =
  (variables: ReadonlyMap<string, string>): ContainerChange =>
  (container) => ({
    ...container,
    environment: setItems(container.environment, { name: 'name', value: 'value' }, variables),
  });

/** @param secrets name → where ECS finds the value: an ARN, or the name of a parameter. */
export const setSecrets =
  (secrets: ReadonlyMap<string, string>): ContainerChange =>
  (container) => ({
    ...container,
    secrets: setItems(container.secrets, { name: 'name', value: 'valueFrom' }, secrets),
  });

/** @param arns of S3 objects. They replace the files that are there: of several the first that has a variable wins. */
export const replaceEnvironmentFiles =
  (arns: readonly string[]): ContainerChange =>
  (container) => ({ ...container, environmentFiles: arns.map((value) => ({ value, type: 's3' })) });
