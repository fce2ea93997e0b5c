import { expect, test } from '@jest/globals';
import { humanSize } from '../src/size-words.ts';

test.each([
  [0, '0 B'],
  [999, '999 B'],
  [1000, '1.0 kB'],
  [9949, '9.9 kB'],
  [9950, '10 kB'],
  [999_499, '999 kB'],
  [999_500, '1.0 MB'],
  [82_400_000, '82 MB'],
  [1_234_567_890, '1.2 GB'],
])('%d bytes are %s', (bytes, words) => {
  expect(humanSize(bytes)).toBe(words);
});
