import { describe, expect, test } from '@jest/globals';
import { readJson } from '../src/json.ts';
import { TextError } from '../src/text-error.ts';

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

  test('comments and trailing commas are stepped over', () => {
    expect(readJson('// why\n{"a": [1, 2,], /* and\n here */ "b": {"c": 1,},} // end').value).toEqual({
      a: [1, 2],
      b: { c: 1 },
    });
  });

  test('every part knows where it began: a member at its name, an item at itself', () => {
    const { places } = readJson('{\n  "list": [\n    {"a": 1},  2\n  ]\n}');
    expect(places([])).toEqual({ line: 1, column: 1 });
    expect(places(['list'])).toEqual({ line: 2, column: 3 });
    expect(places(['list', 0])).toEqual({ line: 3, column: 5 });
    expect(places(['list', 0, 'a'])).toEqual({ line: 3, column: 6 });
    expect(places(['list', 1])).toEqual({ line: 3, column: 16 });
    expect(places(['list', 7, 'b'])).toEqual({ line: 2, column: 3 });
  });
});

describe('what is not', () => {
  test.each([
    ['{"a": 1,,}', 'expected a member name in double quotes, but found ","', 1, 9],
    ['[1,,]', 'expected a list item, but found ","', 1, 4],
    ['[,]', 'expected a list item, but found ","', 1, 2],
    ['{"a": 1} /* x', 'this comment has no end', 1, 10],
    ['{"a": / 1}', 'expected the value of a member, but found "/"', 1, 7],
    ['\uFEFF[1]', 'expected a value, but found "\uFEFF"', 1, 1],
    ['{\n  "a": 1\n  "b": 2\n}', 'expected "," or "}", but found """', 3, 3],
    ['{"a" 1}', 'expected ":" after the name of a member, but found "1"', 1, 6],
    ['{"a": }', 'expected the value of a member, but found "}"', 1, 7],
    ['[1, 2', 'expected "," or "]", but found the end of the file', 1, 6],
    ['{"a": 1} x', 'expected the end of the file, but found "x"', 1, 10],
    ['{"a": "x\ny"}', 'this text has no closing double quote on its line', 1, 7],
    ['{"a": "\\x"}', 'this text holds a control character or an escape that JSON does not have', 1, 7],
    ['{"a": 1, "a": 2}', 'this member stands twice', 1, 10],
    ['{"a": 01}', 'expected the value of a member, but found "0"', 1, 7],
    ['{"a": -1e400}', 'this is no number that JSON can hold', 1, 7],
    ['{"a": truely}', 'expected the value of a member, but found "t"', 1, 7],
    ['['.repeat(300), 'nested more than 100 levels deep', 1, 101],
  ])('%j: %s', (text, message, line, column) => {
    const error = caught(() => readJson(text));
    expect(error).toBeInstanceOf(TextError);
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
