/** Tells the story: plain words with elapsed times, coloured on a terminal and plain in a pipe. */

export interface Narrator {
  /** Opens an act. */
  act(title: string): void;
  say(line: string): void;
  good(line: string): void;
  bad(line: string): void;
  /** A line of an action's own log, indented beneath what was said. */
  log(line: string): void;
  table(rows: readonly (readonly string[])[]): void;
}

const codes = { bold: 1, dim: 2, red: 31, green: 32, cyan: 36 } as const;
type Style = keyof typeof codes;

/** @param now milliseconds of real time. */
export function createNarrator(out: NodeJS.WriteStream, now: () => number, coloured: boolean): Narrator {
  const started = now();
  const paint = (style: Style, text: string): string =>
    coloured ? `\u001b[${String(codes[style])}m${text}\u001b[0m` : text;
  const elapsed = (): string => paint('dim', `${((now() - started) / 1000).toFixed(1).padStart(5)}s`);
  const write = (line: string): void => {
    out.write(`${line}\n`);
  };
  return {
    act: (title) => {
      write('');
      write(`${elapsed()}  ${paint('bold', paint('cyan', title))}`);
    },
    say: (line) => write(`${elapsed()}  ${line}`),
    good: (line) => write(`${elapsed()}  ${paint('green', `✔ ${line}`)}`),
    bad: (line) => write(`${elapsed()}  ${paint('red', `✘ ${line}`)}`),
    log: (text) => {
      for (const line of text.split('\n')) write(`        ${paint('dim', `│ ${line}`)}`);
    },
    table: (rows) => {
      for (const line of aligned(rows)) write(`  ${line}`);
    },
  };
}

/** Columns padded to their widest cell. */
export function aligned(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => (row[column] ?? '').length)),
  );
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}
