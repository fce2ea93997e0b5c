/**
 * A table that stays within a room: it ends after a whole row, before GitHub would cut it somewhere in the middle, and
 * says how much it left out.
 */
import { join, message, paragraph, table, type Markdown } from '@slipway/action-kit/markdown';

export interface Room {
  readonly rows: number;
  /** Of the rows as Markdown. */
  readonly bytes: number;
}

export type Cell = string | Markdown;

/** Nothing when there is nothing to show, or room for nothing but the word about it. */
export function boundedTable<T>(
  header: readonly string[],
  items: readonly T[],
  rowOf: (item: T) => readonly Cell[],
  room: Room,
): Markdown {
  const rows = rowsWithin(items, rowOf, room);
  return join(
    ...(rows.length === 0 ? [] : [table(header, rows)]),
    ...leftOutOf(items.length, rows.length).map((words) => paragraph(message(words))),
  );
}

function rowsWithin<T>(
  items: readonly T[],
  rowOf: (item: T) => readonly Cell[],
  room: Room,
): readonly (readonly Cell[])[] {
  const rows: (readonly Cell[])[] = [];
  let left = room.bytes;
  for (const item of items.slice(0, room.rows)) {
    const row = rowOf(item);
    left -= bytesOf(row);
    if (left < 0) break;
    rows.push(row);
  }
  return rows;
}

/** As a table writes it, without a header. */
const bytesOf = (row: readonly Cell[]): number => Buffer.byteLength(table([], [row]).markdown);

export function leftOutOf(total: number, shown: number): readonly string[] {
  if (total <= shown) return [];
  return [`${String(total - shown)} more are not shown here; the JSON report (\`report-file\`) has all.`];
}
