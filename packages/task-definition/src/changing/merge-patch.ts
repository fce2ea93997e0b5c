/** JSON merge patch, RFC 7396: objects are merged, null removes, and everything else (a list, too) replaces. */
import { isObject, type Json, type JsonObject } from '@slipway/documents/value';

export function mergePatch(target: Json | undefined, patch: JsonObject): JsonObject {
  const merged = new Map<string, Json | undefined>(Object.entries(isObject(target) ? target : {}));
  for (const [member, value] of Object.entries(patch)) {
    if (value === null || value === undefined) merged.delete(member);
    else merged.set(member, isObject(value) ? mergePatch(merged.get(member), value) : value);
  }
  return Object.fromEntries(merged);
}
