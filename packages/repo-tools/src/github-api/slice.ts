/**
 * The slice of GitHub's OpenAPI description that the local GitHub checks requests and answers by: the operations that
 * it serves, the schemas that they refer to, and what of both is another in the newest version of the API.
 */
import { changed } from './breaking-changes.ts';
import { at, itemsOf, membersOf, type Json, type JsonObject } from './json.ts';
import { plainSchema, referredTo } from './plain-schema.ts';

export interface Sliced {
  readonly operations: readonly JsonObject[];
  readonly definitions: JsonObject;
}

export interface Slice extends Sliced {
  readonly source: JsonObject;
  /** What differs from the above, whole. */
  readonly newer: Sliced & { readonly version: string };
}

const newest = '2026-03-10';

/**
 * @param description all of `api.github.com.json` of the package @octokit/openapi.
 * @param served methods by path.
 * @throws Error when a part that is served is not described
 */
export function sliceOf(description: Json, served: Readonly<Record<string, readonly string[]>>): Slice {
  const older = slicedOf(description, served, (part) => part);
  const newer = slicedOf(description, served, (part) => changed(part, newest));
  return { source: sourceOf(description), ...older, newer: { version: newest, ...differing(older, newer) } };
}

function sourceOf(description: Json): JsonObject {
  const version = at(description, 'info', 'version');
  const licence = at(description, 'info', 'license', 'name');
  return { package: '@octokit/openapi', file: 'generated/api.github.com.json', version, licence };
}

function slicedOf(
  description: Json,
  served: Readonly<Record<string, readonly string[]>>,
  of: (part: Json) => Json,
): Sliced {
  const operations = Object.entries(served).flatMap(([path, methods]) =>
    methods.map((method) =>
      operationOf(description, of(at(description, 'paths', path, method)), method, path),
    ),
  );
  return { operations, definitions: definitionsOf(description, operations, of) };
}

function operationOf(description: Json, operation: Json, method: string, path: string): JsonObject {
  const { operationId: id = '', requestBody, parameters, responses } = membersOf(operation);
  const described = itemsOf(parameters).map((each) => resolved(description, each));
  return {
    ...{ id, method: method.toUpperCase(), path, parameters: described.map(parameterOf) },
    ...(requestBody === undefined ? {} : { body: schemaOf(requestBody) }),
    answers: answersOf(description, responses ?? {}),
  };
}

function parameterOf(parameter: Json): Json {
  const { name = '', in: place = '', required = false, schema = {} } = membersOf(parameter);
  const plain = { name, in: place, required, schema: anyOfItsForms(plainSchema(schema)) };
  return membersOf(parameter)['x-multi-segment'] === true ? { ...plain, manySegments: true } : plain;
}

/** The text of a number has the form of a text as well. */
function anyOfItsForms(schema: Json): Json {
  const { oneOf, ...rest } = membersOf(schema);
  return oneOf === undefined ? schema : { ...rest, anyOf: oneOf };
}

/** By status: the schema of the JSON, or null where there is none. Errors look alike and are left out. */
function answersOf(description: Json, responses: Json): JsonObject {
  const good = Object.entries(membersOf(responses)).filter(([status]) => status.startsWith('2'));
  return Object.fromEntries(good.map(([status, each]) => [status, schemaOf(resolved(description, each))]));
}

function schemaOf(part: Json): Json {
  const { content } = membersOf(part);
  const { schema } = membersOf(membersOf(content)['application/json']);
  return schema === undefined ? null : plainSchema(schema);
}

function resolved(description: Json, part: Json): Json {
  const { $ref: reference } = membersOf(part);
  return typeof reference === 'string' ? at(description, ...reference.split('/').slice(1)) : part;
}

function definitionsOf(
  description: Json,
  operations: readonly JsonObject[],
  of: (part: Json) => Json,
): JsonObject {
  const found: Record<string, Json> = {};
  const missing = operations.flatMap(referredTo);
  for (let name = missing.pop(); name !== undefined; name = missing.pop()) {
    if (Object.hasOwn(found, name)) continue;
    const schema = plainSchema(of(at(description, 'components', 'schemas', name)));
    found[name] = schema;
    missing.push(...referredTo(schema));
  }
  return Object.fromEntries(Object.entries(found).sort(([one], [other]) => (one < other ? -1 : 1)));
}

function differing(older: Sliced, newer: Sliced): Sliced {
  const isNew = (value: Json | undefined, before: Json | undefined): boolean =>
    JSON.stringify(value) !== JSON.stringify(before);
  return {
    operations: newer.operations.filter((each, index) => isNew(each, older.operations[index])),
    definitions: Object.fromEntries(
      Object.entries(newer.definitions).filter(([name, each]) => isNew(each, older.definitions[name])),
    ),
  };
}
