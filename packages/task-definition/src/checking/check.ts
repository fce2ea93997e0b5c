/** Everything that is wrong or unwise in a document, at once. */
import { isList, isObject, type Json, type JsonObject, type Path } from '../document.ts';
import { againstSchema, type SchemaFinding } from './against-schema.ts';
import type { Finding, Known } from './finding.ts';
import { rules } from './rules.ts';
import { sound } from './sound.ts';

/**
 * @param document without the members that only ECS writes.
 * @returns in the order of the document: what stands first in it is told first.
 */
export function check(document: JsonObject, known: Known = {}): readonly Finding[] {
  const task = sound(document);
  const broken = rules.flatMap((rule) =>
    [...rule.find(task, known)].map((found) => ({ rule: rule.name, breaks: rule.breaks, ...found })),
  );
  const unsound = againstSchema(document);
  const findings = [...unsound, ...broken.filter(({ path }) => !isTold(path, unsound))];
  const ranked = findings.map((finding) => ({ finding, rank: rankOf(document, finding.path) }));
  return ranked.sort((a, b) => compareRanks(a.rank, b.rank)).map(({ finding }) => finding);
}

/** Whether the schema's finding is the same mistake: a member that is misspelt or ill-typed is not missing as well. */
const isTold = (path: Path, unsound: readonly SchemaFinding[]): boolean =>
  unsound.some(({ covers }) => covers?.every((step, index) => step === path[index]) === true);

/** How many siblings stand before each step of the path; what is not there counts as before its siblings. */
function rankOf(document: Json, path: Path): readonly number[] {
  const rank: number[] = [];
  let part: Json | undefined = document;
  for (const step of path) {
    if (isList(part)) {
      rank.push(Number(step));
      part = part[Number(step)];
    } else if (isObject(part)) {
      rank.push(Object.keys(part).indexOf(String(step)));
      part = part[step];
    }
  }
  return rank;
}

function compareRanks(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((rank, index) => rank !== b[index]);
  return at === -1 ? a.length - b.length : (a[at] ?? 0) - (b[at] ?? -1);
}
