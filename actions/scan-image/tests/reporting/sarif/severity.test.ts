import { expect, test } from '@jest/globals';
import type { Severity } from '../../../src/findings/severities.ts';
import { securitySeverity } from '../../../src/reporting/sarif/severity.ts';

test.each<[Severity, number | undefined, string | undefined]>([
  ['critical', 9.8, '9.8'],
  ['critical', 9, '9.1'],
  ['critical', 7, '9.5'],
  ['critical', undefined, '9.5'],
  ['high', 7.54, '7.5'],
  ['high', 8.96, '8.0'],
  ['high', 10, '8.0'],
  ['medium', 4, '4.0'],
  ['medium', undefined, '5.5'],
  ['low', 0, '2.0'],
  ['low', 3.9, '3.9'],
  ['informational', 5, undefined],
  ['undefined', 9.9, undefined],
])('%s with a score of %s is %s to GitHub', (severity, score, expected) => {
  expect(securitySeverity(severity, score)).toBe(expected);
});
