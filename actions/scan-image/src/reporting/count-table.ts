/** How many findings of each severity there are, count, are allowed, are new and are gone. */
import { severities } from '../findings/severities.ts';
import type { JudgedImage } from '../judged-image.ts';
import { countBySeverity, fixedFindings } from './comparison-words.ts';

export interface CountTable {
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/**
 * Severities that were found, are limited, or were fixed; the last two columns only when a baseline was compared. What
 * has none to be compared with is new, as it is for the gate.
 */
export function countRows({ judgement, policy, listed, comparison }: JudgedImage): CountTable {
  const { found, counts } = judgement;
  const isCompared = comparison.kind === 'compared';
  const introduced = countBySeverity(listed.filter(({ standing }) => standing !== 'unchanged'));
  const fixed = countBySeverity(fixedFindings(comparison));
  const rows = severities.flatMap((severity) => {
    const allowed = policy.budgets.get(severity);
    const gone = fixed.get(severity) ?? 0;
    if (found[severity] === 0 && allowed === undefined && gone === 0) return [];
    const compared = isCompared ? [String(introduced.get(severity) ?? 0), String(gone)] : [];
    const limit = allowed === undefined ? 'any' : String(allowed);
    return [[severity, String(found[severity]), String(counts[severity]), limit, ...compared]];
  });
  const header = ['Severity', 'Found', 'Counted', 'Allowed', ...(isCompared ? ['New', 'Fixed'] : [])];
  return { header, rows };
}
