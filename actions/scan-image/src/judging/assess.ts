/** What the gate makes of one finding, under a policy and at a moment. Pure; each question is one function. */
import type { Standing } from '../comparing/compare.ts';
import type { Finding } from '../findings/finding.ts';
import { letsIn } from '../policy/patterns.ts';
import type { Policy } from '../policy/policy.ts';
import type { Suppression } from '../suppressing/suppression.ts';
import { isCounted, type AssessedFinding, type Breach, type LeftOut } from './assessed.ts';

export interface Circumstances {
  readonly policy: Policy;
  /** Against the baseline; undefined where it says nothing of the finding's platform. */
  readonly standingOf: (finding: Finding) => Standing | undefined;
  readonly suppressionOf: (finding: Finding) => Suppression | undefined;
}

/** Whether it counts; what it breaks is asked of `breachesOf`, once its danger is known. */
export function assess(
  finding: Finding,
  { policy, standingOf, suppressionOf }: Circumstances,
): AssessedFinding {
  const standing = standingOf(finding);
  const suppression = suppressionOf(finding);
  const leftOut = suppression === undefined ? leftOutOf(finding, standing, policy) : undefined;
  return { ...finding, standing, suppression, leftOut, breaches: [] };
}

export interface Judging {
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Whether nobody could tell how dangerous it is, though the policy fails for what is dangerous. */
  readonly isUntold: (finding: AssessedFinding) => boolean;
}

export function withBreaches(finding: AssessedFinding, policy: Policy, judging: Judging): AssessedFinding {
  return isCounted(finding) ? { ...finding, breaches: breachesOf(finding, policy, judging) } : finding;
}

/** What has no standing is new for all that is known. */
function leftOutOf(finding: Finding, standing: Standing | undefined, policy: Policy): LeftOut | undefined {
  // Of a finding that names no package nobody knows that it is in another one.
  if (finding.package !== '' && !letsIn(policy.packages, finding.package)) return 'package';
  // A package of the operating system lies in no path: no pattern lets it in, and none takes it out.
  if (!letsIn(policy.paths, finding.path)) return 'path';
  if (policy.fixableOnly && finding.fix === 'no') return 'no-fix';
  if (policy.newOnly && standing === 'unchanged') return 'not-new';
  return undefined;
}

function breachesOf(finding: AssessedFinding, policy: Policy, { now, isUntold }: Judging): readonly Breach[] {
  const breaches: Breach[] = [];
  if (policy.kev === 'fail' && finding.knownExploited === true) breaches.push('known-exploited');
  if (policy.epssAbove !== undefined && finding.epss !== undefined && finding.epss > policy.epssAbove)
    breaches.push('epss');
  if (isTooOld(finding, policy, now)) breaches.push('age');
  if (isUntold(finding)) breaches.push('danger-unknown');
  return breaches;
}

/** A fix of which nobody knows whether it is there, or since when, may be as old as can be. */
function isTooOld(finding: Finding, { maxAge }: Policy, now: number): boolean {
  const limit = maxAge.get(finding.severity);
  if (limit === undefined || finding.fix === 'no') return false;
  return finding.knownSince === undefined || now - finding.knownSince > limit;
}
