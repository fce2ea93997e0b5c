/** The published schema of the world file, and what it finds wrong with one. */
import { readFileSync } from 'node:fs';
import { Ajv, type ErrorObject } from 'ajv';
import { nearest } from './nearest.ts';
import { pathText, type WorldPath } from './world-lines.ts';

/** As far as it is walked here. */
export interface WorldSchema {
  readonly $ref?: string;
  readonly type?: string;
  readonly description?: string;
  readonly properties?: Readonly<Record<string, WorldSchema>>;
  readonly items?: WorldSchema;
}

export const worldSchema = JSON.parse(
  readFileSync(new URL('./world.schema.json', import.meta.url), 'utf8'),
) as WorldSchema;

export interface WorldProblem {
  readonly path: WorldPath;
  /** Without a full stop, ready to follow `file:line: `. */
  readonly sentence: string;
}

const ajv = new Ajv({ allErrors: true, useDefaults: true, verbose: true });
const validate = ajv.compile(worldSchema);

/** Fills in the defaults, in place. @returns what is wrong, in no order */
export function problemsOf(world: unknown): WorldProblem[] {
  validate(world);
  return (validate.errors ?? []).map(problem);
}

function problem(error: ErrorObject): WorldProblem {
  const path = pathOf(error.instancePath);
  const parameters = error.params as Readonly<Record<string, unknown>>;
  if (error.keyword === 'additionalProperties') {
    const key = String(parameters.additionalProperty);
    const known = Object.keys((error.parentSchema as WorldSchema | undefined)?.properties ?? {});
    return { path: [...path, key], sentence: `unknown key \`${key}\`${inside(path)}${meant(key, known)}` };
  }
  if (error.keyword === 'required') {
    return { path, sentence: `the key \`${String(parameters.missingProperty)}\` is missing${inside(path)}` };
  }
  const name = path.length === 0 ? 'the file' : `\`${pathText(path)}\``;
  return { path, sentence: `${name} must be ${expected(error)}, but is ${shown(error.data)}` };
}

const inside = (path: WorldPath): string => (path.length === 0 ? '' : ` in ${pathText(path)}`);

function meant(key: string, known: readonly string[]): string {
  const near = nearest(key, known);
  return near === undefined ? `: known are ${known.join(', ')}` : `: did you mean \`${near}\`?`;
}

const article: Readonly<Record<string, string>> = {
  string: 'text (in quotes)',
  integer: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a map of keys',
};

function expected({ keyword, params, schema, parentSchema, schemaPath }: ErrorObject): string {
  if (schemaPath.startsWith('#/$defs/duration')) return 'a duration with its unit, such as 250ms, 4s or 5m';
  if (keyword === 'type') return article[String(schema)] ?? String(schema);
  if (keyword === 'enum') return `one of ${(schema as readonly string[]).join(', ')}`;
  if (keyword === 'minimum' || keyword === 'maximum') {
    return `${keyword === 'minimum' ? 'at least' : 'at most'} ${String((params as { limit: number }).limit)}`;
  }
  if (keyword === 'pattern' || keyword === 'minLength' || keyword === 'minItems') {
    const { description = '' } = parentSchema as WorldSchema;
    return `as its description says (${description.replace(/\.$/, '')})`;
  }
  return `other: it breaks the rule ${keyword}`;
}

const shown = (value: unknown): string =>
  typeof value === 'object' && value !== null
    ? Array.isArray(value)
      ? 'a list'
      : 'a map of keys'
    : `\`${String(value)}\``;

const pathOf = (pointer: string): WorldPath =>
  pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .map((part) => (/^\d+$/.test(part) ? Number(part) : part));
