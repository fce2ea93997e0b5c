/** From a path to a template: what a disk may answer instead of a file, and what may stand in one, in words. */
import { inputFailure, type Failure } from '@slipway/action-kit/failures';
import type { Files } from '@slipway/action-kit/ports';
import { oneLine } from '@slipway/action-kit/untrusted';
import { isObject, kindOf, type JsonObject } from '../document.ts';
import type { Source } from '../checking/words.ts';
import { readJson } from './json.ts';
import { withoutReadOnly } from './read-only.ts';
import { TextError, type ReadText } from './text-error.ts';
import { textOf } from './text.ts';
import type { Position } from './places.ts';

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

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EISDIR: 'it is a folder',
  ENOTDIR: 'a part of its path is a file, not a folder',
  EACCES: 'this job may not read it',
  EPERM: 'this job may not read it',
  ELOOP: 'its links lead back to itself',
  ENAMETOOLONG: 'its path is too long',
  ERR_FS_FILE_TOO_LARGE: 'it is larger than 2 GB, and ECS takes 64 KB',
};

const lookForIt =
  'Check the path, which is relative to the workspace, and that actions/checkout or another step before this one puts the file there.';

/**
 * @param path relative to the workspace, or absolute and inside it or the runner's temporary folder.
 * @throws Failure of kind input when there is no file, or none that holds one object.
 */
export async function readTemplate(path: string, files: Pick<Files, 'read' | 'isOwn'>): Promise<Template> {
  if (!(await files.isOwn(path))) throw outside(path);
  return parseTemplate(await bytes(path, files), path);
}

/**
 * @param path names the file in complaints and tells JSON from YAML; nothing is read.
 * @throws Failure of kind input.
 */
export async function parseTemplate(content: Uint8Array, path: string): Promise<Template> {
  try {
    const { value, places } = await parsed(textOf(content), path);
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

async function parsed(text: string, path: string): Promise<ReadText> {
  if (!isYaml(text, path)) return readJson(text);
  const { readYaml } = await import('./yaml.ts');
  return readYaml(text);
}

/** By the name of the file; one without a telling name is JSON when it begins as JSON with comments can. */
function isYaml(text: string, path: string): boolean {
  if (/\.jsonc?$/i.test(path)) return false;
  return /\.ya?ml$/i.test(path) || !/^\s*(?:\{|\/\/|\/\*)/.test(text);
}

async function bytes(path: string, files: Pick<Files, 'read'>): Promise<Uint8Array> {
  try {
    return await files.read(path);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    const reason = reasons[code];
    if (reason === undefined) throw error;
    throw unreadable(path, reason, undefined, code === 'ENOENT' ? lookForIt : undefined);
  }
}

const outside = (path: string): Failure =>
  unreadable(
    path,
    'it is neither in the workspace nor in the temporary folder of the runner',
    undefined,
    'Give a path inside the workspace; links that lead out of it are not followed.',
  );

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
