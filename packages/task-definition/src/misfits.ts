/**
 * What of a document would not reach ECS. The SDK leaves out a member that it does not know, without a word: a
 * misspelt `enviroment` would be deployed as no environment at all, and the run would be green.
 */
import { isList, isObject, type Json, type JsonObject } from './document.ts';
import { nearest } from './nearest.ts';
import { requestStructure, structures } from './register-members.ts';

export interface Misfit {
  /** In words, with its path: containers and other named items by their name. */
  readonly problem: string;
  /** The object or list of the document that holds it. */
  readonly holder: Json;
}

/** @param document without the members that only ECS writes. In the order in which they stand. */
export function misfits(document: JsonObject): readonly Misfit[] {
  return [...inStructure(document, requestStructure, '')];
}

function* inStructure(object: JsonObject, structure: string, path: string): Generator<Misfit> {
  const known = structures[structure] ?? {};
  for (const [member, value] of Object.entries(object)) {
    const at = path === '' ? member : `${path}.${member}`;
    const type = Object.hasOwn(known, member) ? known[member] : undefined;
    if (type === undefined) yield { problem: unknown(at, member, Object.keys(known)), holder: object };
    else yield* inValue(value ?? null, type, at, object);
  }
}

/** The values of single members are left to ECS, which says what is wrong with them; null is as good as absent. */
function* inValue(value: Json, type: string, path: string, holder: Json): Generator<Misfit> {
  if (value === null) return;
  if (type.endsWith('[]')) {
    if (!isList(value)) yield { problem: `\`${path}\` must be a list`, holder };
    else for (const [at, item] of value.entries()) yield* inItem(item, at, type.slice(0, -2), path, value);
  } else if (type === 'value') {
    if (typeof value === 'object') yield { problem: `\`${path}\` must be a single value`, holder };
  } else if (!isObject(value)) {
    yield { problem: `\`${path}\` must be an object`, holder };
  } else if (!type.endsWith('{}')) {
    yield* inStructure(value, type, path);
  }
}

function inItem(item: Json, at: number, type: string, path: string, list: Json): Generator<Misfit> {
  const name = isObject(item) ? item.name : undefined;
  const place = typeof name === 'string' && name !== '' ? `.${name}` : `[${String(at)}]`;
  return inValue(item, type, `${path}${place}`, list);
}

function unknown(path: string, member: string, known: readonly string[]): string {
  const meant = nearest(member, known);
  return `ECS knows no \`${path}\`${meant === undefined ? '' : ` (did you mean \`${meant}\`?)`}`;
}
