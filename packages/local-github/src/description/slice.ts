/**
 * GitHub's own OpenAPI description of what is served here: a slice of the package @octokit/openapi (MIT), made by
 * packages/repo-tools/src/github-api/generate-slice.ts (docs/decisions/0011).
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** JSON Schema, references lead to `github#/definitions/…`. */
export type Schema = Readonly<Record<string, unknown>>;

export interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required: boolean;
  readonly schema: Schema;
  /** Of a path: it may hold slashes. */
  readonly manySegments?: boolean;
}

export interface Operation {
  /** GitHub's name: `actions/create-repo-variable`. */
  readonly id: string;
  readonly method: string;
  /** With `{parameter}`s. */
  readonly path: string;
  readonly parameters: readonly Parameter[];
  readonly body?: Schema | null;
  /** By status, of what goes well; null where nothing is sent. */
  readonly answers: Readonly<Record<string, Schema | null>>;
}

interface Sliced {
  readonly operations: readonly Operation[];
  readonly definitions: Readonly<Record<string, Schema>>;
}

interface SliceFile extends Sliced {
  readonly newer: Sliced & { readonly version: string };
}

const file = JSON.parse(readFileSync(join(import.meta.dirname, 'api-slice.json'), 'utf8')) as SliceFile;

/** As one version of the API has it. */
export interface Description extends Sliced {
  readonly version: string;
}

const older: Description = { ...file, version: '2022-11-28' };
const newer: Description = {
  version: file.newer.version,
  operations: older.operations.map((each) => file.newer.operations.find(({ id }) => id === each.id) ?? each),
  definitions: { ...older.definitions, ...file.newer.definitions },
};

export const descriptionOf = (version: string): Description => (version === newer.version ? newer : older);

export interface FoundOperation {
  readonly operation: Operation;
  /** Decoded, by name. */
  readonly values: Readonly<Record<string, string>>;
}

/** @param path as it was sent. */
export function findOperation(
  { operations }: Description,
  method: string,
  path: string,
): FoundOperation | undefined {
  for (const operation of operations) {
    const groups = operation.method === method ? matcherOf(operation).exec(path)?.groups : undefined;
    if (groups === undefined) continue;
    const values = Object.entries(groups).map(([name, value]) => [name, decoded(value)]);
    return { operation, values: Object.fromEntries(values) as Record<string, string> };
  }
  return undefined;
}

const matchers = new WeakMap<Operation, RegExp>();

/** A path without parameters has an empty group, so that a match always has groups. */
function matcherOf(operation: Operation): RegExp {
  const known = matchers.get(operation);
  if (known !== undefined) return known;
  const many = operation.parameters.filter(({ manySegments }) => manySegments === true);
  const source = operation.path.replace(/\{(\w+)\}/g, (_, name: string) =>
    many.some((each) => each.name === name) ? `(?<${name}>.+)` : `(?<${name}>[^/]+)`,
  );
  const matcher = new RegExp(`^(?<whole>)${source}$`, 'i');
  matchers.set(operation, matcher);
  return matcher;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
