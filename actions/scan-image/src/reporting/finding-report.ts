/** Findings, and what suppresses them, as the report document has them. */
import type { Finding } from '../findings/finding.ts';
import { isCounted, type AssessedFinding } from '../judging/assessed.ts';
import type { Ignore, Suppression, VexStatement } from '../suppressing/suppression.ts';
import type {
  FindingReport,
  FixedReport,
  IgnoreReport,
  SuppressionReport,
  VexReport,
} from './report-document.ts';

export function findingReport(finding: AssessedFinding): FindingReport {
  return {
    id: finding.id,
    related: finding.related,
    severity: finding.severity,
    package: finding.package,
    version: finding.version,
    packageManager: finding.packageManager,
    path: finding.path ?? null,
    platform: finding.platform,
    fix: finding.fix ?? null,
    fixedIn: finding.fixedIn ?? null,
    knownSince: timeReport(finding.knownSince),
    score: finding.score ?? null,
    knownExploited: finding.knownExploited ?? null,
    epss: finding.epss ?? null,
    link: finding.link ?? null,
    description: finding.description ?? null,
    arn: finding.arn ?? null,
    suppressedInInspector: finding.isSuppressedByInspector,
    standing: finding.standing ?? null,
    counted: isCounted(finding),
    breaches: finding.breaches,
    leftOut: finding.leftOut ?? null,
    suppression: finding.suppression === undefined ? null : suppressionReport(finding.suppression),
  };
}

export const fixedReport = (finding: Finding): FixedReport => ({
  id: finding.id,
  severity: finding.severity,
  package: finding.package,
  version: finding.version,
  packageManager: finding.packageManager,
  platform: finding.platform,
});

function suppressionReport(suppression: Suppression): SuppressionReport {
  const { kind } = suppression;
  return {
    kind,
    ignore: kind === 'ignore' ? ignoreReport(suppression.ignore) : null,
    vex: kind === 'vex' ? vexReport(suppression.statement) : null,
  };
}

export const ignoreReport = (ignore: Ignore): IgnoreReport => ({
  id: ignore.id,
  reason: ignore.reason,
  owner: ignore.owner,
  expires: ignore.expires,
  package: ignore.package ?? null,
  path: ignore.path ?? null,
  untilFixed: ignore.untilFixed,
  place: ignore.place,
});

const vexReport = (statement: VexStatement): VexReport => ({
  status: statement.status,
  justification: statement.justification ?? null,
  statement: statement.statement ?? null,
  author: statement.author,
  place: statement.place,
});

/** RFC 3339 in UTC; a time that no date can hold is none. */
export function timeReport(milliseconds: number | undefined): string | null {
  if (milliseconds === undefined || Number.isNaN(new Date(milliseconds).getTime())) return null;
  return new Date(milliseconds).toISOString();
}
