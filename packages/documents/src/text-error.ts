/** What every reader of a text gives: a value with its places, or what is wrong with the text. */
import type { Json } from './value.ts';
import type { Places, Position } from './places.ts';

/** What is wrong with a text, and where. */
export class TextError extends Error {
  override readonly name = 'TextError';
  readonly position: Position | undefined;
  constructor(message: string, position: Position | undefined) {
    super(message);
    this.position = position;
  }
}

/** A value and where its parts stand. */
export interface ReadText {
  readonly value: Json;
  readonly places: Places;
}

/**
 * Where every value ends as text anyway, as in a variable of GitHub, `written` keeps `1.10` from becoming 1.1: numbers,
 * `true` and `false` are then the text that stands there. `null` is null in both.
 */
export type Scalars = 'typed' | 'written';

/** Documents nest about six deep; a deeper one is an attack on the stack. */
export const deepest = 100;

/** Bytes: far more than anybody writes by hand, white space, comments and what anchors repeat included. */
export const largest = 1024 * 1024;

/** Of a number that is or becomes infinite, or none at all (`.nan`): no JSON can say it. */
export const tooLarge = 'this is no number that JSON can hold';

/** Without the name: in a broken text it may be a value. */
export const twice = 'this member stands twice';
