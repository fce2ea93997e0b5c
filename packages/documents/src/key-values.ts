/** Keys with values that are text, such as variables of GitHub or inputs of a workflow, whatever form they are written in. */
import { readBraced } from './braced.ts';
import type { Complain } from './checked.ts';
import { formOf, readForm } from './forms.ts';
import { TextError } from './text-error.ts';
import { isObject, kindOf, type Json } from './value.ts';
import { quoted } from './words.ts';

export interface KeyValue {
  readonly key: string;
  readonly value: string;
}

/** What is no text is complained of, without showing it. */
export function keyValuesOf(value: Json, complain: Complain): readonly KeyValue[] {
  if (!isObject(value)) {
    complain([], `this is ${kindOf(value)}, and keys with values are needed`);
    return [];
  }
  return Object.entries(value).flatMap(([key, each = null]) => {
    if (typeof each === 'string') return [{ key, value: each }];
    complain(
      [key],
      `the value of ${quoted(key)} is ${kindOf(each)}, and must be text${each === null ? ": write '' for an empty one" : ''}`,
    );
    return [];
  });
}

/** Of an input, in the form that it has. @throws TextError for the first thing that is wrong. */
export async function readKeyValues(text: string): Promise<readonly KeyValue[]> {
  const form = formOf(text);
  const { value, places } = await (form === 'json' ? readBraced(text, 'written') : readForm(text, form));
  return keyValuesOf(value, (path, words) => {
    throw new TextError(words, places(path));
  });
}
