/** A severity in SARIF's and GitHub's terms: the level of a result, and the number that code scanning sorts by. */
import type { Severity } from '../../findings/severities.ts';

export type Level = 'error' | 'warning' | 'note';

/** What nobody has judged yet may be anything: it is no mere note. */
export const levelOf: Readonly<Record<Severity, Level>> = {
  critical: 'error',
  high: 'error',
  medium: 'warning',
  low: 'note',
  informational: 'note',
  undefined: 'warning',
};

interface Band {
  readonly from: number;
  readonly to: number;
  /** For a finding without a score of this severity. */
  readonly usual: number;
}

/** GitHub reads the severity back from the number: above 9.0, from 7.0, from 4.0, from 0.1. */
const bands: Readonly<Partial<Record<Severity, Band>>> = {
  critical: { from: 9, to: 10, usual: 9.5 },
  high: { from: 7, to: 8.9, usual: 8 },
  medium: { from: 4, to: 6.9, usual: 5.5 },
  low: { from: 0.1, to: 3.9, usual: 2 },
};

/** A string as GitHub wants it, such as `7.5`; undefined for a severity that GitHub has no number for. */
export function securitySeverity(severity: Severity, score: number | undefined): string | undefined {
  const band = bands[severity];
  if (band === undefined) return undefined;
  const rounded = score === undefined ? Number.NaN : Math.round(score * 10) / 10;
  const fits = rounded >= band.from && rounded <= band.to;
  // CVSS calls 9.0 critical, GitHub only what is above it.
  const number = severity === 'critical' && rounded === 9 ? 9.1 : rounded;
  return (fits ? number : band.usual).toFixed(1);
}
