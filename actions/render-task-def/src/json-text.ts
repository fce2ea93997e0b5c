/** Reads JSON that stands in an input, with comments when people like; an error tells the place and shows no value. */
import { Unreadable } from '@slipway/action-kit/parsers';
import { readJson } from '@slipway/documents/json';
import { TextError } from '@slipway/documents/text-error';
import type { Json } from '@slipway/documents/value';

/** @throws Unreadable for what is not JSON, and for a member that stands twice. */
export function jsonIn(text: string): Json {
  try {
    return readJson(text).value;
  } catch (error) {
    if (!(error instanceof TextError)) throw error;
    const { position, message } = error;
    const place =
      position === undefined ? '' : `line ${String(position.line)}, column ${String(position.column)}: `;
    throw new Unreadable(`${place}${message}`);
  }
}

/** Undefined for a command line, which may begin with a bracket or a brace as well: then a blank follows. */
export function jsonOrNone(text: string): Json | undefined {
  if (!/^[[{]/.test(text)) return undefined;
  try {
    return jsonIn(text);
  } catch (error) {
    if (error instanceof Unreadable && /^[[{] /.test(text)) return undefined;
    throw error;
  }
}
