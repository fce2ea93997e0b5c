/** Findings as lines of equal columns for the log. */
import type { Finding } from './findings.ts';

const widest = 40;

/** A header and a line for each finding, in their order; nothing for none. */
export function findingRows(findings: readonly Finding[]): readonly string[] {
  if (findings.length === 0) return [];
  const rows = [
    ['SEVERITY', 'ID', 'PACKAGE', 'VERSION', 'FIXED IN'],
    ...findings.map((each) => [each.severity, each.id, each.package, each.version, each.fixedIn ?? '']),
  ].map((cells) => cells.map(cutCell));
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((cells) => cells[column]?.length ?? 0)),
  );
  return rows.map((cells) =>
    `  ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}`.trimEnd(),
  );
}

const cutCell = (cell: string): string => (cell.length <= widest ? cell : `${cell.slice(0, widest - 1)}…`);
