/** How the image compares with its baseline, in sentences, and which findings it no longer has. */
import type { Comparison } from '../comparing/comparison.ts';
import type { Finding } from '../findings/finding.ts';
import { vulnerabilityKey } from '../findings/findings.ts';
import { severities, type Severity } from '../findings/severities.ts';

export function comparisonLines(comparison: Comparison): readonly string[] {
  if (comparison.kind === 'none') return [];
  if (comparison.kind === 'absent')
    return [`Compared with nothing: ${comparison.reason}. What is found counts, new or not.`];
  const { introduced, unchanged, uncompared } = comparison;
  const fixed = fixedFindings(comparison).length;
  return [
    `Compared with ${baselineName(comparison)}: ${String(introduced)} introduced, ${String(unchanged)} unchanged, ${String(fixed)} fixed.`,
    ...uncompared.map(
      ({ platform, reason }) =>
        `Not compared${platform === '' ? '' : ` for ${platform}`}: ${reason}. What is found there counts, new or not.`,
    ),
  ];
}

function baselineName({ serves, digests }: Extract<Comparison, { kind: 'compared' }>): string {
  const images = digests.join(', ');
  if (serves === undefined) return images;
  return images === '' ? serves : `${serves} (${images})`;
}

/** One for a vulnerability in a package, whatever platforms had it; worst first. */
export function fixedFindings(comparison: Comparison): readonly Finding[] {
  if (comparison.kind !== 'compared') return [];
  const distinct = new Map<string, Finding>();
  for (const finding of comparison.fixed) {
    const key = vulnerabilityKey(finding);
    if (!distinct.has(key)) distinct.set(key, finding);
  }
  return [...distinct.values()];
}

export type SeverityCounts = ReadonlyMap<Severity, number>;

export function countBySeverity(findings: readonly { readonly severity: Severity }[]): SeverityCounts {
  const counts = new Map<Severity, number>(severities.map((severity) => [severity, 0]));
  for (const { severity } of findings) counts.set(severity, (counts.get(severity) ?? 0) + 1);
  return counts;
}
