/** The findings that neither decide nor are suppressed, folded. */
import { details, type Markdown } from '@slipway/action-kit/markdown';
import { isCounted } from '../judging/assessed.ts';
import type { JudgedImage } from '../judged-image.ts';
import type { Room } from './bounded-table.ts';
import { findingTable } from './finding-part.ts';
import { decidingFindings } from './finding-words.ts';
import { isSuppressed } from './suppressed-part.ts';
import { counted } from './verdict-words.ts';

export function restPart(judged: JudgedImage, room: Room): readonly Markdown[] {
  const deciding = new Set(decidingFindings(judged));
  const rest = judged.listed.filter((finding) => !isSuppressed(finding) && !deciding.has(finding));
  if (rest.length === 0) return [];
  const uncounted = rest.filter((finding) => !isCounted(finding)).length;
  const other = deciding.size === 0 ? 'finding' : 'other finding';
  const title = `${counted(rest.length, other)}${uncounted === 0 ? '' : `, ${String(uncounted)} not counted`}`;
  return [details(title, findingTable(rest, judged, room))];
}
