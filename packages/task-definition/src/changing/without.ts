/** A document without some of its parts. */
import { isList, isObject, type Json, type JsonObject, type Path } from '@slipway/documents/value';

/** @param paths of the document as it is given, so that the indexes of a list stay true while its items go. */
export function withoutParts(document: JsonObject, paths: readonly Path[]): JsonObject {
  if (paths.length === 0) return document;
  return without(document, new Set(paths.map(keyOf)), []) as JsonObject;
}

const keyOf = (path: Path): string => JSON.stringify(path);

function without(value: Json, gone: ReadonlySet<string>, path: Path): Json {
  const isKept = (step: string | number): boolean => !gone.has(keyOf([...path, step]));
  if (isList(value)) {
    return value.flatMap((item, index) => (isKept(index) ? [without(item, gone, [...path, index])] : []));
  }
  if (!isObject(value)) return value;
  const kept = Object.entries(value).filter(([member]) => isKept(member));
  return Object.fromEntries(
    kept.map(([member, part]) => [member, without(part ?? null, gone, [...path, member])]),
  );
}
