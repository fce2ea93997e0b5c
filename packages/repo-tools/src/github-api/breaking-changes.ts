/**
 * What a newer version of the API changes: the description holds it beside each part, as a JSON Patch (a list) or as a
 * JSON Merge Patch (an object).
 */
import { isObject, itemsOf, membersOf, textOf, without, type Json, type JsonObject } from './json.ts';

/** The part as it is in `version`; the same value when nothing changes. */
export function changed(part: Json, version: string): Json {
  let after = part;
  for (const change of itemsOf(membersOf(part)['x-github-breaking-changes'])) {
    const { version: of, patch = {} } = membersOf(change);
    if (of !== version) continue;
    after = Array.isArray(patch) ? patch.reduce<Json>(withStep, after) : merged(after, patch);
  }
  return after;
}

function merged(value: Json, patch: Json): Json {
  if (!isObject(patch)) return patch;
  return Object.entries(patch).reduce<JsonObject>(
    (result, [name, each]) =>
      each === null ? without(result, name) : { ...result, [name]: merged(result[name] ?? null, each) },
    membersOf(value),
  );
}

/** @throws Error for a step that is neither `remove`, `add` nor `replace` */
function withStep(value: Json, step: Json): Json {
  const { op, path, value: put = null } = membersOf(step);
  const way = textOf(path)
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
  if (op === 'remove') return stepped(value, way, undefined);
  if (op === 'add' || op === 'replace') return stepped(value, way, put);
  throw new Error(`A change of the description does what is not known here: ${textOf(op)}.`);
}

function stepped(value: Json, [first = '', ...rest]: readonly string[], put: Json | undefined): Json {
  const members = membersOf(value);
  if (rest.length > 0) return { ...members, [first]: stepped(members[first] ?? {}, rest, put) };
  return put === undefined ? without(members, first) : { ...members, [first]: put };
}
