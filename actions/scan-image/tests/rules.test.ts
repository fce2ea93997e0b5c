import { describe, expect, test } from '@jest/globals';
import { mergeFindings } from '../src/findings.ts';
import { judge, type PartGap, type Rules } from '../src/judge.ts';
import { readingOf, statuses, type Gap } from '../src/scan-status.ts';
import { defaultBudgets, excesses, severityOf, count, type Severity } from '../src/severities.ts';
import { given, vulnerability } from './world.ts';

describe('scan statuses', () => {
  test.each([
    ['COMPLETE', 'read', undefined],
    ['ACTIVE', 'read', undefined],
    ['PENDING', 'wait', undefined],
    ['IN_PROGRESS', 'wait', undefined],
    ['FAILED', 'gap', 'unscannable'],
    ['UNSUPPORTED_IMAGE', 'gap', 'unscannable'],
    ['SCAN_ELIGIBILITY_EXPIRED', 'gap', 'unscannable'],
    ['FINDINGS_UNAVAILABLE', 'gap', 'unscannable'],
    ['LIMIT_EXCEEDED', 'gap', 'unscannable'],
    ['IMAGE_ARCHIVED', 'gap', 'archived'],
    ['SOMETHING_NEW', 'gap', 'unscannable'],
  ])('%s means %s %s', (status, kind, gap) => {
    const reading = readingOf(status, undefined);
    expect(reading.kind).toBe(kind);
    expect(reading.kind === 'gap' ? reading.gap : undefined).toBe(gap);
  });

  test('are ten', () => {
    expect(Object.keys(statuses)).toHaveLength(10);
  });

  test('carry what ECR says about them, on one line', () => {
    expect(readingOf('FAILED', 'no\n::error::OS.')).toEqual({
      kind: 'gap',
      gap: 'unscannable',
      reason: 'the scan failed (no ::error::OS)',
    });
    expect(readingOf('NEW\u001b[31m', undefined)).toMatchObject({
      reason: 'ECR answered NEW, a status that Slipway does not know',
    });
  });
});

describe('severities', () => {
  test.each([
    ['CRITICAL', 'critical'],
    ['Informational', 'informational'],
    ['UNTRIAGED', 'undefined'],
    ['', 'undefined'],
  ])('%s is %s', (word, severity) => {
    expect(severityOf(word)).toBe(severity);
  });

  const of = (...found: readonly Severity[]): ReturnType<typeof count> =>
    count(found.map((severity) => ({ severity })));

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

describe('the input fail-on', () => {
  test('is a budget a line', () => {
    expect(given({ 'fail-on': 'critical: 0\n high:3 ' }).failOn).toEqual(
      new Map([
        ['critical', 0],
        ['high', 3],
      ]),
    );
  });

  test.each([
    [
      'hihg: 1',
      '(the line `hihg: 1` is not: the severities are critical, high, medium, low, informational, undefined)',
    ],
    ['high', '(the line `high` is not)'],
    ['high: many', '(the line `high: many` is not)'],
    ['high: 1: 2', '(the line `high: 1: 2` is not)'],
    ['high: 1\nhigh: 2', '(high is given twice)'],
  ])('%j is refused', (text, why) => {
    expect(() => given({ 'fail-on': text })).toThrow(why);
  });
});

describe('the input digest', () => {
  test.each([
    ['sha256:12', ''],
    ['web@sha256:12', ' (give only what stands behind the @)'],
    ['a tag', ''],
  ])('%s is refused', (text, why) => {
    expect(() => given({ digest: text })).toThrow(
      new Error(
        `An input is wrong: \`digest\` must be a digest: \`sha256:\` and 64 hexadecimal digits, or a tag, but was \`${text}\`${why}. Correct it under \`with:\` of this step. Nothing was changed.`,
      ),
    );
  });
});

describe('findings of platforms', () => {
  test('are one list, worst first, each with where it was found', () => {
    const merged = mergeFindings([
      { platform: 'linux/amd64', found: [vulnerability('CVE-2', 'LOW'), vulnerability('CVE-1', 'HIGH')] },
      {
        platform: 'linux/arm64',
        found: [vulnerability('CVE-1', 'HIGH'), vulnerability('CVE-1', 'HIGH', { package: 'zlib' })],
      },
    ]);
    expect(merged.map(({ id, package: name, platforms }) => [id, name, ...platforms])).toEqual([
      ['CVE-1', 'openssl', 'linux/amd64', 'linux/arm64'],
      ['CVE-1', 'zlib', 'linux/arm64'],
      ['CVE-2', 'openssl', 'linux/amd64'],
    ]);
  });

  test('keep the worst severity when platforms disagree', () => {
    const parts = [
      { platform: 'a', found: [vulnerability('CVE-1', 'LOW')] },
      { platform: 'b', found: [vulnerability('CVE-1', 'CRITICAL')] },
    ];
    expect(mergeFindings(parts)).toMatchObject([{ severity: 'critical', platforms: ['a', 'b'] }]);
    expect(mergeFindings([...parts].reverse())).toMatchObject([
      { severity: 'critical', platforms: ['b', 'a'] },
    ]);
  });
});

describe('the judgement', () => {
  const rules: Rules = {
    mode: 'gate',
    budgets: defaultBudgets,
    policies: { unscannable: 'fail', 'timed-out': 'warn', 'not-configured': 'pass' },
  };
  const gap = (which: Gap, platform = ''): PartGap => ({ platform, gap: which, reason: `it is ${which}` });
  const [critical, low] = [
    mergeFindings([{ platform: '', found: [vulnerability('CVE-1', 'CRITICAL')] }]),
    mergeFindings([{ platform: '', found: [vulnerability('CVE-2', 'LOW')] }]),
  ];

  test.each([
    ['nothing found', [], [], 'passed', true, 'nothing was found'],
    ['findings within the budgets', low, [], 'passed', true, 'every severity is within its budget'],
    ['findings above them', critical, [], 'failed', false, '1 critical (0 allowed)'],
    ['a gap that fails', [], [gap('unscannable')], 'unscannable', false, 'it is unscannable'],
    ['a gap that warns', [], [gap('timed-out')], 'timed-out', true, 'it is timed-out'],
    ['a gap that passes', [], [gap('not-configured')], 'not-configured', true, 'it is not-configured'],
    ['an archived image', [], [gap('archived')], 'archived', false, 'it is archived'],
    [
      'a failed platform and a tolerated gap',
      critical,
      [gap('timed-out', 'b')],
      'failed',
      false,
      '1 critical (0 allowed)',
    ],
    [
      'a clean platform and a tolerated gap',
      [],
      [gap('timed-out', 'linux/arm64')],
      'timed-out',
      true,
      'linux/arm64: it is timed-out',
    ],
    [
      'a tolerated gap and one that fails',
      [],
      [gap('not-configured', 'a'), gap('unscannable', 'b')],
      'unscannable',
      false,
      'b: it is unscannable',
    ],
    [
      'an archived platform and a failed one',
      critical,
      [gap('archived', 'b')],
      'archived',
      false,
      'b: it is archived',
    ],
  ] as const)('%s', (_, findings, gaps, verdict, allowed, reason) => {
    expect(judge(findings, gaps, rules)).toMatchObject({ verdict, allowed, reason });
    expect(judge(findings, gaps, { ...rules, mode: 'report' })).toMatchObject({
      verdict,
      allowed: true,
      reason,
    });
  });

  test('only a gap with the policy warn warns', () => {
    expect(judge([], [gap('timed-out')], rules).warns).toBe(true);
    expect(judge([], [gap('not-configured')], rules).warns).toBe(false);
    expect(judge(critical, [gap('timed-out')], rules).warns).toBe(false);
  });
});
