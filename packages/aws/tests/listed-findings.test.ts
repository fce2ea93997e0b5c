import { describe, expect, test } from '@jest/globals';
import type { EnhancedImageScanFinding } from '@aws-sdk/client-ecr';
import { findingCounter } from '../src/listed-findings.ts';

type Counts = Readonly<Record<string, number>>;

/** `CRITICAL`, or `CLOSED CRITICAL`. */
const finding = (words: string, at: number): EnhancedImageScanFinding => {
  const [severity, status = 'ACTIVE'] = words.split(' ').reverse();
  return { findingArn: `arn:${String(at)}`, severity, status };
};

function listed(counts: Counts | undefined, ...words: readonly string[]): number {
  const counter = findingCounter();
  counter.add({ enhancedFindings: words.map(finding), findingSeverityCounts: counts });
  return counter.listed();
}

describe('a finding that is closed', () => {
  test.each<[string, Counts | undefined, readonly string[], number]>([
    ['is counted where ECR counts one of its severity more', { HIGH: 2 }, ['HIGH', 'CLOSED HIGH'], 2],
    ['is not where the open ones are all that ECR counts', { HIGH: 1 }, ['HIGH', 'CLOSED HIGH'], 1],
    ['stands for no finding of another severity', { CRITICAL: 1 }, ['CLOSED LOW'], 0],
    [
      'is as often counted as one lacks',
      { HIGH: 3 },
      ['HIGH', 'CLOSED HIGH', 'CLOSED HIGH', 'CLOSED HIGH'],
      3,
    ],
    ['that nobody has triaged is counted by ECR’s word', { UNDEFINED: 1 }, ['CLOSED UNTRIAGED'], 1],
    ['is none where nothing is counted', undefined, ['CLOSED CRITICAL'], 0],
  ])('%s', (_, counts, words, expected) => {
    expect(listed(counts, ...words)).toBe(expected);
  });
});

test('open findings are all listed, whatever severities ECR counts', () => {
  expect(listed({ HIGH: 2 }, 'HIGH', 'SUPPRESSED UNTRIAGED')).toBe(2);
});

describe('a finding that comes twice', () => {
  const twice = (first: string, second: string): number => {
    const counter = findingCounter();
    for (const each of [first, second])
      counter.add({ enhancedFindings: [finding(each, 1)], findingSeverityCounts: { HIGH: 2 } });
    return counter.listed();
  };

  test('is one', () => {
    expect(twice('HIGH', 'HIGH')).toBe(1);
  });

  test('is open where one of both says so', () => {
    const counter = findingCounter();
    for (const each of ['HIGH', 'CLOSED HIGH']) counter.add({ enhancedFindings: [finding(each, 1)] });
    expect([counter.listed(), twice('CLOSED HIGH', 'HIGH')]).toEqual([1, 1]);
  });

  test('without an ARN is two, because nothing says that it is one', () => {
    const counter = findingCounter();
    counter.add({ enhancedFindings: [{ severity: 'HIGH' }, { severity: 'HIGH' }] });
    expect(counter.listed()).toBe(2);
  });
});

test('of counts that grow from page to page the highest are those that must be borne out', () => {
  const counter = findingCounter();
  expect(counter.counted()).toBeUndefined();
  counter.add({ findingSeverityCounts: { HIGH: 1, LOW: 2 }, findings: [{}] });
  counter.add({ findingSeverityCounts: { HIGH: 3 }, findings: [{}] });
  expect([counter.counted(), counter.listed()]).toEqual([5, 2]);
});
