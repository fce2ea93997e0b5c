/** What scan-image tells of a verdict. */
import type { Annotation } from '@slipway/action-kit/annotation';
import type { OutputName } from '@slipway/action-kit/inputs';
import {
  bold,
  code,
  details,
  heading,
  join,
  link,
  paragraph,
  sentence,
  table,
  type Markdown,
} from '@slipway/action-kit/markdown';
import type { Report } from '@slipway/action-kit/report';
import type { contract } from './contract.ts';
import type { Finding } from './findings.ts';
import { columnsOf, findingRows, type Column } from './finding-table.ts';
import type { Judgement } from './judge.ts';
import type { ScanResult } from './scan-image.ts';
import { severities } from './severities.ts';
import { verdictFailure } from './verdict-failure.ts';

/** Rows of a table that a person reads; the report file has all. */
const shown = 100;

export function reportOf(result: ScanResult): Report<OutputName<typeof contract>> {
  const { repository, digest, judgement, rules } = result;
  const { verdict, allowed, counts } = judgement;
  return {
    lines: linesOf(result),
    annotations: annotationsOf(result),
    summary: summaryOf(result),
    outputs: {
      verdict,
      counts: JSON.stringify(counts),
      digest,
      'report-file': result.reportPath ?? '',
      allowed: String(allowed),
      approval: JSON.stringify({ repository, digest, verdict, mode: rules.mode, allowed }),
    },
    failure: verdictFailure(result),
  };
}

function linesOf(result: ScanResult): readonly string[] {
  const { repository, digest, tag, platforms, findings, gaps, reportPath, dryRun } = result;
  return [
    ...(tag === undefined ? [] : [`The tag ${tag} is ${digest} now; that digest is judged.`]),
    `Image: ${repository}@${digest}`,
    ...(platforms.length === 0 ? [] : [`Platforms: ${platforms.join(', ')}`]),
    ...gaps.map(
      ({ platform, gap, reason }) =>
        `No findings${platform === '' ? '' : ` for ${platform}`} (${gap}): ${reason}`,
    ),
    ...findingRows(findings.slice(0, shown)),
    ...cut(findings),
    `Findings: ${countsInWords(result)}`,
    `Verdict: ${verdictInWords(result)}`,
    ...(reportPath === undefined ? [] : [`All findings: ${reportPath}`]),
    ...(dryRun ? ['Dry run: no scan was started, nothing was written, and the step stays green.'] : []),
  ];
}

function annotationsOf(result: ScanResult): readonly Annotation[] {
  const { judgement, rules, repository, digest } = result;
  const reported = rules.mode === 'report' && judgement.verdict !== 'passed';
  if (!judgement.warns && !reported) return [];
  const because = reported ? 'mode is report' : `on-${judgement.verdict} is warn`;
  return [
    {
      level: 'warning',
      title: `scan-image: ${judgement.verdict}`,
      message: `${repository}@${digest} is allowed because ${because}, but its verdict is ${judgement.verdict}: ${judgement.reason}.`,
    },
  ];
}

function summaryOf(result: ScanResult): Markdown {
  const { repository, digest, findings, judgement, rules } = result;
  const counted = severities.map((severity) => [
    severity,
    String(judgement.counts[severity]),
    limitOf(rules.budgets.get(severity)),
  ]);
  const columns = columnsOf(findings);
  const rows = findings.slice(0, shown).map((finding) => columns.map((column) => cellOf[column](finding)));
  return join(
    heading(sentence(iconOf(judgement), 'Scan of ', code(repository), ': ', judgement.verdict)),
    paragraph(bold(verdictInWords(result))),
    paragraph('Image: ', code(`${repository}@${digest}`)),
    table(['Severity', 'Found', 'Allowed'], counted),
    rows.length === 0
      ? paragraph('No findings.')
      : details(
          `${findings.length === 1 ? '1 finding' : `${String(findings.length)} findings`}, worst first`,
          table(columns, rows),
        ),
    ...cut(findings).map((line) => paragraph(line)),
  );
}

const cellOf: Readonly<Record<Column, (finding: Finding) => string | Markdown>> = {
  Severity: ({ severity }) => severity,
  Id: (finding) => (finding.link === undefined ? code(finding.id) : link(finding.id, finding.link)),
  Package: (finding) => code(finding.package),
  Version: ({ version }) => code(version),
  'Fixed in': ({ fixedIn }) => fixedIn ?? '',
  Platforms: ({ platforms }) => platforms.join(', '),
};

function cut(findings: readonly Finding[]): readonly string[] {
  const more = findings.length - shown;
  return more > 0 ? [`… and ${String(more)} more; \`report-file\` takes all.`] : [];
}

function countsInWords({ judgement: { counts } }: ScanResult): string {
  const some = severities.filter((severity) => counts[severity] > 0);
  return some.length === 0
    ? 'none'
    : some.map((severity) => `${String(counts[severity])} ${severity}`).join(', ');
}

function verdictInWords({ judgement: { verdict, allowed, reason } }: ScanResult): string {
  return `${verdict}, ${allowed ? 'may be deployed' : 'may not be deployed'}: ${reason}.`;
}

const limitOf = (budget: number | undefined): string => (budget === undefined ? 'any' : String(budget));

/** What is allowed without having passed must catch the eye. */
function iconOf({ verdict, allowed }: Judgement): string {
  if (verdict === 'passed') return '✅ ';
  return allowed ? '⚠️ ' : '❌ ';
}
