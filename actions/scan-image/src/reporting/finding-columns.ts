/** The columns in which findings are shown, and which of them have anything to say. */
import type { ListedFinding } from '../judging/assessed.ts';
import type { JudgedImage } from '../judged-image.ts';
import { fixInWords, notesOf } from './finding-words.ts';
import { shortText } from './short-text.ts';

const columns = ['Severity', 'Id', 'Package', 'Version', 'Fixed in', 'Platforms', 'Notes'] as const;
export type FindingColumn = (typeof columns)[number];

/**
 * Without those that are empty: basic scanning tells nothing of fixes, and an empty column would read as "there is
 * no fix"; only the findings of an index have platforms.
 */
export function columnsOf(findings: readonly ListedFinding[], judged: JudgedImage): readonly FindingColumn[] {
  const optional: readonly FindingColumn[] = ['Fixed in', 'Platforms', 'Notes'];
  return columns.filter(
    (column) =>
      !optional.includes(column) || findings.some((finding) => cellOf(column, finding, judged) !== ''),
  );
}

/** A cell as text on one line of at most `limit` characters. */
export function cellOf(
  column: FindingColumn,
  finding: ListedFinding,
  judged: Pick<JudgedImage, 'judgedAt'>,
  limit = 100,
): string {
  return shortText(texts[column](finding, judged), limit);
}

type CellText = (finding: ListedFinding, judged: Pick<JudgedImage, 'judgedAt'>) => string;

const texts: Readonly<Record<FindingColumn, CellText>> = {
  Severity: ({ severity }) => severity,
  Id: ({ id }) => id,
  Package: (finding) => finding.package,
  Version: ({ version }) => version,
  'Fixed in': fixInWords,
  Platforms: ({ platforms }) => platforms.join(', '),
  Notes: (finding, judged) => notesOf(finding, judged).join(', '),
};
