import { describe, expect, test } from '@jest/globals';
import { judge } from '../src/judging/judge.ts';
import type { PartGap } from '../src/judging/judgement.ts';
import type { AssessedFinding } from '../src/judging/assessed.ts';
import type { Policy, Tolerance } from '../src/policy/policy.ts';
import { assessed, policy, suppressed } from './findings.ts';

interface Case {
  readonly findings?: readonly AssessedFinding[];
  readonly gaps?: readonly PartGap[];
  readonly policy?: Partial<Policy>;
  readonly mode?: 'gate' | 'report';
}

const judged = ({ findings = [], gaps = [], policy: asked = {}, mode = 'gate' }: Case) =>
  judge({ findings, gaps, policy: policy(asked), mode });

const verdictOf = (given: Case): readonly unknown[] => {
  const { verdict, allowed, warns, reason } = judged(given);
  return [verdict, allowed, warns, reason];
};

const gap = (which: PartGap['gap'], platform = ''): PartGap => ({
  platform,
  gap: which,
  reason: `it is ${which}`,
});
const tolerated = (tolerance: Tolerance): Policy['tolerances'] => ({
  unscannable: tolerance,
  'timed-out': tolerance,
  'not-configured': tolerance,
});

describe('findings', () => {
  test.each<[string, Case, readonly unknown[]]>([
    ['none', {}, ['passed', true, false, 'nothing was found']],
    [
      'within the budgets',
      { findings: [assessed()], policy: { budgets: new Map([['high', 1]]) } },
      ['passed', true, false, 'every severity is within its budget'],
    ],
    [
      'above a budget',
      { findings: [assessed(), assessed({ id: 'CVE-2' }), assessed({ severity: 'critical' })] },
      ['failed', false, false, '1 critical (0 allowed), 2 high (0 allowed)'],
    ],
    [
      'above a budget, in mode report',
      { findings: [assessed()], mode: 'report' },
      ['failed', true, false, '1 high (0 allowed)'],
    ],
    [
      'of severities that no budget names',
      {
        findings: [assessed({ severity: 'critical' }), assessed({ severity: 'medium' })],
        policy: { budgets: new Map([['medium', 5]]) },
      },
      ['passed', true, false, '1 critical without a limit'],
    ],
    [
      'that are suppressed',
      { findings: [assessed({ suppression: suppressed })] },
      ['passed', true, false, 'nothing of what was found is counted'],
    ],
    [
      'that are left out',
      { findings: [assessed({ leftOut: 'no-fix' })] },
      ['passed', true, false, 'nothing of what was found is counted'],
    ],
    [
      'that break more than a budget',
      {
        findings: [assessed({ severity: 'low', breaches: ['known-exploited', 'epss', 'age'] })],
        policy: { epssAbove: 0.5 },
      },
      [
        'failed',
        false,
        false,
        '1 known to be exploited, 1 with an EPSS above 0.5, 1 with a fix, and known for longer than `max-age` allows',
      ],
    ],
    [
      'known to be exploited where that only warns',
      { findings: [assessed({ severity: 'low', knownExploited: true })], policy: { kev: 'warn' } },
      ['passed', true, true, 'every severity is within its budget'],
    ],
  ])('%s', (_, given, expected) => {
    expect(verdictOf(given)).toEqual(expected);
  });

  test('of several platforms are one', () => {
    const findings = [assessed({ platform: 'linux/amd64' }), assessed({ platform: 'linux/arm64' })];
    expect(judged({ findings }).counts.high).toBe(1);
  });

  test('to which platforms give two severities stay within the budget of neither', () => {
    const findings = [
      assessed({ platform: 'linux/amd64', severity: 'medium' }),
      assessed({ platform: 'linux/arm64', severity: 'critical' }),
    ];
    const budgets = new Map([['medium' as const, 0]]);
    expect(verdictOf({ findings, policy: { budgets } })[0]).toBe('failed');
    expect(judged({ findings }).counts).toMatchObject({ critical: 1, medium: 1 });
  });

  test('are counted apart for each version and each path', () => {
    const findings = [
      assessed(),
      assessed({ version: '4' }),
      assessed({ path: 'a' }),
      assessed({ path: 'b' }),
    ];
    expect(judged({ findings }).counts.high).toBe(4);
  });

  test('that do not count are found all the same', () => {
    const findings = [assessed({ suppression: suppressed }), assessed({ id: 'CVE-2', leftOut: 'path' })];
    const judgement = judged({ findings });
    expect([judgement.found.high, judgement.counts.high, judgement.suppressed]).toEqual([2, 0, 1]);
  });
});

describe('a missing answer', () => {
  test.each(['unscannable', 'timed-out', 'not-configured'] as const)(
    '%s is what its tolerance says',
    (which) => {
      const verdicts = (['fail', 'warn', 'pass'] as const).map((tolerance) =>
        verdictOf({ gaps: [gap(which)], policy: { tolerances: tolerated(tolerance) } }),
      );
      expect(verdicts).toEqual([
        [which, false, false, `it is ${which}`],
        [which, true, true, `it is ${which}`],
        [which, true, false, `it is ${which}`],
      ]);
    },
  );

  test('of an archived image is tolerated by nothing', () => {
    const given = { gaps: [gap('archived')], policy: { tolerances: tolerated('pass') } };
    expect(verdictOf(given)).toEqual(['archived', false, false, 'it is archived']);
    expect(verdictOf({ ...given, mode: 'report' })).toEqual(['archived', true, false, 'it is archived']);
    for (const mode of ['gate', 'report'] as const)
      expect(verdictOf({ ...given, findings: [assessed()], mode })[0]).toBe('archived');
  });

  test('that is tolerated does not hide that another platform failed', () => {
    const given = { findings: [assessed()], gaps: [gap('unscannable', 'linux/arm64')] };
    expect(verdictOf({ ...given, policy: { tolerances: tolerated('pass') } })).toEqual([
      'failed',
      false,
      false,
      '1 high (0 allowed)',
    ]);
  });

  test('is told of the platform that is tolerated least', () => {
    const tolerances = { unscannable: 'pass', 'timed-out': 'warn', 'not-configured': 'fail' } as const;
    const gaps = [gap('unscannable', 'a'), gap('timed-out', 'b'), gap('not-configured', 'c')];
    expect(verdictOf({ gaps, policy: { tolerances } })).toEqual([
      'not-configured',
      false,
      false,
      'c: it is not-configured',
    ]);
  });
});
