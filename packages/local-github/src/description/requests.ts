/** Requests held against GitHub's description, and what GitHub says of those that do not fit. */
import type { ErrorObject } from 'ajv';
import { Refusal } from '../refusal.ts';
import type { Description, FoundOperation } from './slice.ts';
import { wrongWith, wrongWithText } from './validators.ts';

export interface SentRequest {
  readonly query: URLSearchParams;
  readonly body: unknown;
}

/** @throws Refusal 404 for a path that can't be, 400 for a body that is no object, 422 for what else does not fit */
export function checkRequest(
  description: Description,
  { operation, values }: FoundOperation,
  { query, body }: SentRequest,
): void {
  for (const { name, in: place, schema } of operation.parameters) {
    const text = place === 'path' ? values[name] : place === 'query' ? query.get(name) : undefined;
    if (text === undefined || text === null) continue;
    const wrong = wrongWithText(description, schema, text);
    if (wrong === undefined) continue;
    throw place === 'path' ? new Refusal(404, 'Not Found') : invalid(name, wrong);
  }
  if (operation.body !== undefined && operation.body !== null) checkBody(description, operation.body, body);
}

function checkBody(description: Description, schema: Readonly<Record<string, unknown>>, body: unknown): void {
  if (body !== undefined && (typeof body !== 'object' || Array.isArray(body)))
    throw new Refusal(400, 'Body should be a JSON object');
  const wrong = wrongWith(description, schema, body ?? {});
  if (wrong !== undefined) throw invalid('', wrong);
}

/** @param where the name of a parameter; empty in the body. */
function invalid(where: string, error: ErrorObject): Refusal {
  const words =
    wordings[error.keyword] ?? (({ message = 'does not fit' }, place) => `For '${place}', it ${message}.`);
  return new Refusal(422, `Invalid request.\n\n${words(error, placeOf(where, error.instancePath))}`);
}

/** In GitHub's words, by keyword of JSON Schema. */
const wordings: Readonly<Record<string, (error: ErrorObject, place: string) => string>> = {
  required: ({ params }) => `"${String(params.missingProperty)}" wasn't supplied.`,
  additionalProperties: ({ params }) => `"${String(params.additionalProperty)}" is not a permitted key.`,
  enum: ({ data, params }) => `${shown(data)} is not a member of ${JSON.stringify(params.allowedValues)}.`,
  type: ({ data, params }, place) => `For '${place}', ${shown(data)} is not ${typeWord(params.type)}.`,
  maxLength: ({ data, params }) =>
    `Only ${String(params.limit)} characters are allowed; ${String(String(data).length)} were supplied.`,
  maxProperties: ({ data, params }) => {
    const count = Object.keys(data as object).length;
    return `No more than ${String(params.limit)} properties are allowed; ${String(count)} were supplied.`;
  },
};

const shown = (data: unknown): string => (data === undefined || data === null ? 'nil' : JSON.stringify(data));

/** `/inputs/a` of a body is `properties/inputs/properties/a`. */
const placeOf = (where: string, instancePath: string): string =>
  [...(where === '' ? [] : [where]), ...instancePath.split('/').slice(1)]
    .map((part) => (/^\d+$/.test(part) ? `items/${part}` : `properties/${part}`))
    .join('/');

function typeWord(type: unknown): string {
  const [first = ''] = String(type).split(',');
  return ['array', 'integer', 'object'].includes(first) ? `an ${first}` : `a ${first}`;
}
