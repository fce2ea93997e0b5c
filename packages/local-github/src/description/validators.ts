/** Values held against the schemas of the description. */
import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import type { Description, Schema } from './slice.ts';

const options = { strict: false, validateFormats: false, verbose: true } as const;

interface Judges {
  /** Takes values as they are. */
  readonly exact: Ajv;
  /** Takes the text of a number for the number: what stands in a URL is text. */
  readonly lenient: Ajv;
}

const judges = new Map<string, Judges>();
const compiled = new WeakMap<Schema, Map<Ajv, ValidateFunction>>();

function judgesOf({ version, definitions }: Description): Judges {
  const known = judges.get(version);
  if (known !== undefined) return known;
  const made = { exact: new Ajv(options), lenient: new Ajv({ ...options, coerceTypes: true }) };
  for (const ajv of Object.values(made)) ajv.addSchema({ $id: 'github', definitions });
  judges.set(version, made);
  return made;
}

/** The first thing that is wrong with a value. */
export function wrongWith(description: Description, schema: Schema, value: unknown): ErrorObject | undefined {
  return firstError(judgesOf(description).exact, schema, value);
}

export function wrongWithText(
  description: Description,
  schema: Schema,
  text: string,
): ErrorObject | undefined {
  return firstError(judgesOf(description).lenient, schema, text);
}

function firstError(ajv: Ajv, schema: Schema, value: unknown): ErrorObject | undefined {
  const known = compiled.get(schema) ?? new Map<Ajv, ValidateFunction>();
  compiled.set(schema, known);
  const validate = known.get(ajv) ?? ajv.compile(schema);
  known.set(ajv, validate);
  return validate(value) ? undefined : validate.errors?.[0];
}
