/**
 * A document without what its schema finds wrong, so that the rules can trust its types. Items of lists keep their
 * indexes: one that is unsound becomes an empty one of its kind. What a rule finds at it is not told, because the schema
 * has told it already.
 */
import { isList, isObject, type Json, type JsonObject } from '@slipway/documents/value';
import { requestStructure } from '../register-members.ts';
import { membersOf, valuesOf, type MemberType, type TaskDefinition } from '../schema.ts';

export function sound(document: JsonObject): TaskDefinition {
  return soundStructure(document, requestStructure);
}

function soundStructure(object: JsonObject, structure: string): JsonObject {
  const members = [...(membersOf(structure) ?? [])].flatMap(([member, type]): [string, Json][] => {
    const value = object[member];
    const kept = value === undefined || value === null ? undefined : soundMember(value, type);
    return kept === undefined ? [] : [[member, kept]];
  });
  return Object.fromEntries(members);
}

function soundMember(value: Json, { holds, item }: MemberType): Json | undefined {
  if (holds === 'one') return soundValue(value, item);
  if (holds === 'list') return isList(value) ? soundItems(value, item) : undefined;
  if (!isObject(value)) return undefined;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, each]) => {
      const kept = soundValue(each ?? null, item);
      return kept === undefined ? [] : [[name, kept]];
    }),
  );
}

function soundItems(items: readonly Json[], item: string): readonly Json[] {
  return items.map((each) => soundValue(each, item) ?? emptyOf(item));
}

function emptyOf(item: string): Json {
  if (membersOf(item) !== undefined) return {};
  if (item === 'boolean') return false;
  return item === 'number' ? 0 : '';
}

function soundValue(value: Json, item: string): Json | undefined {
  if (membersOf(item) !== undefined) return isObject(value) ? soundStructure(value, item) : undefined;
  if (item === 'number') return Number.isSafeInteger(value) ? value : undefined;
  if (item === 'boolean') return typeof value === 'boolean' ? value : undefined;
  if (typeof value !== 'string') return undefined;
  return valuesOf(item)?.includes(value) === false ? undefined : value;
}
