/** JSON of unknown shape, and steps into it that say where they end. */

export type Json = null | boolean | number | string | readonly Json[] | JsonObject;

export interface JsonObject {
  readonly [member: string]: Json;
}

export const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The members of an object; empty for anything else. */
export const membersOf = (value: Json | undefined): JsonObject => (isObject(value) ? value : {});

export const itemsOf = (value: Json | undefined): readonly Json[] =>
  Array.isArray(value) ? (value as readonly Json[]) : [];

/** @throws Error that names the way to what is not there */
export function at(value: Json, ...way: readonly string[]): Json {
  const found = way.reduce<Json | undefined>((from, step) => membersOf(from)[step], value);
  if (found === undefined) throw new Error(`The description has no ${way.join(' › ')}.`);
  return found;
}

/** A text; empty for anything else. */
export const textOf = (value: Json | undefined): string => (typeof value === 'string' ? value : '');

/** An object without one of its members. */
export const without = (object: JsonObject, name: string): JsonObject =>
  Object.fromEntries(Object.entries(object).filter(([each]) => each !== name));
