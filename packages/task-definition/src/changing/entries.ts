/**
 * Setting by name, in the two forms in which ECS holds what has names: lists of items (variables, secrets, tags) and
 * objects (labels, options). What is there keeps its place, and what is new follows in the order in which it is given.
 */
import { isList, isObject, type Json } from '@slipway/documents/value';

/** Which members of an item hold its name and what is set, as ECS has them. */
export interface ItemMembers {
  readonly name: string;
  readonly value: string;
}

/** @param list null is as good as absent; anything else that is no list is returned as it is. */
export function setItems(
  list: Json | undefined,
  members: ItemMembers,
  entries: ReadonlyMap<string, string>,
): Json {
  if (list !== undefined && list !== null && !isList(list)) return list;
  const items = list ?? [];
  const kept = items.map((item) => setItem(item, members, entries));
  const known = new Set(items.map((item) => (isObject(item) ? item[members.name] : undefined)));
  const added = [...entries].filter(([name]) => !known.has(name));
  return [...kept, ...added.map(([name, value]) => ({ [members.name]: name, [members.value]: value }))];
}

function setItem(item: Json, members: ItemMembers, entries: ReadonlyMap<string, string>): Json {
  const name = isObject(item) ? item[members.name] : undefined;
  const value = typeof name === 'string' ? entries.get(name) : undefined;
  return value === undefined || !isObject(item) ? item : { ...item, [members.value]: value };
}

/** @param object null is as good as absent; anything else that is no object is returned as it is. */
export function setMembers(object: Json | undefined, entries: ReadonlyMap<string, Json>): Json {
  if (object !== undefined && object !== null && !isObject(object)) return object;
  return { ...object, ...Object.fromEntries(entries) };
}
