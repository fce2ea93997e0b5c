import { describe, expect, test } from '@jest/globals';
import { listed } from '../src/judging/listed.ts';
import { assessed, suppressed } from './findings.ts';

const rows = (...findings: Parameters<typeof listed>[0]): readonly unknown[] =>
  listed(findings).map(({ id, severity, platforms }) => [id, severity, ...platforms]);

describe('findings of platforms', () => {
  test('that differ in nothing else are one, with where it was found', () => {
    const found = ['linux/arm64', 'linux/amd64'].map((platform) => assessed({ platform }));
    expect(rows(...found)).toEqual([['CVE-2026-0001', 'high', 'linux/amd64', 'linux/arm64']]);
  });

  test('that are told twice are one', () => {
    expect(rows(assessed(), assessed())).toEqual([['CVE-2026-0001', 'high']]);
  });

  test.each([
    ['new', { standing: 'introduced' as const }],
    ['suppressed', { suppression: suppressed }],
    ['suppressed in Inspector', { isSuppressedByInspector: true }],
    ['left out', { leftOut: 'no-fix' as const }],
    ['worse', { severity: 'critical' as const }],
    ['repaired by another version', { fixedIn: '4' }],
    ['of another version', { version: '1' }],
    ['at another path', { path: 'opt' }],
  ])('are two when one is %s', (_, more) => {
    expect(rows(assessed({ platform: 'a' }), assessed({ platform: 'b', ...more }))).toHaveLength(2);
  });
});

test('the order is worst first, then what is counted, then what is new, then by name', () => {
  const found = [
    assessed({ id: 'CVE-6', severity: 'low' }),
    assessed({ id: 'CVE-5', leftOut: 'no-fix' }),
    assessed({ id: 'CVE-4', package: 'zlib' }),
    assessed({ id: 'CVE-3' }),
    assessed({ id: 'CVE-2', standing: 'introduced', package: 'zlib' }),
    assessed({ id: 'CVE-1', severity: 'critical', leftOut: 'path' }),
  ];
  const expected = [1, 2, 3, 4, 5, 6].map((number) => `CVE-${String(number)}`);
  expect(listed(found).map(({ id }) => id)).toEqual(expected);
  expect(listed(found.toReversed()).map(({ id }) => id)).toEqual(expected);
});
