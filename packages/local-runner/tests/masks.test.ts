import { expect, test } from '@jest/globals';
import { createMasks } from '../src/masks.ts';

test('a secret inside a longer one does not leave the rest readable', () => {
  const masks = createMasks(['key']);
  masks.add('key-and-more');
  expect(masks.apply('key-and-more, key')).toBe('***, ***');
});

test('a secret of several lines hides each of its lines', () => {
  expect(createMasks(['first\nsecond']).apply('first')).toBe('***');
});

test('blank text is no secret', () => {
  const masks = createMasks(['', ' ']);
  expect(masks.apply('a b')).toBe('a b');
  expect(masks.secrets).toEqual([]);
});
