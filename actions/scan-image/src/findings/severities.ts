/** Severities, how many findings have them, and the budgets that say how many are allowed. */
import { distinctLines, refined, Unreadable, wholeNumber, type Parser } from '@slipway/action-kit/parsers';

/** Worst first. */
export const severities = ['critical', 'high', 'medium', 'low', 'informational', 'undefined'] as const;

export type Severity = (typeof severities)[number];
export type Counts = Readonly<Record<Severity, number>>;

/** How many findings of a severity are allowed; one that is not named has no limit. */
export type Budgets = ReadonlyMap<Severity, number>;

export const defaultBudgets: Budgets = new Map([
  ['critical', 0],
  ['high', 0],
]);

/**
 * A severity that nobody has given a name to yet, such as Inspector's UNTRIAGED, is what its score says, by the bands
 * of CVSS; without one it is `undefined`.
 * @param score 0 to 10.
 */
export function severityOf(word: string, score?: number): Severity {
  const named = severities.find((severity) => severity === word.toLowerCase());
  if (named !== undefined && named !== 'undefined') return named;
  if (score === undefined || score <= 0) return 'undefined';
  if (score >= 9) return 'critical';
  if (score >= 7) return 'high';
  return score >= 4 ? 'medium' : 'low';
}

export interface Excess {
  readonly severity: Severity;
  readonly count: number;
  readonly allowed: number;
}

/** The budgets that are exceeded, worst severity first. */
export function excesses(counts: Counts, budgets: Budgets): readonly Excess[] {
  return severities.flatMap((severity) => {
    const allowed = budgets.get(severity) ?? Infinity;
    return counts[severity] > allowed ? [{ severity, count: counts[severity], allowed }] : [];
  });
}

/**
 * A severity and a value on each line: `high: 0`.
 * @param what completes the sentence "must be a severity and …".
 */
export function bySeverity<T>(what: string, value: Parser<T>): Parser<ReadonlyMap<Severity, T>> {
  const line: Parser<readonly [Severity, T]> = {
    expects: `a severity and ${what}`,
    read: (text) => {
      const [word, written, ...more] = text.split(':').map((part) => part.trim());
      const severity = severities.find((each) => each === word);
      if (severity === undefined) throw new Unreadable(`the severities are ${severities.join(', ')}`);
      if (written === undefined || more.length > 0) throw new Unreadable();
      return [severity, value.read(written)];
    },
  };
  const rows = distinctLines(line, ([severity]) => severity);
  return refined(rows, rows.expects, (each) => new Map(each));
}

export const budgets: Parser<Budgets> = bySeverity('a number such as `high: 0`', wholeNumber(0));
