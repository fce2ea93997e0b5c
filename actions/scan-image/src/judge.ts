/**
 * The decision: from how the scans ended and what they found to a verdict with its reason, and from the verdict
 * to whether the image may be deployed. Pure, ordered, the first answer wins.
 */
import type { Policy } from './inputs.ts';
import type { Gap } from './scan-status.ts';
import { count, excesses, type Budgets, type Counts, type Excess } from './severities.ts';
import type { Finding } from './findings.ts';

export type Verdict = 'passed' | 'failed' | Gap;

/** A part of the image that has no findings to read. */
export interface PartGap {
  /** '' for an image that is no index. */
  readonly platform: string;
  readonly gap: Gap;
  readonly reason: string;
}

export interface Rules {
  readonly mode: 'gate' | 'report';
  readonly budgets: Budgets;
  readonly policies: Readonly<Record<Exclude<Gap, 'archived'>, Policy>>;
}

export interface Judgement {
  readonly verdict: Verdict;
  /** A sentence without its full stop. */
  readonly reason: string;
  readonly counts: Counts;
  readonly excesses: readonly Excess[];
  readonly allowed: boolean;
  /** A gap whose policy is `warn`. */
  readonly warns: boolean;
}

const hardest: readonly Policy[] = ['fail', 'warn', 'pass'];

/** A failed platform beats a gap that is tolerated on another one. */
export function judge(findings: readonly Finding[], gaps: readonly PartGap[], rules: Rules): Judgement {
  const counts = count(findings);
  const over = excesses(counts, rules.budgets);
  const judged = { counts, excesses: over };
  const archived = gaps.find(({ gap }) => gap === 'archived');
  if (archived !== undefined) return { ...judged, ...gapped(archived, rules) };
  if (over.length > 0) {
    return {
      ...judged,
      verdict: 'failed',
      reason: over.map(inWords).join(', '),
      allowed: rules.mode === 'report',
      warns: false,
    };
  }
  const worst = worstGap(gaps, rules);
  if (worst !== undefined) return { ...judged, ...gapped(worst, rules) };
  const reason = findings.length === 0 ? 'nothing was found' : 'every severity is within its budget';
  return { ...judged, verdict: 'passed', reason, allowed: true, warns: false };
}

function worstGap(gaps: readonly PartGap[], rules: Rules): PartGap | undefined {
  return hardest.flatMap((policy) => gaps.filter(({ gap }) => policyOf(gap, rules) === policy))[0];
}

function gapped(part: PartGap, rules: Rules): Pick<Judgement, 'verdict' | 'reason' | 'allowed' | 'warns'> {
  const policy = policyOf(part.gap, rules);
  const where = part.platform === '' ? '' : `${part.platform}: `;
  return {
    verdict: part.gap,
    reason: `${where}${part.reason}`,
    allowed: policy !== 'fail' || rules.mode === 'report',
    warns: policy === 'warn',
  };
}

/** No input lets an archived image pass: ECS could not pull it. */
function policyOf(gap: Gap, { policies }: Rules): Policy {
  return gap === 'archived' ? 'fail' : policies[gap];
}

/** `2 critical (0 allowed)`. */
export const inWords = ({ severity, count: found, allowed }: Excess): string =>
  `${String(found)} ${severity} (${String(allowed)} allowed)`;
