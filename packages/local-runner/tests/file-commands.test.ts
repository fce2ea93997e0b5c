import { describe, expect, test } from '@jest/globals';
import { parsePairs, parsePaths } from '../src/file-commands.ts';

describe('pairs', () => {
  test.each([
    ['a value may hold more equals signs', 'a=b=c\n', { a: 'b=c' }],
    ['a value may be empty', 'a=\n', { a: '' }],
    ['a block keeps its lines', 'a<<END\none\n\ntwo=2\nEND\nb=1\n', { a: 'one\n\ntwo=2', b: '1' }],
    ['an empty block is an empty value', 'a<<END\nEND\n', { a: '' }],
    ['an equals sign before << makes it a plain value', 'a=b<<c\n', { a: 'b<<c' }],
    ['a delimiter inside a line does not end the block', 'a<<END\nEND of it\nEND\n', { a: 'END of it' }],
    ['the last one wins', 'a=1\na=2\n', { a: '2' }],
    ['Windows line ends', 'a=1\r\nb<<E\r\nx\r\nE\r\n', { a: '1', b: 'x' }],
  ])('%s', (_, content, expected) => {
    expect(Object.fromEntries(parsePairs(content))).toEqual(expected);
  });

  test.each([
    ['neither', "Invalid format 'neither'"],
    ['=x', "Invalid format '=x'. Name must not be empty"],
    ['a<<', "Invalid format 'a<<'. Name must not be empty and delimiter must not be empty"],
    ['a<<END\nx', "Invalid value. Matching delimiter not found 'END'"],
  ])('%j is refused in the words of the runner', (content, message) => {
    expect(() => parsePairs(content)).toThrow(message);
  });
});

test('paths are lines', () => {
  expect(parsePaths('/a\n\n/b c\r\n')).toEqual(['/a', '/b c']);
});
