/** Severities, how many findings have them, and the budgets that say how many are allowed. */
import { lines, Unreadable, refined, wholeNumber, type Parser } from '@slipway/action-kit/parsers';

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

/** A severity that nobody has given a name to yet, such as Inspector's UNTRIAGED, is `undefined`. */
export function severityOf(word: string): Severity {
  return severities.find((severity) => severity === word.toLowerCase()) ?? 'undefined';
}

export function count(findings: readonly { readonly severity: Severity }[]): Counts {
  const of = (severity: Severity): number => findings.filter((each) => each.severity === severity).length;
  return {
    critical: of('critical'),
    high: of('high'),
    medium: of('medium'),
    low: of('low'),
    informational: of('informational'),
    undefined: of('undefined'),
  };
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

const budget: Parser<readonly [Severity, number]> = {
  expects: 'a severity and a number such as `high: 0`',
  read: (line) => {
    const [word = '', number = ''] = line.split(':').map((part) => part.trim());
    const severity = severities.find((each) => each === word);
    if (severity === undefined) throw new Unreadable(`the severities are ${severities.join(', ')}`);
    if (line.split(':').length !== 2) throw new Unreadable();
    return [severity, wholeNumber(0).read(number)];
  },
};

export const budgets: Parser<Budgets> = refined(lines(budget), lines(budget).expects, (rows) => {
  const named = rows.map(([severity]) => severity);
  const twice = named.find((severity, index) => named.indexOf(severity) !== index);
  if (twice !== undefined) throw new Unreadable(`${twice} is given twice`);
  return new Map(rows);
});
