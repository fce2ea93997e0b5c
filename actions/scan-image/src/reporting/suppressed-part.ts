/** What is suppressed, by whom and why, as a folded table. */
import { code, details, type Markdown } from '@slipway/action-kit/markdown';
import type { ListedFinding } from '../judging/assessed.ts';
import type { Suppression } from '../suppressing/suppression.ts';
import { boundedTable, type Cell, type Room } from './bounded-table.ts';
import { idCell } from './finding-part.ts';
import { suppressionWords } from './suppression-words.ts';
import { counted } from './verdict-words.ts';
import { shortText } from './short-text.ts';

const header = ['Severity', 'Id', 'Package', 'By', 'Why', 'Until', 'Where'];
const longestReason = 300;

type Suppressed = ListedFinding & { readonly suppression: Suppression };

export const isSuppressed = (finding: ListedFinding): finding is Suppressed =>
  finding.suppression !== undefined;

export function suppressedPart(listed: readonly ListedFinding[], room: Room): readonly Markdown[] {
  const suppressed = listed.filter(isSuppressed);
  if (suppressed.length === 0) return [];
  const title = `${counted(suppressed.length, 'suppressed finding')}, not counted`;
  return [details(title, boundedTable(header, suppressed, rowOf, room))];
}

function rowOf(finding: Suppressed): readonly Cell[] {
  const { by, why, until, place } = suppressionWords(finding.suppression);
  return [
    finding.severity,
    idCell(shortText(finding.id, 100), finding.link),
    code(shortText(finding.package, 100)),
    shortText(by, 100),
    shortText(why, longestReason),
    until.replace(/^until /, ''),
    shortText(place, 200),
  ];
}
