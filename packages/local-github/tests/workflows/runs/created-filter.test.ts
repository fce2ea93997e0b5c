/** The filter `created`, form by form. */
import { expect, test } from '@jest/globals';
import { momentsOf } from '../../../src/workflows/runs/created-filter.ts';

const noon = '2026-01-02T12:00:00Z';

test.each([
  ['2026-01-02', true],
  ['2026-01-03', false],
  ['2026-01-02T12:00:00Z', true],
  ['2026-01-02T12:00:01Z', false],
  ['2026-01-02T13:00:00+01:00', true],
  ['>=2026-01-02T12:00:00Z', true],
  ['>=2026-01-02T12:00:01Z', false],
  ['>2026-01-02T12:00:00Z', false],
  ['>2026-01-02T11:59:59Z', true],
  ['>2026-01-02', false],
  ['<=2026-01-02T12:00:00Z', true],
  ['<2026-01-02T12:00:00Z', false],
  ['<2026-01-02T12:00:01Z', true],
  ['2026-01-01..2026-01-02', true],
  ['2026-01-02T12:00:00Z..2026-01-02T12:00:00Z', true],
  ['*..2026-01-01', false],
  ['2026-01-02..*', true],
  ['yesterday', false],
])('%s: %s for noon of the second', (filter, fits) => {
  expect(momentsOf(filter)(Date.parse(noon))).toBe(fits);
});

test('parts of a second do not count', () => {
  expect(momentsOf(`<=${noon}`)(Date.parse(noon) + 999)).toBe(true);
});
