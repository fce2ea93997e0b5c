/**
 * The containers of a document by name, and how a change reaches those that it is for. Every change is total: what is
 * ill-typed stays as it is, because the check that tells of it runs on the changed document.
 */
import { inputFailure } from '@slipway/action-kit/failures';
import { isList, isObject, type Json, type JsonObject } from '@slipway/documents/value';

/** What is made of one container; the others never see it. */
export type ContainerChange = (container: JsonObject) => JsonObject;

/** The names of the containers that have one, in order. */
export const containerNames = (document: JsonObject): readonly string[] =>
  listOf(document.containerDefinitions)
    .map(nameOf)
    .filter((name) => name !== undefined);

/** @param names of containers that are there; others change nothing. */
export function inContainers(
  document: JsonObject,
  names: readonly string[],
  change: ContainerChange,
): JsonObject {
  const { containerDefinitions } = document;
  if (names.length === 0 || !isList(containerDefinitions)) return document;
  const isNamed = (item: Json): item is JsonObject => isObject(item) && names.includes(nameOf(item) ?? '');
  return {
    ...document,
    containerDefinitions: containerDefinitions.map((item) => (isNamed(item) ? change(item) : item)),
  };
}

/**
 * A document in which no container has a name passes: that is for the check to tell.
 * @throws Failure of kind input that names the containers that are there.
 */
export function requireContainer(document: JsonObject, name: string): void {
  const there = containerNames(document);
  if (there.length === 0 || there.includes(name)) return;
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

const listOf = (value: Json | undefined): readonly Json[] => (isList(value) ? value : []);

function nameOf(item: Json): string | undefined {
  const name = isObject(item) ? item.name : undefined;
  return typeof name === 'string' && name !== '' ? name : undefined;
}
