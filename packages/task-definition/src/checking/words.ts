/** Findings as sentences: what and where, in the words of a person who has the file open. */
import { oneLine } from '@slipway/action-kit/untrusted';
import { plainPart } from '../comparing/redact.ts';
import { isList, isObject, type Json, type JsonObject, type Path } from '../document.ts';
import type { Places, Position } from '../reading/places.ts';
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
  const position = source === undefined ? undefined : positionOf(path, document, source);
  const line = position === undefined ? '' : `, line ${String(position.line)}`;
  const end = complaint.endsWith('?') ? '' : '.';
  return { rule, breaks, position, sentence: `${partInWords(document, path)}${line}: ${complaint}${end}` };
}

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

const code = (text: string): string => `\`${oneLine(text, 120).replaceAll('`', "'")}\``;

/** Undefined for a value that the source does not have there: it came from elsewhere. */
function positionOf(path: Path, document: JsonObject, { value, places }: Source): Position | undefined {
  const steps: (string | number)[] = [];
  let now: Json | undefined = document;
  let then: Json | undefined = value;
  for (const step of path) {
    const found = sameStep(step, now, then);
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

/** Where a part stands in the other document: items with names by their name, all else by its step. */
function sameStep(
  step: string | number,
  now: Json | undefined,
  then: Json | undefined,
): string | number | undefined {
  if (!isList(now) || !isList(then)) return isObject(then) && Object.hasOwn(then, step) ? step : undefined;
  const item = now[Number(step)];
  const name = nameIn(item);
  if (name === undefined || nameIn(then[Number(step)]) === name) return step;
  const at = then.findIndex((other) => nameIn(other) === name);
  return at === -1 ? undefined : at;
}

const nameIn = (item: Json | undefined): Json | undefined => (isObject(item) ? item.name : undefined);

const partOf = (value: Json | undefined, step: string | number): Json | undefined =>
  isList(value) ? value[Number(step)] : isObject(value) ? value[step] : undefined;
