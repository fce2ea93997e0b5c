/** Who gets how much room, and how the rest is told. */
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { cutTo, shares } from '../src/room.ts';

test.each([
  [[10, 20], 100, [10, 20]],
  [[10, 500, 500], 110, [10, 50, 50]],
  [[500, 10, 500], 110, [50, 10, 50]],
  [[500, 30, 40], 90, [30, 30, 30]],
  [[], 10, []],
  [[5], 0, [0]],
])('of %j in %i', (lengths, room, given) => {
  expect(shares(lengths, room)).toEqual(given);
});

test('nobody gets more than there is, or than is needed', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(5000)), fc.nat(10_000), (lengths, room) => {
      const given = shares(lengths, room);
      expect(given.reduce((sum, each) => sum + each, 0)).toBeLessThanOrEqual(room);
      expect(given.every((each, index) => each <= (lengths[index] ?? 0))).toBe(true);
    }),
  );
});

test('a text is cut at the end of a line, with a word about it', () => {
  expect(cutTo('a\nbb\nccc', 100, 'the log')).toEqual({ text: 'a\nbb\nccc', note: undefined });
  expect(cutTo('a\nbb\nccc', 6, 'the log')).toEqual({
    text: 'a\nbb',
    note: 'Cut here: these are 2 of 3 lines. All of them are in the log.',
  });
});
