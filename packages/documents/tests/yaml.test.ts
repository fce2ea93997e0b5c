import { describe, expect, test } from '@jest/globals';
import { TextError } from '../src/text-error.ts';
import { readYaml } from '../src/yaml.ts';

describe('what is read', () => {
  test.each<[string, string, unknown]>([
    ['a block', 'a: 1\nb:\n  - c: x # why\n', { a: 1, b: [{ c: 'x' }] }],
    ['JSON', '{"a": [1, true, null, "x"]}', { a: [1, true, null, 'x'] }],
    ['words that YAML 1.1 read as truth', 'a: yes\nb: on\nc: NO', { a: 'yes', b: 'on', c: 'NO' }],
    ['a date, which stays text', 'a: 2026-11-22', { a: '2026-11-22' }],
    ['numbers as names', '8080: x', { '8080': 'x' }],
    ['an anchor and its alias', 'a: &x {k: 1}\nb: *x', { a: { k: 1 }, b: { k: 1 } }],
    [
      'a merge of an anchor',
      'a: &x {k: 1, l: 2}\nb: {<<: *x, l: 3}',
      { a: { k: 1, l: 2 }, b: { k: 1, l: 3 } },
    ],
    ['lines kept and folded', 'a: |\n  x\n  y\nb: >\n  x\n  y\n', { a: 'x\ny\n', b: 'x y\n' }],
    ['line ends of Windows', 'a:\r\n  b: 1\r\n', { a: { b: 1 } }],
    ['nothing', '', null],
  ])('%s', (_, text, value) => {
    expect(readYaml(text).value).toEqual(value);
  });

  test('every part knows where it began', () => {
    const { places } = readYaml('# why\nlist:\n  - a: 1\n    b: {c: 2}\n  - x\n');
    expect(places([])).toEqual({ line: 2, column: 1 });
    expect(places(['list'])).toEqual({ line: 2, column: 1 });
    expect(places(['list', 0])).toEqual({ line: 3, column: 5 });
    expect(places(['list', 0, 'b', 'c'])).toEqual({ line: 4, column: 9 });
    expect(places(['list', 1])).toEqual({ line: 5, column: 5 });
    expect(places(['list', 0, 'none'])).toEqual({ line: 3, column: 5 });
  });
});

/** Nine lists, each of nine of the list before it: 387 million texts of some 300 bytes. */
const exploding = Array.from({ length: 9 }, (_, level) => {
  const item = level === 0 ? 'x' : `*l${String(level - 1)}`;
  return `l${String(level)}: &l${String(level)} [${Array.from({ length: 9 }, () => item).join(', ')}]`;
}).join('\n');

describe('what is not', () => {
  test.each<[string, string, string, { line: number; column: number } | undefined]>([
    ['a name that stands twice', 'a: 1\nb: 2\na: 3', 'this member stands twice', { line: 3, column: 1 }],
    ['a second document', '---\na: 1\n---\nb: 2', 'it holds several documents', { line: 3, column: 1 }],
    [
      'a tag',
      'a: !Sub x',
      'tags such as `!Sub` mean nothing here: write the value; if it is text, put the value in quotes',
      { line: 1, column: 4 },
    ],
    [
      'a tag of YAML itself',
      'a: !!binary aGk=',
      'tags such as `!Sub` mean nothing here: write the value; if it is text, put the value in quotes',
      { line: 1, column: 4 },
    ],
    ['a list as a name', '? [x]\n: 1', 'the name of a member must be text', { line: 1, column: 3 }],
    ['a tab', 'a:\n\tb: 1', 'tabs are not allowed as indentation', { line: 2, column: 1 }],
    [
      'an open quote',
      'a: "x',
      'a sign is missing here: a closing quote, a colon, a comma or a blank; if it is text, put the value in quotes',
      { line: 1, column: 6 },
    ],
    [
      'an alias before its anchor',
      'a: 1\nb: [*c]\nc: &c 1',
      'a bare `*` stands for an anchor, and there is none of this name before it; if it is text, put the value in quotes',
      { line: 2, column: 5 },
    ],
    [
      'an anchor of nothing',
      'a: 1\nb: &c\nd: *c',
      'a bare `&` names what follows it, and nothing does; if it is text, put the value in quotes',
      { line: 2, column: 6 },
    ],
    [
      'aliases of a thousand anchors and one',
      Array.from({ length: 1001 }, (_, at) => `- &x${String(at)} 1\n- *x${String(at)}`).join('\n'),
      'its aliases are resolved too often',
      { line: 2002, column: 3 },
    ],
    ['aliases that explode', exploding, 'its aliases are resolved too often', undefined],
    [
      'a long text that is written out a thousand times',
      `a: &a ${'x'.repeat(2000)}\nb: [${'*a, '.repeat(900)}]`,
      'its aliases make it larger than 1 MB',
      undefined,
    ],
    ['a merge of text', 'a: {<<: x}', 'what `<<` merges must be an object or the alias of one', undefined],
    ['no number', 'a: 1\nb: [.nan]', 'this is no number that JSON can hold', { line: 2, column: 5 }],
    ['an alias of what it stands in', 'a: &a [*a]', 'nested more than 100 levels deep', undefined],
    [
      'lists in lists in lists',
      '['.repeat(200) + ']'.repeat(200),
      'nested more than 100 levels deep',
      { line: 1, column: 101 },
    ],
    ['so many that the stack has an end', '- '.repeat(20_000), 'nested more than 100 levels deep', undefined],
  ])('%s', (_, text, message, position) => {
    const error = caught(() => readYaml(text));
    expect(error).toBeInstanceOf(TextError);
    expect(error).toMatchObject(position === undefined ? { message } : { message, position });
  });
});

test.each([
  'a: *hunter2',
  'a: |hunter2',
  'a: >hunter2',
  'a: @hunter2',
  'a: `hunter2',
  'a: %hunter2',
  '%hunter2 foo',
  '%YAML 9.hunter2\n---\na: 1',
  'a: !hunter2',
  'a: !hunter2!x y',
  'a: !<hunter2',
  'a: &hunter2',
  'a: &hunter2 &x y',
  'a: &x *hunter2',
  'a: "\\qhunter2"',
  'a: "hunter2',
  'a: "x"hunter2',
  'a: [hunter2',
  'a: - hunter2',
  'a: x: hunter2',
  'hunter2: 1\nhunter2: 2',
  'a: {hunter2}',
  'a: {b: , hunter2}',
  '*hunter2 : 1',
  'a: {<<: *hunter2}',
  '<<: hunter2',
])('what breaks is a place and not shown: %j', (text) => {
  const error = caught(() => readYaml(text));
  expect(error).toBeInstanceOf(TextError);
  expect(String(error)).not.toMatch(/hunter2/i);
});

function caught(body: () => unknown): unknown {
  try {
    return body();
  } catch (error) {
    return error;
  }
}
