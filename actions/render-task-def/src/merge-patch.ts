/** Reads a JSON merge patch: one JSON object. */
import { Unreadable, type Parser } from '@slipway/action-kit/parsers';
import { isObject, kindOf, type JsonObject } from '@slipway/documents/value';
import { jsonIn } from './json-text.ts';

export const mergePatchText: Parser<JsonObject> & { readonly secret: true } = {
  expects: 'a JSON object',
  // It may set environment variables.
  secret: true,
  read: (text) => {
    const patch = jsonIn(text);
    if (!isObject(patch)) throw new Unreadable(`it is ${kindOf(patch)}`);
    return patch;
  },
};
