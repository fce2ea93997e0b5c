import { describe, expect, test } from '@jest/globals';
import { JsonError, readJson } from '../src/json.ts';

describe('what is JSON', () => {
  test.each([
    ['{}'],
    ['[]'],
    [' {"a": [1, -2.5e3, true, false, null, "x\\n\\u00e9\\"y"], "b": {"c": []}}\r\n'],
    ['{"__proto__": {"polluted": true}}'],
    ['"text"'],
  ])('%s is read as JSON.parse reads it', (text) => {
    expect(JSON.stringify(readJson(text).value)).toBe(JSON.stringify(JSON.parse(text)));
  });

  test('a byte order mark in front is stepped over', () => {
    expect(readJson('\uFEFF[1]').value).toEqual([1]);
  });

  test('objects and lists know where they began', () => {
    const { value, positionOf } = readJson('{\n  "list": [\n    {"a": 1}\n  ]\n}');
    const { list } = value as { list: unknown[] };
    expect(positionOf(value)).toEqual({ line: 1, column: 1 });
    expect(positionOf(list)).toEqual({ line: 2, column: 11 });
    expect(positionOf(list[0])).toEqual({ line: 3, column: 5 });
  });
});

describe('what is not', () => {
  test.each([
    ['{"a": 1,}', 'expected a member name in double quotes, but found "}"', 1, 9],
    ['{\n  "a": 1\n  "b": 2\n}', 'expected "," or "}", but found """', 3, 3],
    ['{"a" 1}', 'expected ":" after "a", but found "1"', 1, 6],
    ['{"a": }', 'expected the value of "a", but found "}"', 1, 7],
    ['[1, 2', 'expected "," or "]", but found the end of the file', 1, 6],
    ['{\n  // why\n  "a": 1\n}', 'expected a member name in double quotes, but found a comment', 2, 3],
    ['{"a": 1} x', 'expected the end of the file, but found "x"', 1, 10],
    ['{"a": "x\ny"}', 'this text has no closing double quote on its line', 1, 7],
    ['{"a": "\\x"}', 'this text holds a control character or an escape that JSON does not have', 1, 7],
    ['{"a": 1, "a": 2}', 'the member "a" stands twice', 1, 10],
    ['{"a": 01}', 'expected the value of "a", but found "0"', 1, 7],
    ['{"a": truely}', 'expected the value of "a", but found "t"', 1, 7],
    ['['.repeat(300), 'nested more than 200 levels deep', 1, 201],
  ])('%j: %s', (text, message, line, column) => {
    const error = caught(() => readJson(text));
    expect(error).toBeInstanceOf(JsonError);
    expect(error).toMatchObject({ message, position: { line, column } });
  });
});

function caught(body: () => unknown): unknown {
  try {
    return body();
  } catch (error) {
    return error;
  }
}
