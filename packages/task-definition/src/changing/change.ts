/** The changes that a deployment makes to a template: each returns a new document and leaves the old one alone. */
import { inputFailure } from '@slipway/action-kit/failures';
import {
  containerNames,
  isList,
  isObject,
  type ContainerDocument,
  type Json,
  type JsonObject,
  type TaskDefinitionDocument,
} from '../document.ts';

export function withFamily(document: TaskDefinitionDocument, family: string): TaskDefinitionDocument {
  return { ...document, family };
}

/**
 * @param images container name → image.
 * @throws Failure of kind input for a container that is not there.
 */
export function withImages(
  document: TaskDefinitionDocument,
  images: ReadonlyMap<string, string>,
): TaskDefinitionDocument {
  for (const name of images.keys()) requireContainer(document, name);
  return withContainers(document, (container) => {
    const image = images.get(container.name);
    return image === undefined ? container : { ...container, image };
  });
}

/**
 * Sets environment variables of one container: those that are there keep their place, new ones follow in order.
 * @throws Failure of kind input for a container that is not there, and for a name that it has as a secret.
 */
export function withEnvironment(
  document: TaskDefinitionDocument,
  name: string,
  variables: ReadonlyMap<string, string>,
): TaskDefinitionDocument {
  requireContainer(document, name);
  return withContainers(document, (container) => {
    if (container.name !== name) return container;
    refuseSecrets(container, variables);
    return { ...container, environment: environment(container, variables) };
  });
}

/** @throws Failure of kind input that names the containers that are there. */
export function requireContainer(document: TaskDefinitionDocument, name: string): void {
  const there = containerNames(document);
  if (there.includes(name)) return;
  throw inputFailure({
    code: 'container-not-found',
    what: `The task definition has no container named ${name}`,
    why:
      there.length === 1
        ? `its only container is ${there.join('')}`
        : `its containers are ${there.join(', ')}`,
    hint: 'Write the name of one of them.',
  });
}

function withContainers(
  document: TaskDefinitionDocument,
  change: (container: ContainerDocument) => ContainerDocument,
): TaskDefinitionDocument {
  return { ...document, containerDefinitions: document.containerDefinitions.map(change) };
}

function environment(container: ContainerDocument, variables: ReadonlyMap<string, string>): JsonObject[] {
  const before = named(container.environment);
  const kept = before.map(([name, entry]) => {
    const value = variables.get(name);
    return value === undefined ? entry : { ...entry, value };
  });
  const known = new Set(before.map(([name]) => name));
  const added = [...variables].filter(([name]) => !known.has(name)).map(([name, value]) => ({ name, value }));
  return [...kept, ...added];
}

function refuseSecrets(container: ContainerDocument, variables: ReadonlyMap<string, string>): void {
  const both = named(container.secrets).find(([name]) => variables.has(name));
  if (both === undefined) return;
  throw inputFailure({
    code: 'environment-is-secret',
    what: `The container ${container.name} can't get the environment variable ${both[0]}`,
    why: 'it has a secret of that name, and ECS refuses both together',
    hint: 'Choose another name, or take the secret out of the task definition.',
  });
}

/** The items of a list with their names; an item without one is not touched by any change, so it gets ''. */
function named(list: Json | undefined): readonly (readonly [name: string, item: JsonObject])[] {
  const items = isList(list) ? list.filter(isObject) : [];
  return items.map((item) => [typeof item.name === 'string' ? item.name : '', item] as const);
}
