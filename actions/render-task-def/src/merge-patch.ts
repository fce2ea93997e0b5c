/** Reads a JSON merge patch: one JSON object, with comments when people like. */
import { Unreadable, type Parser } from '@slipway/action-kit/parsers';
import { isObject, kindOf, type JsonObject } from '@slipway/task-definition/document';
import { readJson } from '@slipway/task-definition/reading/json';
import { TextError } from '@slipway/task-definition/reading/text-error';

export const mergePatchText: Parser<JsonObject> & { readonly secret: true } = {
  expects: 'a JSON object',
  // It may set environment variables.
  secret: true,
  read: (text) => {
    const patch = valueOf(text);
    if (!isObject(patch)) throw new Unreadable(`it is ${kindOf(patch)}`);
    return patch;
  },
};

function valueOf(text: string): ReturnType<typeof readJson>['value'] {
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
