/**
 * The findings as SARIF 2.1.0 for GitHub's code scanning, within its limits: worst first, and aloud where something is
 * left out. The gate never depends on it.
 */
import { gzipSync } from 'node:zlib';
import type { JudgedImage } from '../../judged-image.ts';
import { shortText } from '../short-text.ts';
import { runOf, type RunOfPlatform } from './run.ts';

/** GitHub's own limits. */
const mostRuns = 20;
const mostResultsOfRun = 5_000;
const mostResults = 25_000;
const mostBytesZipped = 10_000_000;

export type SarifFile =
  | {
      readonly kind: 'written';
      /** One line of JSON. */
      readonly text: string;
      /** What GitHub's limits left out, a sentence each. */
      readonly remarks: readonly string[];
    }
  /** Nothing could be read: a file without results would close every alert. Why, a sentence. */
  | { readonly kind: 'none'; readonly remark: string };

export function sarifOf(judged: JudgedImage): SarifFile {
  const all = readRuns(judged);
  const runs = all.slice(0, mostRuns);
  if (runs.length === 0)
    return {
      kind: 'none',
      remark: 'No SARIF is written, because there are no findings to read; the alerts of the last scan stay.',
    };
  const { text, most } = fitting(runs, Math.min(mostResultsOfRun, Math.floor(mostResults / runs.length)));
  return { kind: 'written', text, remarks: [...unwritten(all.slice(mostRuns)), ...cutRuns(runs, most)] };
}

/** Only platforms whose scan was read; each once, because a finding knows its platform by name. */
function readRuns({ repository, parts, gaps, findings }: JudgedImage): readonly RunOfPlatform[] {
  const missing = new Set(gaps.map(({ platform }) => platform));
  const found = Map.groupBy(findings, ({ platform }) => platform);
  return [...Map.groupBy(parts, ({ platform }) => platform)]
    .filter(([platform]) => !missing.has(platform) && !missing.has(''))
    .map(([platform, images]) => ({
      repository,
      platform,
      digests: images.map(({ digest }) => digest),
      findings: found.get(platform) ?? [],
    }));
}

/** With fewer and fewer results of each run, until GitHub takes it. */
function fitting(
  runs: readonly RunOfPlatform[],
  first: number,
): { readonly text: string; readonly most: number } {
  let most = first;
  for (;;) {
    const text = `${JSON.stringify(logOf(runs, most))}\n`;
    const bytes = Buffer.byteLength(text) <= mostBytesZipped ? 0 : gzipSync(text).length;
    if (bytes <= mostBytesZipped || most === 0) return { text, most };
    most = Math.floor(most * Math.min(0.9, (mostBytesZipped / bytes) * 0.95));
  }
}

const logOf = (runs: readonly RunOfPlatform[], most: number): object => ({
  $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
  version: '2.1.0',
  runs: runs.map((run) => runOf(run, most)),
});

function unwritten(runs: readonly RunOfPlatform[]): readonly string[] {
  if (runs.length === 0) return [];
  const platforms = shortText(runs.map(({ platform }) => platform).join(', '), 300);
  return [`SARIF lacks ${platforms}: GitHub takes ${String(mostRuns)} runs a file. \`report-file\` has all.`];
}

function cutRuns(runs: readonly RunOfPlatform[], most: number): readonly string[] {
  return runs
    .filter(({ findings }) => findings.length > most)
    .map(({ platform, findings }) => {
      const of = platform === '' ? '' : ` of ${shortText(platform, 100)}`;
      return `SARIF has the ${String(most)} worst of ${String(findings.length)} findings${of}: GitHub takes no more. \`report-file\` has all.`;
    });
}
