/** What an event carries, from the input `client-payload`: an object of any depth, within GitHub's limits. */
import { readBraced } from '@slipway/documents/braced';
import type { ReadText } from '@slipway/documents/text-error';
import { isObject, kindOf, type JsonObject } from '@slipway/documents/value';
import { readOr, type Problems } from './problems.ts';

export const mostMembers = 10;
/** Bytes of the JSON that is sent; GitHub takes less than that. */
export const largestPayload = 65_536;

export async function clientPayload(text: string | undefined, problems: Problems): Promise<JsonObject> {
  if (text === undefined) return {};
  const read = await readOr(problems, 'client-payload', () => readText(text));
  if (read === undefined) return {};
  if (!isObject(read.value)) {
    problems.push(`\`client-payload\` must be an object, but is ${kindOf(read.value)}`);
    return {};
  }
  const members = Object.keys(read.value).length;
  if (members > mostMembers)
    problems.push(
      `\`client-payload\` has ${String(members)} members at its top, and GitHub takes ${String(mostMembers)}: put them under one of them`,
    );
  const size = bytesOf(read.value);
  if (size >= largestPayload)
    problems.push(`\`client-payload\` has ${String(size)} bytes, and GitHub takes less than 64 KB`);
  return read.value;
}

export const bytesOf = (payload: JsonObject): number => Buffer.byteLength(JSON.stringify(payload));

/** Numbers and booleans stay what they are: a workflow sees them in `github.event.client_payload`. */
async function readText(text: string): Promise<ReadText> {
  if (text.startsWith('{')) return readBraced(text);
  const { readYaml } = await import('@slipway/documents/yaml');
  return readYaml(text);
}
