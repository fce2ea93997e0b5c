/** The value of an output as the text of a variable: text as it is, everything else as JSON on one line. */
import { isList, isObject, type Json } from '@slipway/documents/value';

/** @param written the same with the numbers as they stand in the file, as text. */
export const outputText = (value: Json, written: Json): string =>
  typeof value === 'string' ? value : json(value, written);

function json(value: Json, written: Json): string {
  if (isList(value)) {
    const items = isList(written) ? written : [];
    return `[${value.map((item, index) => json(item, items[index] ?? null)).join(',')}]`;
  }
  if (isObject(value)) {
    const parts = isObject(written) ? written : {};
    const members = Object.entries(value).map(
      ([name, part = null]) => `${JSON.stringify(name)}:${json(part, parts[name] ?? null)}`,
    );
    return `{${members.join(',')}}`;
  }
  return typeof value === 'number' && typeof written === 'string' ? written : JSON.stringify(value);
}
