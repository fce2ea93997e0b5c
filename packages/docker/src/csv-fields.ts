/**
 * Fields as docker buildx reads them in one flag: `type=image,"name=a,b"`. They are CSV of a single line, so a comma or a
 * quote stands in quotes and a line break can't stand anywhere.
 */
import { Unreadable } from '@slipway/action-kit/parsers';

export type Field = readonly [key: string, value: string];

export function writeFields(fields: readonly Field[]): string {
  return fields.map(([key, value]) => quoted(`${key}=${value}`)).join(',');
}

const quoted = (field: string): string => (/[",]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field);

/** One field: in quotes, where two stand for one, or up to the next comma. */
const nextField = /"((?:[^"]|"")*)"(,|$)|([^",]*)(,|$)/y;

/** @throws Unreadable where docker buildx would refuse it, with a reason that shows no value. */
export function readFields(line: string): readonly Field[] {
  const fields: Field[] = [];
  nextField.lastIndex = 0;
  for (let more = true; more;) {
    const [whole, inQuotes, afterQuotes, plain = '', after] = nextField.exec(line) ?? [];
    if (whole === undefined) throw new Unreadable('a quote stands in the middle of a field');
    fields.push(pairOf(inQuotes?.replaceAll('""', '"') ?? plain));
    more = (afterQuotes ?? after) === ',';
  }
  return fields;
}

function pairOf(field: string): Field {
  const at = field.indexOf('=');
  if (at < 1) throw new Unreadable('between commas stands something that is not `key=value`');
  return [field.slice(0, at).trim().toLowerCase(), field.slice(at + 1)];
}
