/** Reads `KEY=VALUE`, one a line, as an input has it: quotes are part of a value, and nothing is a comment. */
import type { Place } from './places.ts';
import { placesIn, positionIn } from './places.ts';
import { TextError, twice, type ReadText } from './text-error.ts';

const noParts: ReadonlyMap<string, Place> = new Map();

const noComments = 'this line begins with `#`, and there are no comments among lines of `KEY=VALUE`';

/**
 * White space around a line and around its first `=` does not count: people write `KEY = value`. The value may be empty,
 * and may hold more `=`.
 * @throws TextError at the first line that has no key, or one that stands twice. It shows no text: that may be a secret.
 */
export function readAssignments(text: string): ReadText {
  const values = new Map<string, string>();
  const parts = new Map<string, Place>();
  for (const { 0: line, index } of text.matchAll(/[^\n]+/g)) {
    if (line.trim() === '') continue;
    const at = index + line.length - line.trimStart().length;
    const equals = line.indexOf('=');
    const key = line.slice(0, Math.max(0, equals)).trim();
    if (line.charAt(at - index) === '#') throw new TextError(noComments, positionIn(text, at));
    if (key === '') throw new TextError('this line is not `KEY=VALUE`', positionIn(text, at));
    if (parts.has(key)) throw new TextError(twice, positionIn(text, at));
    parts.set(key, { at, parts: noParts });
    values.set(key, line.slice(equals + 1).trim());
  }
  return { value: Object.fromEntries(values), places: placesIn(text, { at: 0, parts }) };
}
