/** What scan-image tells in the log: the image, what is missing, what was found and what became of it, the verdict last. */
import type { JudgedImage } from '../judged-image.ts';
import type { ScannedPart } from '../looking/scanned-part.ts';
import { furtherWarnings } from './annotations.ts';
import { comparisonLines } from './comparison-words.ts';
import { cellOf, columnsOf } from './finding-columns.ts';
import { countRows } from './count-table.ts';
import { breachLines } from './breach-words.ts';
import { ignoreConcerns } from './ignore-words.ts';
import { logTable } from './log-table.ts';
import { policySourceInWords } from './policy-words.ts';
import { inspectorInWords, placeOf, suppressionWords } from './suppression-words.ts';
import { nameOf } from './finding-words.ts';
import {
  furtherGaps,
  gateOffInWords,
  imageName,
  isKnown,
  timeInWords,
  verdictInWords,
} from './verdict-words.ts';
import type { WrittenFiles } from './written-files.ts';
import { shortText } from './short-text.ts';

/** Rows of a table that a person reads in a log. */
const shown = 100;
const widestCell = 40;
const longestEntry = 500;
const longestLine = 1500;

export function logLines(judged: JudgedImage, files: WrittenFiles): readonly string[] {
  return linesOf(judged, files).map((line) =>
    line.length <= longestLine ? line : shortText(line, longestLine),
  );
}

function linesOf(judged: JudgedImage, files: WrittenFiles): readonly string[] {
  return [
    ...imageLines(judged),
    ...gapLines(judged),
    ...comparisonLines(judged.comparison),
    ...findingLines(judged),
    ...suppressedLines(judged),
    ...[inspectorInWords(judged)].filter((words) => words !== undefined),
    ...ignoreLines(judged),
    ...countLines(judged),
    ...breachLines(judged),
    ...warningLines(judged, files),
    ...fileLines(files),
    ...(judged.dryRun
      ? ['Dry run: no scan was started, nothing was written, and the step stays green.']
      : []),
    [`Verdict: ${verdictInWords(judged)}`, gateOffInWords(judged)].filter(Boolean).join(' '),
  ];
}

function imageLines(judged: JudgedImage): readonly string[] {
  const { tag, serves, digest, scanType, parts } = judged;
  return [
    ...(tag === undefined ? [] : [`The tag ${tag} is ${digest} now; that digest is judged.`]),
    ...(serves === undefined ? [] : [`${serves} serves with ${digest} now; that digest is judged.`]),
    `Image: ${imageName(judged)}`,
    ...(scanType === 'unknown'
      ? []
      : [`Scanning: ${scanType}${scanType === 'enhanced' ? ' (Inspector)' : ''}`]),
    ...parts.map(partLine),
    ...[policySourceInWords(judged.policySource)].filter((words) => words !== undefined),
  ];
}

function partLine({ platform, digest, scannedAt }: ScannedPart): string {
  const when = scannedAt === undefined ? 'no scan' : `scanned ${timeInWords(scannedAt)}`;
  return platform === '' ? `Scan: ${when}` : `Platform ${platform}: ${digest}, ${when}`;
}

function gapLines(judged: JudgedImage): readonly string[] {
  return furtherGaps(judged).map(
    ({ platform, gap, reason }) =>
      `No answer${platform === '' ? '' : ` for ${platform}`} (${gap}): ${reason}`,
  );
}

function findingLines(judged: JudgedImage): readonly string[] {
  const listed = judged.listed.filter(({ suppression }) => suppression === undefined);
  const first = listed.slice(0, shown);
  const columns = columnsOf(first, judged).filter((column) => column !== 'Platforms');
  const rows = first.map((finding) => columns.map((column) => cellOf(column, finding, judged, widestCell)));
  return [...logTable(columns, rows), ...more(listed.length - shown)];
}

function suppressedLines({ listed }: JudgedImage): readonly string[] {
  const suppressed = listed.flatMap((finding) =>
    finding.suppression === undefined ? [] : [{ finding, ...suppressionWords(finding.suppression) }],
  );
  const lines = suppressed.slice(0, shown).map(({ finding, by, why, until, place }) => {
    const end = [until, place === '' ? '' : `(${place})`].filter((part) => part !== '').join(' ');
    const words = `Suppressed: ${nameOf(finding)} (${finding.severity}) by ${by}${end === '' ? '' : ` ${end}`}: ${why}`;
    return shortText(words, longestEntry);
  });
  return [...lines, ...more(suppressed.length - shown)];
}

function ignoreLines({ ignores }: JudgedImage): readonly string[] {
  const concerns = ignoreConcerns(ignores);
  const lines = concerns
    .slice(0, shown)
    .map(({ ignore, words }) => shortText(`${placeOf(ignore.place)}: ${words}`, longestEntry));
  return [...lines, ...more(concerns.length - shown)];
}

function countLines(judged: JudgedImage): readonly string[] {
  if (!isKnown(judged)) return ['Findings: not known'];
  const { header, rows } = countRows(judged);
  return rows.length === 0 ? ['Findings: none'] : logTable(header, rows);
}

/** Those that GitHub shows are in the log already. */
function warningLines(judged: JudgedImage, files: WrittenFiles): readonly string[] {
  const left = furtherWarnings(judged, files);
  return [...left.slice(0, shown).map((words) => `Warning: ${words}`), ...more(left.length - shown)];
}

const more = (left: number): readonly string[] =>
  left > 0 ? [`… and ${String(left)} more; \`report-file\` takes all.`] : [];

function fileLines({ reportFile, sarifFile, remarks }: WrittenFiles): readonly string[] {
  return [
    ...(reportFile === undefined ? [] : [`All findings: ${reportFile}`]),
    ...(sarifFile === undefined ? [] : [`SARIF: ${sarifFile}`]),
    ...remarks,
  ];
}
