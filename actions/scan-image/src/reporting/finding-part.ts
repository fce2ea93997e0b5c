/** Findings as a table of Markdown: each a link to what is known of it, with the version that repairs it. */
import { code, link, message, type Markdown } from '@slipway/action-kit/markdown';
import type { ListedFinding } from '../judging/assessed.ts';
import type { JudgedImage } from '../judged-image.ts';
import { boundedTable, type Room } from './bounded-table.ts';
import { cellOf, columnsOf, type FindingColumn } from './finding-columns.ts';

export function findingTable(findings: readonly ListedFinding[], judged: JudgedImage, room: Room): Markdown {
  const columns = columnsOf(findings.slice(0, room.rows), judged);
  return boundedTable(
    columns,
    findings,
    (finding) => columns.map((column) => markdownCell(column, finding, judged)),
    room,
  );
}

function markdownCell(column: FindingColumn, finding: ListedFinding, judged: JudgedImage): string | Markdown {
  const words = cellOf(column, finding, judged);
  switch (column) {
    case 'Id':
      return idCell(words, finding.link);
    case 'Package':
    case 'Version':
      return words === '' ? '' : code(words);
    default:
      return words;
  }
}

const longestLink = 300;

/** The id, as a link to its page where it is safe to link there. */
export function idCell(id: string, url: string | undefined): Markdown {
  const isSafe = url !== undefined && url.length <= longestLink && printable.test(url) && !leavesTraces(url);
  return isSafe ? link(id, url) : code(id);
}

/** What a URI is written in: in everything else something may hide. */
const printable = /^[!-~]+$/;

/** A link to an issue or a commit, written in a comment, makes GitHub note it there. */
const leavesTraces = (url: string): boolean =>
  /^https?:\/\/(?:www\.)?github\.com\/[^/]+\/[^/]+\/(?:issues|pull|discussions|commit)/i.test(url);

/** A sentence of ours; its backticks mark code. */
export const ours = (words: string): Markdown => message(words);
