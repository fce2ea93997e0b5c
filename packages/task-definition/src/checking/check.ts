/** Everything that is wrong or unwise in a document, at once. */
import { isList, isObject, type Json, type JsonObject, type Path } from '@slipway/documents/value';
import { againstSchema } from './against-schema.ts';
import type { Finding, Known } from './finding.ts';
import { rules } from './rules.ts';
import { tooLarge } from './rules/task.ts';
import type { TaskDefinition } from '../schema.ts';
import { sound } from './sound.ts';

/**
 * @param document without the members that only ECS writes.
 * @returns in the order of the document: what stands first in it is told first.
 */
export function check(document: JsonObject, known: Known = {}): readonly Finding[] {
  const unsound = againstSchema(document);
  const covered = unsound.flatMap(({ covers }) => (covers === undefined ? [] : [covers]));
  const findings = [...unsound, ...brokenRules(sound(document), known, covered)];
  const rankOf = ranking(document);
  const ranked = findings.map((finding) => ({ finding, rank: rankOf(finding.path) }));
  return ranked.sort((a, b) => compareRanks(a.rank, b.rank)).map(({ finding }) => finding);
}

/** @param covered to what the schema has told already. */
function brokenRules(task: TaskDefinition, known: Known, covered: readonly Path[]): readonly Finding[] {
  // No document of that size is taken, whatever else is in it; and what the rules have to look at stays small.
  const applied = [...tooLarge.find(task, known)].length > 0 ? [tooLarge] : rules;
  const told = new Set(covered.map(keyOf));
  const around = new Set(covered.flatMap((path) => path.map((_, length) => keyOf(path.slice(0, length)))));
  const isUnsound = (path: Path): boolean => isTold(path, told) || around.has(keyOf(path));
  return applied.flatMap(({ name, breaks, find }) =>
    [...find(task, known)]
      .filter(({ path, decidedBy = [] }) => !isTold(path, told) && !decidedBy.some(isUnsound))
      .map(({ path, complaint }) => ({ rule: name, breaks, path, complaint })),
  );
}

const keyOf = (path: Path): string => JSON.stringify(path);

/** Whether the schema's finding is the same mistake: a member that is misspelt or ill-typed is not missing as well. */
const isTold = (path: Path, told: ReadonlySet<string>): boolean =>
  [[], ...path].some((_, length) => told.has(keyOf(path.slice(0, length))));

/**
 * How many siblings stand before each step of a path; what is not there counts as before its siblings. The members of
 * an object are counted once: a wide one with a mistake in each would be counted for ever.
 */
function ranking(document: Json): (path: Path) => readonly number[] {
  const orders = new Map<JsonObject, ReadonlyMap<string, number>>();
  const orderOf = (object: JsonObject): ReadonlyMap<string, number> => {
    const order = orders.get(object) ?? new Map(Object.keys(object).map((member, index) => [member, index]));
    orders.set(object, order);
    return order;
  };
  return (path) => {
    const rank: number[] = [];
    let part: Json | undefined = document;
    for (const step of path) {
      if (isList(part)) {
        rank.push(Number(step));
        part = part[Number(step)];
      } else if (isObject(part)) {
        rank.push(orderOf(part).get(String(step)) ?? -1);
        part = part[step];
      }
    }
    return rank;
  };
}

function compareRanks(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((rank, index) => rank !== b[index]);
  return at === -1 ? a.length - b.length : (a[at] ?? 0) - (b[at] ?? -1);
}
