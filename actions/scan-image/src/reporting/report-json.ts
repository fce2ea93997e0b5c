/**
 * The JSON report, in pieces: everything that was found, of which there may be hundreds of megabytes, never stands in
 * memory as a whole.
 */
import type { Severity } from '../findings/severities.ts';
import type { JudgedImage } from '../judged-image.ts';
import { findingReport, fixedReport, ignoreReport, timeReport } from './finding-report.ts';
import { ignoreConcerns } from './ignore-words.ts';
import type { ComparisonReport, LimitReport, PolicyReport, ScanReport } from './report-document.ts';

/** Characters after which a piece is handed on. */
const pieceLength = 256 * 1024;

/** One JSON object in UTF-8: its members a line each, findings a line each, and a line feed at the end. */
export function* reportPieces(judged: JudgedImage): Generator<string> {
  const members = Object.entries(headOf(judged));
  yield `{\n${members.map(([name, value]) => `  ${JSON.stringify(name)}: ${JSON.stringify(value)},\n`).join('')}  "findings": [`;
  let piece = '';
  for (const [index, finding] of judged.findings.entries()) {
    piece += `${index === 0 ? '' : ','}\n    ${JSON.stringify(findingReport(finding))}`;
    if (piece.length < pieceLength) continue;
    yield piece;
    piece = '';
  }
  yield `${piece}${judged.findings.length === 0 ? '' : '\n  '}]\n}\n`;
}

/** All but the findings. */
function headOf(judged: JudgedImage): Omit<ScanReport, 'findings'> {
  const { judgement, registry, region, repository, digest, tag, serves } = judged;
  return {
    version: 1,
    verdict: judgement.verdict,
    reason: judgement.reason,
    allowed: judgement.allowed,
    mode: judged.mode,
    dryRun: judged.dryRun,
    judgedAt: new Date(judged.judgedAt).toISOString(),
    image: { registry, region, repository, digest, tag: tag ?? null, serves: serves ?? null },
    scanType: judged.scanType,
    parts: judged.parts.map((part) => ({ ...part, scannedAt: timeReport(part.scannedAt) })),
    gaps: judged.gaps,
    found: judgement.found,
    counts: judgement.counts,
    suppressed: judgement.suppressed,
    exceeded: judgement.excesses,
    policy: policyReport(judged),
    comparison: comparisonReport(judged),
    ignores: ignoreConcerns(judged.ignores).map(({ kind, ignore }) => ({
      standing: kind,
      ignore: ignoreReport(ignore),
    })),
    warnings: judged.warnings,
  };
}

function policyReport({ policy }: JudgedImage): PolicyReport {
  return {
    budgets: limits(policy.budgets),
    fixableOnly: policy.fixableOnly,
    newOnly: policy.newOnly,
    kev: policy.kev,
    epssAbove: policy.epssAbove ?? null,
    maxAge: limits(policy.maxAge, 1000),
    packages: policy.packages.map(({ text }) => text),
    paths: policy.paths.map(({ text }) => text),
    onUnscannable: policy.tolerances.unscannable,
    onTimedOut: policy.tolerances['timed-out'],
    onNotConfigured: policy.tolerances['not-configured'],
  };
}

const limits = (of: ReadonlyMap<Severity, number>, unit = 1): readonly LimitReport[] =>
  [...of].map(([severity, number]) => ({ severity, limit: number / unit }));

const nothingCompared = { digests: [], serves: null, introduced: 0, unchanged: 0, fixed: [], uncompared: [] };

function comparisonReport({ comparison }: JudgedImage): ComparisonReport {
  if (comparison.kind === 'none') return { kind: 'none', reason: null, ...nothingCompared };
  if (comparison.kind === 'absent') return { kind: 'absent', reason: comparison.reason, ...nothingCompared };
  return {
    ...comparison,
    reason: null,
    serves: comparison.serves ?? null,
    fixed: comparison.fixed.map(fixedReport),
  };
}
