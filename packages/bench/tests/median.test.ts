import { expect, test } from '@jest/globals';
import { median } from '../src/median.ts';

test.each([
  [[3, 1, 2], 2],
  [[4, 1, 3, 2], 2.5],
  [[100, 9], 54.5],
])('the median of %j is %d', (numbers, expected) => {
  expect(median(numbers)).toBe(expected);
});

test('nothing has no median', () => {
  expect(() => median([])).toThrow('There is no median of nothing.');
});
