/**
 * How many there are of each severity. A finding on several platforms, or told twice, is one; one to which platforms
 * give different severities counts under each, because under the worst alone it would leave the budget of the other.
 */
import type { Finding } from '../findings/finding.ts';
import { findingKey } from '../findings/findings.ts';
import type { Counts, Severity } from '../findings/severities.ts';

type Countable = Omit<Finding, 'platform' | 'arn'>;

export function count(findings: readonly Countable[]): Counts {
  const keys: Readonly<Record<Severity, Set<string>>> = {
    critical: new Set(),
    high: new Set(),
    medium: new Set(),
    low: new Set(),
    informational: new Set(),
    undefined: new Set(),
  };
  for (const finding of findings) keys[finding.severity].add(findingKey(finding));
  return {
    critical: keys.critical.size,
    high: keys.high.size,
    medium: keys.medium.size,
    low: keys.low.size,
    informational: keys.informational.size,
    undefined: keys.undefined.size,
  };
}

export const distinct = (findings: readonly Countable[]): number => new Set(findings.map(findingKey)).size;
