/** Whether two documents mean the same to ECS, and if not, in what they differ. */
import { isObject, type Json, type JsonObject } from '@slipway/documents/value';
import { canonical } from './canonical.ts';

export interface Difference {
  /** From the root, with containers, volumes, variables and secrets by name; any step may hold dots. */
  readonly steps: readonly string[];
  /** null when it is not there; a list whose order matters is one value. */
  readonly before: Json;
  readonly after: Json;
}

/** True when ECS would do the same with both: order of members and what ECS fills in by itself don't count. */
export function sameDocument(a: JsonObject, b: JsonObject): boolean {
  return differences(a, b).length === 0;
}

/** In the order of their paths; empty exactly when both are the same document. */
export function differences(before: JsonObject, after: JsonObject): readonly Difference[] {
  const found = [...between([], canonical(before), canonical(after))];
  return found.sort((a, b) => (pathOf(a) < pathOf(b) ? -1 : 1));
}

/** As people read it: `containerDefinitions.web.environment.DEBUG`. */
export const pathOf = ({ steps }: Pick<Difference, 'steps'>): string => steps.join('.');

function* between(
  steps: readonly string[],
  before: Json | undefined,
  after: Json | undefined,
): Generator<Difference> {
  const left = members(before);
  const right = members(after);
  if (left === undefined || right === undefined || before === after) {
    if (stable(before) !== stable(after)) yield { steps, before: before ?? null, after: after ?? null };
    return;
  }
  for (const member of new Set([...Object.keys(left), ...Object.keys(right)])) {
    yield* between([...steps, member], own(left, member), own(right, member));
  }
}

/** A label may be called `constructor`, which every object inherits. */
const own = (object: JsonObject, member: string): Json | undefined =>
  Object.hasOwn(object, member) ? object[member] : undefined;

/** What is not there has no members, so an object that came or went is told leaf by leaf. */
function members(value: Json | undefined): JsonObject | undefined {
  if (value === undefined) return {};
  return isObject(value) && Object.keys(value).length > 0 ? value : undefined;
}

function stable(value: Json | undefined): string | undefined {
  return JSON.stringify(value, (_, part: Json) =>
    isObject(part) ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1))) : part,
  );
}
