/**
 * From the text of a file to a document that ECS could be asked to register: JSON, an object, containers with
 * names of their own, no member that ECS does not know. Complaints name the file, the line and the column.
 */
import { inputFailure, type Failure } from '@slipway/action-kit/failures';
import { oneLine } from '@slipway/action-kit/untrusted';
import {
  isList,
  isObject,
  type Json,
  type JsonObject,
  type ParsedDocument,
  type TaskDefinitionDocument,
} from './document.ts';
import { JsonError, readJson, type JsonText, type Position } from './json.ts';
import { misfits } from './misfits.ts';
import { readOnlyMembers } from './register-members.ts';

/**
 * @param path names the file in complaints; nothing is read.
 * @throws Failure of kind input: not JSON, not an object, no containers, a container without or with a taken name,
 *   a member that would not reach ECS.
 */
export function parseDocument(text: string, path: string): ParsedDocument {
  if (text.trim() === '') throw unreadable(path, 'it is empty');
  if (/\.ya?ml$/i.test(path)) throw unreadable(path, 'it is YAML by its name, and Slipway reads JSON here');
  const json = located(text, path);
  const wrong = (part: unknown, why: string): Failure => unreadable(path, why, json.positionOf(part));
  if (!isObject(json.value)) throw wrong(json.value, `it holds ${kindOf(json.value)} instead of an object`);
  checkContainers(json.value, wrong);
  const parsed = withoutReadOnly(json.value);
  checkMembers(parsed.document, path, json.positionOf);
  return parsed;
}

function checkMembers(
  document: TaskDefinitionDocument,
  path: string,
  positionOf: JsonText['positionOf'],
): void {
  const found = misfits(document);
  const [first] = found;
  if (first === undefined) return;
  const told = found.slice(0, 3).map(({ problem }) => problem);
  const more = found.length > told.length ? [`and ${String(found.length - told.length)} more`] : [];
  throw unreadable(path, [...told, ...more].join('; '), positionOf(first.holder), correct);
}

/** What an editor reads to check the file while it is written; ECS has no member that begins with a dollar sign. */
const editorsSchema = '$schema';

const isForNobody = (member: string): boolean => member === editorsSchema || readOnlyMembers.includes(member);

/** Takes out what DescribeTaskDefinition adds, and the editor's line; the caller has checked the containers. */
export function withoutReadOnly(whole: JsonObject): ParsedDocument {
  const kept = Object.entries(whole).filter(([member]) => !isForNobody(member));
  return {
    document: Object.fromEntries(kept) as unknown as TaskDefinitionDocument,
    stripped: Object.keys(whole).filter(isForNobody),
  };
}

function located(text: string, path: string): JsonText {
  try {
    return readJson(text);
  } catch (error) {
    if (error instanceof JsonError)
      throw unreadable(path, `it is not JSON: ${error.message}`, error.position);
    throw error;
  }
}

function checkContainers(whole: JsonObject, wrong: (part: unknown, why: string) => Failure): void {
  const { containerDefinitions: containers, family } = whole;
  if (family !== undefined && typeof family !== 'string') throw wrong(whole, '`family` must be text');
  if (containers === undefined) {
    const given = Object.keys(whole).slice(0, 5).join(', ');
    const members = given === '' ? 'it has no members' : `its members are ${given}`;
    // What `aws ecs describe-task-definition` prints is wrapped once.
    const wrapped = isObject(whole.taskDefinition) ? ' (save only what stands under `taskDefinition`)' : '';
    throw wrong(whole, `it has no \`containerDefinitions\`; ${members}${wrapped}`);
  }
  if (!isList(containers)) throw wrong(whole, '`containerDefinitions` must be a list');
  if (containers.length === 0) throw wrong(containers, '`containerDefinitions` is empty');
  const seen = new Set<string>();
  for (const [index, container] of containers.entries()) {
    const which = `container ${String(index + 1)}`;
    if (!isObject(container))
      throw wrong(containers, `${which} is ${kindOf(container)} instead of an object`);
    const { name, image } = container;
    if (typeof name !== 'string' || name === '') throw wrong(container, `${which} has no \`name\``);
    if (seen.has(name)) throw wrong(container, `two containers are named ${name}`);
    if (image !== undefined && typeof image !== 'string') {
      throw wrong(container, `the image of container ${name} must be text`);
    }
    seen.add(name);
  }
}

function kindOf(value: Json): string {
  if (value === null) return 'null';
  if (isList(value)) return 'a list';
  return typeof value === 'string' ? 'text' : `a ${typeof value}`;
}

const wanted = 'Give a JSON file with what `aws ecs register-task-definition` takes.';

const correct =
  'Correct it or take it out, because it would not reach ECS. What ECS has learned since this version of Slipway needs a newer one.';

/** @param hint the next thing to do, when it is not to write another document. */
export function unreadable(path: string, why: string, position?: Position, hint = wanted): Failure {
  const place = position === undefined ? '' : `:${String(position.line)}:${String(position.column)}`;
  return inputFailure({
    code: 'task-definition-unreadable',
    what: `The task definition ${oneLine(path, 300)}${place} can't be used`,
    why: oneLine(why, 600),
    hint,
  });
}
