/**
 * The lines of one log stream, numbered for good and bounded: the newest stay. Numbers are what tokens are made
 * of, so a token stays right while old lines go.
 */

export interface StoredLine {
  /** Counts from 0 in its stream and never changes. */
  readonly number: number;
  /** Milliseconds of cloud time. */
  readonly timestamp: number;
  readonly message: string;
}

/** Lines that a stream keeps. */
export const keptLines = 10_000;
/** Cut in steps: moving the whole stream for every line would cost too much. */
const slack = 2_000;

export interface LogStream {
  readonly name: string;
  readonly createdAt: number;
  append(timestamp: number, message: string): void;
  /** Oldest first. */
  lines(): readonly StoredLine[];
}

export function createLogStream(name: string, createdAt: number): LogStream {
  let stored: StoredLine[] = [];
  let next = 0;
  return {
    name,
    createdAt,
    append: (timestamp, message) => {
      stored.push({ number: next, timestamp, message });
      next += 1;
      if (stored.length > keptLines + slack) stored = stored.slice(-keptLines);
    },
    lines: () => stored.slice(-keptLines),
  };
}
