import { describe, expect, test } from '@jest/globals';
import { defaultBudgets, excesses, severityOf, type Severity } from '../src/findings/severities.ts';
import { count } from '../src/judging/count.ts';
import { finding } from './findings.ts';

describe('severities', () => {
  test.each([
    ['CRITICAL', 'critical'],
    ['Informational', 'informational'],
    ['UNTRIAGED', 'undefined'],
    ['', 'undefined'],
  ])('%s is %s', (word, severity) => {
    expect(severityOf(word)).toBe(severity);
  });

  test.each([
    ['UNTRIAGED', 9.8, 'critical'],
    ['', 7, 'high'],
    ['UNDEFINED', 6.9, 'medium'],
    ['UNTRIAGED', 0.1, 'low'],
    ['UNTRIAGED', 0, 'undefined'],
    ['LOW', 9.8, 'low'],
  ])('%s with the score %d is %s', (word, score, severity) => {
    expect(severityOf(word, score)).toBe(severity);
  });

  const of = (...found: readonly Severity[]): ReturnType<typeof count> =>
    count(found.map((severity, index) => finding({ id: `CVE-${String(index)}`, severity })));

  test.each([
    [of('critical'), defaultBudgets, ['critical']],
    [of('high', 'critical'), defaultBudgets, ['critical', 'high']],
    [of('medium', 'low'), defaultBudgets, []],
    [of('high', 'high'), new Map<Severity, number>([['high', 2]]), []],
    [of('high', 'high', 'high'), new Map<Severity, number>([['high', 2]]), ['high']],
    [of('critical', 'critical'), new Map<Severity, number>([['high', 0]]), []],
  ])('%j with its budgets', (counts, budgets, expected) => {
    expect(excesses(counts, budgets).map(({ severity }) => severity)).toEqual(expected);
  });
});
