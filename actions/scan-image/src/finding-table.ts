/** Findings as lines of equal columns for the log, and which columns have anything to say. */
import type { Finding } from './findings.ts';

const columns = ['Severity', 'Id', 'Package', 'Version', 'Fixed in', 'Platforms'] as const;
export type Column = (typeof columns)[number];

const widest = 40;

/**
 * Without those that are empty: basic scanning tells nothing of fixes, and an empty column would read as "there is
 * no fix"; only the findings of an index have platforms.
 */
export function columnsOf(findings: readonly Finding[]): readonly Column[] {
  return columns.filter((column) => {
    if (column === 'Fixed in') return findings.some(({ fixedIn }) => fixedIn !== undefined);
    return column !== 'Platforms' || findings.some(({ platforms }) => platforms.length > 0);
  });
}

const cellOf: Readonly<Record<Column, (finding: Finding) => string>> = {
  Severity: ({ severity }) => severity,
  Id: ({ id }) => id,
  Package: (finding) => finding.package,
  Version: ({ version }) => version,
  'Fixed in': ({ fixedIn }) => fixedIn ?? '',
  Platforms: ({ platforms }) => platforms.join(', '),
};

/** A header and a line for each finding, in their order; nothing for none. */
export function findingRows(findings: readonly Finding[]): readonly string[] {
  if (findings.length === 0) return [];
  const shown = columnsOf(findings).filter((column) => column !== 'Platforms');
  const rows = [
    shown.map((column) => column.toUpperCase()),
    ...findings.map((finding) => shown.map((column) => cutCell(cellOf[column](finding)))),
  ];
  const widths = shown.map((_, index) => Math.max(...rows.map((cells) => cells[index]?.length ?? 0)));
  return rows.map((cells) =>
    `  ${cells.map((cell, index) => cell.padEnd(widths[index] ?? 0)).join('  ')}`.trimEnd(),
  );
}

const cutCell = (cell: string): string => (cell.length <= widest ? cell : `${cell.slice(0, widest - 1)}…`);
