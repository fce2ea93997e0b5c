/**
 * The decision: from how the scans ended and what they found to a verdict with its reason, and from the verdict
 * to whether the image may be deployed. Pure, ordered, the first answer wins.
 */
import { excesses, severities, type Counts, type Excess } from '../findings/severities.ts';
import type { Policy, Tolerance } from '../policy/policy.ts';
import { isCounted, type AssessedFinding, type Breach } from './assessed.ts';
import { count, distinct } from './count.ts';
import type { Judgement, PartGap } from './judgement.ts';

export interface Judged {
  readonly findings: readonly AssessedFinding[];
  readonly gaps: readonly PartGap[];
  readonly policy: Policy;
  readonly mode: 'gate' | 'report';
}

/** A failed platform beats a gap that is tolerated on another one. */
export function judge({ findings, gaps, policy, mode }: Judged): Judgement {
  const counted = findings.filter(isCounted);
  const counts = count(counted);
  const over = excesses(counts, policy.budgets);
  const judged = {
    found: count(findings),
    counts,
    suppressed: distinct(findings.filter(({ suppression }) => suppression !== undefined)),
    excesses: over,
  };
  const archived = gaps.find(({ gap }) => gap === 'archived');
  if (archived !== undefined) return { ...judged, ...gapped(archived, policy, mode) };
  const broken = [...over.map(excessInWords), ...breachesInWords(counted, policy)];
  if (broken.length > 0) {
    const reason = broken.join(', ');
    return { ...judged, verdict: 'failed', reason, allowed: mode === 'report', warns: false };
  }
  const worst = worstGap(gaps, policy);
  if (worst !== undefined) return { ...judged, ...gapped(worst, policy, mode) };
  const warns = policy.kev === 'warn' && counted.some(({ knownExploited }) => knownExploited === true);
  return { ...judged, verdict: 'passed', reason: whyPassed(findings, counts, policy), allowed: true, warns };
}

const hardest: readonly Tolerance[] = ['fail', 'warn', 'pass'];

function worstGap(gaps: readonly PartGap[], policy: Policy): PartGap | undefined {
  return hardest.flatMap((each) => gaps.filter(({ gap }) => toleranceOf(gap, policy) === each))[0];
}

function gapped(
  part: PartGap,
  policy: Policy,
  mode: Judged['mode'],
): Pick<Judgement, 'verdict' | 'reason' | 'hint' | 'allowed' | 'warns'> {
  const tolerance = toleranceOf(part.gap, policy);
  const where = part.platform === '' ? '' : `${part.platform}: `;
  return {
    verdict: part.gap,
    reason: `${where}${part.reason}`,
    hint: part.hint,
    allowed: tolerance !== 'fail' || mode === 'report',
    warns: tolerance === 'warn',
  };
}

/** No input lets an archived image pass: ECS could not pull it. */
const toleranceOf = (gap: PartGap['gap'], { tolerances }: Policy): Tolerance =>
  gap === 'archived' ? 'fail' : tolerances[gap];

/** A severity that no budget names has no limit, which must not read like one that is kept. */
function whyPassed(findings: readonly AssessedFinding[], counts: Counts, { budgets }: Policy): string {
  if (findings.length === 0) return 'nothing was found';
  const counted = severities.filter((severity) => counts[severity] > 0);
  if (counted.length === 0) return 'nothing of what was found is counted';
  const unlimited = (['critical', 'high'] as const).filter(
    (severity) => counts[severity] > 0 && !budgets.has(severity),
  );
  if (unlimited.length === 0) return 'every severity is within its budget';
  return `${unlimited.map((severity) => `${String(counts[severity])} ${severity}`).join(' and ')} without a limit`;
}

/** `2 critical (0 allowed)`. */
const excessInWords = ({ severity, count: found, allowed }: Excess): string =>
  `${String(found)} ${severity} (${String(allowed)} allowed)`;

const breachWords: Readonly<Record<Breach, (policy: Policy) => string>> = {
  'known-exploited': () => 'known to be exploited',
  epss: ({ epssAbove }) => `with an EPSS above ${String(epssAbove)}`,
  age: () => 'with a fix, and known for longer than `max-age` allows',
  'danger-unknown': () => 'of which Inspector does not tell how dangerous they are',
};

/** `1 known to be exploited`. */
function breachesInWords(counted: readonly AssessedFinding[], policy: Policy): readonly string[] {
  return (['known-exploited', 'epss', 'age', 'danger-unknown'] as const).flatMap((breach) => {
    const found = distinct(counted.filter(({ breaches }) => breaches.includes(breach)));
    return found === 0 ? [] : [`${String(found)} ${breachWords[breach](policy)}`];
  });
}
