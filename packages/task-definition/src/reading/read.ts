/** From a path to a template: what a disk may answer instead of a file, and what may stand in one, in words. */
import { inputFailure, type Failure } from '@slipway/action-kit/failures';
import type { Files } from '@slipway/action-kit/ports';
import { oneLine } from '@slipway/action-kit/untrusted';
import { diskAnswer, outside } from '@slipway/documents/disk';
import type { Position } from '@slipway/documents/places';
import { readDocument } from '@slipway/documents/read';
import { largest, TextError, type ReadText } from '@slipway/documents/text-error';
import { isObject, kindOf, type JsonObject } from '@slipway/documents/value';
import type { Source } from '../checking/words.ts';
import { withoutReadOnly } from './read-only.ts';

/** What a template is before anything is changed. Nothing but that it is an object is known of it yet. */
export interface Template {
  /** As people know it: a path or an ARN. */
  readonly name: string;
  readonly document: JsonObject;
  /** The read-only members that were taken out of it, in the order they stood. */
  readonly stripped: readonly string[];
  /** Undefined when it is no file. */
  readonly source?: Source;
}

/** Comments, white space and anchors may be as much again many times over. */
const limit = { bytes: largest, words: 'and ECS takes 64 KB' };

/**
 * @param path relative to the workspace, or absolute and inside it or the runner's temporary folder.
 * @throws Failure of kind input when there is no file, or none that holds one object.
 */
export async function readTemplate(path: string, files: Pick<Files, 'read' | 'isOwn'>): Promise<Template> {
  if (!(await files.isOwn(path))) throw unreadable(path, outside.reason, undefined, outside.hint);
  return parseTemplate(await bytes(path, files), path);
}

/**
 * @param path names the file in complaints and tells JSON from YAML; nothing is read.
 * @throws Failure of kind input.
 */
export async function parseTemplate(content: Uint8Array, path: string): Promise<Template> {
  try {
    const { value, places } = await readDocument(content, path, limit);
    if (!isObject(value))
      throw unreadable(path, `it holds ${kindOf(value)} instead of an object`, places([]));
    // What `aws ecs describe-task-definition` prints is wrapped once.
    if (value.containerDefinitions === undefined && isObject(value.taskDefinition))
      throw wrapped(path, places);
    return { name: path, ...withoutReadOnly(value), source: { value, places } };
  } catch (error) {
    if (error instanceof TextError) throw unreadable(path, error.message, error.position);
    throw error;
  }
}

const wrapped = (path: string, places: ReadText['places']): Failure =>
  unreadable(
    path,
    'its task definition stands one level down',
    places(['taskDefinition']),
    'Save only what stands under `taskDefinition`: `aws ecs describe-task-definition --query taskDefinition`.',
  );

async function bytes(path: string, files: Pick<Files, 'read'>): Promise<Uint8Array> {
  try {
    return await files.read(path);
  } catch (error) {
    const answer = diskAnswer(error);
    if (answer === undefined) throw error;
    throw unreadable(path, answer.reason, undefined, answer.hint);
  }
}

const wanted = 'Give a JSON or YAML file with what `aws ecs register-task-definition` takes.';

/** @param hint the next thing to do, when it is not to write another document. */
export function unreadable(path: string, why: string, position?: Position, hint = wanted): Failure {
  const place = position === undefined ? '' : `:${String(position.line)}:${String(position.column)}`;
  return inputFailure({
    code: 'task-definition-unreadable',
    what: `The task definition ${oneLine(path, 300)}${place} can't be used`,
    why: oneLine(why, 600),
    hint,
    at: position === undefined ? undefined : { file: path, line: position.line },
  });
}
