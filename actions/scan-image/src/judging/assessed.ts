/** What the gate made of each finding: new or not, suppressed or not, counted or not, and what it breaks by itself. */
import type { Finding } from '../findings/finding.ts';
import type { Suppression } from '../suppressing/suppression.ts';

/** What a counted finding breaks whatever the budgets say. */
export type Breach = 'known-exploited' | 'epss' | 'age' | 'danger-unknown';

/** Why a finding that nothing suppresses is not counted: what the policy asks for only. */
export type LeftOut = 'no-fix' | 'not-new' | 'package' | 'path';

export interface Assessment {
  /** Against the baseline; undefined where there is none for this platform. */
  readonly standing: 'introduced' | 'unchanged' | undefined;
  readonly suppression: Suppression | undefined;
  readonly leftOut: LeftOut | undefined;
  /** Empty unless the finding is counted. */
  readonly breaches: readonly Breach[];
}

export interface AssessedFinding extends Finding, Assessment {}

export const isCounted = ({ suppression, leftOut }: Assessment): boolean =>
  suppression === undefined && leftOut === undefined;

/** Findings of several platforms that are equal but for the platform: one row of a table, one that is counted. */
export interface ListedFinding extends Omit<AssessedFinding, 'platform' | 'arn'> {
  /** Sorted; empty for an image that is no index. */
  readonly platforms: readonly string[];
}
