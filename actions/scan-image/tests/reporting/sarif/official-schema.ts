/** The official JSON schema of SARIF 2.1.0, as Microsoft publishes it for tests. */
import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';

const file = new URL(
  '../../../node_modules/@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json',
  import.meta.url,
);

/** Its draft 4 says `id` where the drafts that Ajv reads say `$id`; nothing else in it differs between them. */
const { $schema, id, ...schema } = JSON.parse(readFileSync(file, 'utf8')) as Readonly<
  Record<string, unknown>
>;

if ($schema !== 'http://json-schema.org/draft-04/schema#' || typeof id !== 'string')
  throw new Error('The schema of SARIF is of another draft now.');

// One of its patterns has a bracket too many, which only older regular expressions forgive.
const ajv = new Ajv({ strict: false, unicodeRegExp: false });
addFormats.default(ajv);
const validate = ajv.compile(schema);

/** Empty when it is valid. */
export function schemaErrors(text: string): readonly unknown[] {
  validate(JSON.parse(text));
  return validate.errors ?? [];
}
