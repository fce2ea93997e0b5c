/** Lines of equal columns for the log. */

/** Two spaces before each line, and between columns; nothing for no rows. */
export function logTable(header: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  if (rows.length === 0) return [];
  const all = [header.map((title) => title.toUpperCase()), ...rows];
  const widths = header.map((_, index) => Math.max(...all.map((cells) => cells[index]?.length ?? 0)));
  return all.map((cells) =>
    `  ${cells.map((cell, index) => cell.padEnd(widths[index] ?? 0)).join('  ')}`.trimEnd(),
  );
}
