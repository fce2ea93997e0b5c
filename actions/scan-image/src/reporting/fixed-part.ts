/** What the baseline had and the image no longer has, as a folded table. */
import { code, details, type Markdown } from '@slipway/action-kit/markdown';
import type { Comparison } from '../comparing/comparison.ts';
import type { Finding } from '../findings/finding.ts';
import { boundedTable, type Cell, type Room } from './bounded-table.ts';
import { fixedFindings } from './comparison-words.ts';
import { idCell } from './finding-part.ts';
import { shortText } from './short-text.ts';

export function fixedPart(comparison: Comparison, room: Room): readonly Markdown[] {
  const fixed = fixedFindings(comparison);
  if (fixed.length === 0) return [];
  const header = ['Severity', 'Id', 'Package', 'Version there'];
  return [
    details(`${String(fixed.length)} fixed since the baseline`, boundedTable(header, fixed, rowOf, room)),
  ];
}

const rowOf = (finding: Finding): readonly Cell[] => [
  finding.severity,
  idCell(shortText(finding.id, 100), finding.link),
  code(shortText(finding.package, 100)),
  code(shortText(finding.version, 100)),
];
