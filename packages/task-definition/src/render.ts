/**
 * A document as the bytes of a file: the same document gives the same bytes, whoever wrote its members in which order.
 * Two revisions lie side by side as ECS shows them.
 */
import { isList, isObject, type Json, type JsonObject } from '@slipway/documents/value';
import type { TaskDefinitionDocument } from './document.ts';
import { requestStructure } from './register-members.ts';
import { membersOf, type MemberType } from './schema.ts';

/**
 * JSON indented by two spaces, with a line feed at the end. Members stand in ECS's own order; those that ECS does not
 * know, and names that are the team's own (labels, options), follow in theirs.
 */
export function renderDocument(document: TaskDefinitionDocument): string {
  return `${JSON.stringify(structureInOrder(document, requestStructure), undefined, 2)}\n`;
}

function structureInOrder(object: JsonObject, structure: string): JsonObject {
  const types = membersOf(structure) ?? new Map<string, MemberType>();
  const known = [...types].flatMap(([member, type]): [string, Json][] => {
    const value = object[member];
    return value === undefined ? [] : [[member, inOrder(value, type)]];
  });
  const others = Object.entries(object).filter(([member]) => !types.has(member));
  return Object.fromEntries([...known, ...others]);
}

function inOrder(value: Json, type: MemberType): Json {
  if (type.holds === 'list' && isList(value))
    return value.map((each) => inOrder(each, { ...type, holds: 'one' }));
  return type.holds === 'one' && isObject(value) ? structureInOrder(value, type.item) : value;
}
