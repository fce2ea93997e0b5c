/** What a document says, as plain data, and the way to a part of it. */

export type Json = null | boolean | number | string | readonly Json[] | JsonObject;

export interface JsonObject {
  readonly [member: string]: Json | undefined;
}

/** From the root of a document to a part of it: member names and indexes. */
export type Path = readonly (string | number)[];

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A readonly list is not narrowed by Array.isArray. */
export function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

/** In words, with its article: `a list`, `text`, `a number`. */
export function kindOf(value: Json): string {
  if (value === null) return 'null';
  if (isList(value)) return 'a list';
  return typeof value === 'string' ? 'text' : typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}
