/**
 * A schema of OpenAPI 3.0 as plain JSON Schema: what is read by people goes, `nullable` becomes the type null, and
 * references lead to the slice's own schemas.
 */
import { isObject, itemsOf, membersOf, textOf, type Json, type JsonObject } from './json.ts';

/** For readers of the description alone, or judged by nobody here. */
const dropped = new Set([
  ...['title', 'description', 'example', 'examples', 'default', 'format', 'deprecated'],
  ...['externalDocs', 'discriminator', 'readOnly', 'writeOnly', 'nullable', 'xml'],
]);

const reference = '#/components/schemas/';

export function plainSchema(schema: Json): Json {
  if (Array.isArray(schema)) return schema.map(plainSchema);
  if (!isObject(schema)) return schema;
  const plain: Record<string, Json> = {};
  for (const [keyword, value] of Object.entries(schema)) {
    if (dropped.has(keyword) || keyword.startsWith('x-')) continue;
    plain[keyword] = keywordOf(keyword, value);
  }
  return schema.nullable === true ? orNull(plain) : plain;
}

function keywordOf(keyword: string, value: Json): Json {
  if (keyword === '$ref') return textOf(value).replace(reference, 'github#/definitions/');
  if (keyword === 'enum' || keyword === 'required') return value;
  if (keyword !== 'properties') return plainSchema(value);
  // A property may be called as a keyword is.
  return Object.fromEntries(
    Object.entries(membersOf(value)).map(([name, each]) => [name, plainSchema(each)]),
  );
}

function orNull(schema: JsonObject): Json {
  const { type, enum: values } = schema;
  if (typeof type !== 'string') return { anyOf: [schema, { type: 'null' }] };
  const orNone = { ...schema, type: [type, 'null'] };
  return values === undefined ? orNone : { ...orNone, enum: [...itemsOf(values), null] };
}

/** The names of the schemas that a plain one refers to. */
export function referredTo(schema: Json): readonly string[] {
  if (Array.isArray(schema)) return schema.flatMap(referredTo);
  return Object.entries(membersOf(schema)).flatMap(([keyword, value]) =>
    keyword === '$ref' ? [textOf(value).replace('github#/definitions/', '')] : referredTo(value),
  );
}
