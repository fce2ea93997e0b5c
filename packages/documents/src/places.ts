/** Where in a text the parts of its value stand, so that a complaint about a part can name line and column. */
import type { Path } from './value.ts';

/** Both count from 1; columns are UTF-16 units. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** A value's place: a member's is where its name begins, an item's where it begins itself. */
export interface Place {
  /** Offset in UTF-16 units. */
  readonly at: number;
  /** Of an object's members or a list's items. */
  readonly parts: ReadonlyMap<string | number, Place>;
}

/** The position of a part, or of the nearest thing around it that the text holds. */
export type Places = (path: Path) => Position;

export function placesIn(text: string, root: Place): Places {
  const lineStarts = startsOfLines(text);
  return (path) => positionAt(nearestPlace(root, path), lineStarts);
}

export function positionIn(text: string, offset: number): Position {
  return positionAt(offset, startsOfLines(text));
}

function nearestPlace(root: Place, path: Path): number {
  let found = root;
  for (const step of path) {
    const part = found.parts.get(step);
    if (part === undefined) break;
    found = part;
  }
  return found.at;
}

/** A carriage return alone ends no line, as editors have it. */
function startsOfLines(text: string): readonly number[] {
  return [0, ...Array.from(text.matchAll(/\n/g), ({ index }) => index + 1)];
}

function positionAt(offset: number, lineStarts: readonly number[]): Position {
  const line = lastUpTo(offset, lineStarts);
  return { line: line + 1, column: offset - (lineStarts[line] ?? 0) + 1 };
}

/** The index of the last that is not above the limit; halved each time, because a file may have a mistake in each line. */
function lastUpTo(limit: number, ascending: readonly number[]): number {
  let [low, high] = [0, ascending.length];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if ((ascending[middle] ?? Infinity) <= limit) low = middle;
    else high = middle;
  }
  return low;
}
