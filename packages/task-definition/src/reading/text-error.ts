/** What every reader of a text gives: a value with its places, or what is wrong with the text. */
import type { Json } from '../document.ts';
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

/** Documents nest about six deep; a deeper one is an attack on the stack. */
export const deepest = 100;

/** Of a number that would become Infinity, which no JSON can say. */
export const tooLarge = 'this number is too large';
