/** Reads EPSS scores from FIRST's CSV: a line about the day, one with the names of the columns, one for each CVE. */
import { invalidFile, type Complaint } from '@slipway/documents/file-kind';
import { dayOf } from './days.ts';
import { epssFileKind, scoredOf, type EpssFile } from './epss-scores.ts';

const columns = 'cve,epss,percentile';

/**
 * @param text without a byte order mark.
 * @throws Failure of kind input, `epss-invalid`, with every line that is wrong.
 */
export function scoresOfCsv(text: string, file: string): EpssFile {
  const rows = text.split('\n').map((row) => (row.endsWith('\r') ? row.slice(0, -1) : row));
  const header = rows.findIndex((row) => !row.startsWith('#'));
  const { scores, complaints } = scoresIn(rows, header + 1);
  if (rows[header] !== columns)
    complaints.unshift({ line: header + 1, words: `the names of the columns must be \`${columns}\`` });
  else if (rows.at(-1) !== '')
    complaints.push({
      line: rows.length,
      words: 'the last line has no end, so the file may be cut: download it again',
    });
  else if (scores.size === 0) complaints.push({ line: undefined, words: 'it holds no score' });
  if (complaints.length > 0) throw invalidFile(epssFileKind, file, complaints);
  return { scores, scoredAt: scoredAt(rows.slice(0, header)) };
}

function scoresIn(rows: readonly string[], from: number) {
  const scores = new Map<string, number>();
  const complaints: Complaint[] = [];
  for (let at = from; at < rows.length; at += 1) {
    const row = rows[at] ?? '';
    if (row === '' && at === rows.length - 1) break;
    const [cve = '', epss = '', percentile, ...more] = row.split(',');
    const scored = scoredOf(cve, epss);
    if (typeof scored === 'string') complaints.push({ line: at + 1, words: scored });
    else if (percentile === undefined || more.length > 0)
      complaints.push({ line: at + 1, words: 'three columns are needed' });
    else if (scores.has(cve)) complaints.push({ line: at + 1, words: `${cve} stands twice` });
    else scores.set(cve, scored.score);
  }
  return { scores, complaints };
}

/** `#model_version:v2025.03.14,score_date:2026-11-20T12:55:00Z`. */
function scoredAt(comments: readonly string[]): number | undefined {
  const [, day] = /score_date:(\d{4}-\d{2}-\d{2})/.exec(comments.join('\n')) ?? [];
  return day === undefined ? undefined : dayOf(day);
}
