/** Findings as sentences: what and where, in the words of a person who has the file open. */
import { oneLine } from '@slipway/action-kit/untrusted';
import type { Places, Position } from '@slipway/documents/places';
import { isList, isObject, type Json, type JsonObject, type Path } from '@slipway/documents/value';
import { plainPart } from '../comparing/redact.ts';
import { namedBy } from '../item-names.ts';
import type { Breaks, Finding } from './finding.ts';

export interface Problem {
  readonly rule: string;
  readonly breaks: Breaks;
  /** "`enviroment` in container `web`, line 12: ECS has no such member; did you mean `environment`?" */
  readonly sentence: string;
  /** Undefined where nothing of a file is wrong: the template is registered, or this step set it. */
  readonly position: Position | undefined;
}

/** What a file held before anything was changed, and where. */
export interface Source {
  readonly value: Json;
  readonly places: Places;
}

/** @param document what was checked: the template of `source`, changed or not. */
export function problemOf(finding: Finding, document: JsonObject, source?: Source): Problem {
  const { rule, breaks, path, complaint } = finding;
  const position = source === undefined ? undefined : placeOf(finding, document, source);
  const line = position === undefined ? elsewhere(source) : `, line ${String(position.line)}`;
  const end = complaint.endsWith('?') ? '' : '.';
  return { rule, breaks, position, sentence: `${partInWords(document, path)}${line}: ${complaint}${end}` };
}

/** A person who has the file open looks in vain for what is not in it. */
const elsewhere = (source: Source | undefined): string =>
  source === undefined ? '' : ', changed by an input';

/** "`healthCheck.intervall` in container `web`", "volume `data`", "the task definition". */
export function partInWords(document: JsonObject, path: Path): string {
  const [list, index, ...inside] = path;
  const kind = list === 'containerDefinitions' ? 'container' : list === 'volumes' ? 'volume' : undefined;
  if (path.length === 0) return 'the task definition';
  if (kind === undefined || index === undefined) return code(dotted(document, path));
  const owner = document[String(list)];
  const item = isList(owner) ? owner[Number(index)] : undefined;
  const holder = `${kind} ${nameOf(item, Number(index))}`;
  return inside.length === 0 ? holder : `${code(dotted(item ?? null, inside))} in ${holder}`;
}

function nameOf(item: Json | undefined, index: number): string {
  const name = isObject(item) ? item.name : undefined;
  return typeof name === 'string' && name !== '' ? code(name) : String(index + 1);
}

/** Items by their name where they have one: `environment.DEBUG.value`, `portMappings[0].hostPort`. */
function dotted(from: Json, path: Path): string {
  let words = '';
  let part: Json | undefined = from;
  for (const step of path) {
    const next: Json | undefined = isList(part)
      ? part[Number(step)]
      : isObject(part)
        ? part[step]
        : undefined;
    const name = isObject(next) && typeof step === 'number' ? next.name : undefined;
    if (typeof step === 'number' && (typeof name !== 'string' || name === '')) words += `[${String(step)}]`;
    else words += `${words === '' ? '' : '.'}${typeof name === 'string' ? name : plainPart(String(step))}`;
    part = next;
  }
  return words;
}

/** Of a text that may be as long as the file, and stand in each sentence about it. */
const code = (text: string): string => `\`${oneLine(text.slice(0, 1000), 120).replaceAll('`', "'")}\``;

/** Undefined also for a part that lacks what the source has: a change took it out. */
function placeOf({ path, missing }: Finding, document: JsonObject, source: Source): Position | undefined {
  const isOfSource =
    missing === undefined || positionOf([...path, ...missing], document, source) !== undefined;
  return isOfSource ? positionOf(path, document, source) : undefined;
}

/** Undefined for a value that the source does not have there: it came from elsewhere. */
function positionOf(path: Path, document: JsonObject, { value, places }: Source): Position | undefined {
  const steps: (string | number)[] = [];
  let now: Json | undefined = document;
  let then: Json | undefined = value;
  for (const step of path) {
    const found = sameStep(step, now, then, steps.at(-1));
    // What neither has is missing from what is around it; what only the document has came from elsewhere.
    if (found === undefined) return partOf(now, step) === undefined ? places(steps) : undefined;
    steps.push(found);
    now = partOf(now, step);
    then = partOf(then, found);
  }
  return isSame(now, then) ? places(steps) : undefined;
}

/** Whether the value is still the one of the source: an object or a list is, whatever was changed inside. */
const isSame = (now: Json | undefined, then: Json | undefined): boolean =>
  (isObject(now) && isObject(then)) || (isList(now) && isList(then)) || now === then;

/** Where a part stands in the other document: a member by its name, an item by what it is known by. */
function sameStep(
  step: string | number,
  now: Json | undefined,
  then: Json | undefined,
  list: string | number | undefined,
): string | number | undefined {
  if (!isList(now) || !isList(then)) return isObject(then) && Object.hasOwn(then, step) ? step : undefined;
  const at = Number(step);
  const name = nameIn(now[at], list);
  // An item without a name may have been changed where it stands, unless others came or went.
  if (name === undefined && now.length === then.length) return at;
  if (name !== undefined && nameIn(then[at], list) === name) return at;
  return knownBy(then, list).get(keyOf(now[at] ?? null, list));
}

const partOf = (value: Json | undefined, step: string | number): Json | undefined =>
  isList(value) ? value[Number(step)] : isObject(value) ? value[step] : undefined;

/** @param list the member that is the list, which decides what the name of an item is. */
function nameIn(item: Json | undefined, list: string | number | undefined): string | undefined {
  const name = isObject(item) ? item[namedBy[String(list)] ?? 'name'] : undefined;
  return typeof name === 'string' ? name : undefined;
}

/** By its name, or else by all that it holds. */
function keyOf(item: Json, list: string | number | undefined): string {
  const name = nameIn(item, list);
  return JSON.stringify(name === undefined ? { item } : { name });
}

type Known = ReadonlyMap<string, number>;

/** Kept, because there may be as many findings in a list as it has items. */
const knownLists = new WeakMap<readonly Json[], Known>();

/** What the items of a source's list are known by → where the first of them stands. */
function knownBy(items: readonly Json[], list: string | number | undefined): Known {
  const before = knownLists.get(items);
  if (before !== undefined) return before;
  const keys = items.map((item, index): [string, number] => [keyOf(item, list), index]);
  const known = new Map(keys.reverse());
  knownLists.set(items, known);
  return known;
}
