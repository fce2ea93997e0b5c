import { expect, test } from '@jest/globals';
import { median, percentile } from '../src/percentile.ts';

test.each([
  [[3, 1, 2], 2],
  [[4, 1, 3, 2], 2.5],
  [[100, 9], 54.5],
])('the median of %j is %d', (numbers, expected) => {
  expect(median(numbers)).toBe(expected);
});

test.each([
  [0.95, Array.from({ length: 20 }, (_, at) => at + 1), 19],
  [0.95, [7], 7],
  [0.5, [4, 1, 3, 2], 2],
  [0, [4, 1], 1],
  [1, [4, 1], 4],
])('%d of a list lie at or below: %j', (share, numbers, expected) => {
  expect(percentile(numbers, share)).toBe(expected);
});

test('nothing has neither', () => {
  expect(() => median([])).toThrow('There is no median of nothing.');
  expect(() => percentile([], 0.95)).toThrow('There is no percentile of nothing.');
});
