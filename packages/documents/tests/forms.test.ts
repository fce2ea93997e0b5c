import { parseEnv } from 'node:util';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readCheckedForm } from '../src/checked.ts';
import { formOf, formOfFile, readForm, type Form } from '../src/forms.ts';
import { keyValuesOf, readKeyValues } from '../src/key-values.ts';
import { TextError } from '../src/text-error.ts';

async function complaintOf(read: () => Promise<unknown>): Promise<string> {
  try {
    await read();
  } catch (error) {
    if (!(error instanceof TextError)) throw error;
    const { line, column } = error.position ?? { line: 0, column: 0 };
    return `${String(line)}:${String(column)} ${error.message}`;
  }
  throw new Error('It was read.');
}

describe('which form a text has', () => {
  test.each<[string, Form]>([
    ['{"a": "b"}', 'json'],
    ['  { }', 'json'],
    ['a=b', 'assignments'],
    ['a = b: c', 'assignments'],
    ['URL=https://example.com', 'assignments'],
    ['a: b', 'yaml'],
    ['\n  a: b=c', 'yaml'],
    ['a:\n  b', 'yaml'],
    ['"a b": c', 'yaml'],
    ['# why\na: b', 'yaml'],
    ['---\na: b', 'yaml'],
    ['# why\n\n  # more\na: b=c', 'yaml'],
    ['# a=b\na: b', 'yaml'],
    ['# why\n{"a=b": "c"}', 'yaml'],
    ['# why: this\na=b: c', 'assignments'],
    ['#a=b', 'assignments'],
    ['a:b', 'assignments'],
    ['nothing of it', 'assignments'],
  ])('%j', (text, form) => {
    expect(formOf(text)).toBe(form);
  });

  test.each<[string, Form]>([
    ['values.json', 'json'],
    ['values.JSONC', 'json'],
    ['values.yml', 'yaml'],
    ['dir.json/values.yaml', 'yaml'],
    ['.env', 'dotenv'],
    ['prod.env', 'dotenv'],
    ['json', 'dotenv'],
  ])('of a file called %s', (path, form) => {
    expect(formOfFile(path)).toBe(form);
  });
});

describe('what is read', () => {
  test.each<[string, Form, string, Record<string, unknown>]>([
    ['lines', 'assignments', 'a=1\n\n b = x = y \r\nc=\nd =\t \n', { a: '1', b: 'x = y', c: '', d: '' }],
    ['lines with what would be a comment', 'assignments', 'a="1" # x', { a: '"1" # x' }],
    ['lines with a colour', 'assignments', 'a=#fff\nb = #fff', { a: '#fff', b: '#fff' }],
    [
      'JSON as it is written',
      'json',
      '{"a": 1.10, "b": true, "c": "x", "d": 1e999}',
      { a: '1.10', b: 'true', c: 'x', d: '1e999' },
    ],
    [
      'YAML as it is written',
      'yaml',
      'a: 1.10\nb: True\nc: 0o17\nd: 2026-11-22\ne: "x"',
      { a: '1.10', b: 'True', c: '0o17', d: '2026-11-22', e: 'x' },
    ],
    ['YAML with lines that are kept', 'yaml', 'a: |\n  x\n  y\n', { a: 'x\ny\n' }],
    ['YAML with nothing', 'yaml', 'a:\nb: ~\nc: null', { a: null, b: null, c: null }],
    ['YAML with what an anchor names', 'yaml', 'a: &n 1.50\nb: *n', { a: '1.50', b: '1.50' }],
    ['dotenv', 'dotenv', '# why\nA=1\nexport B = two words # why\nC=\n', { A: '1', B: 'two words', C: '' }],
    [
      'dotenv in quotes',
      'dotenv',
      `A="x # y" # why\nB='$HOME \\n "z"'\nC="1\\n2"\nD="1\n2"\n`,
      { A: 'x # y', B: '$HOME \\n "z"', C: '1\n2', D: '1\n2' },
    ],
    ['dotenv with backslashes', 'dotenv', `A=c:\\new\nB='a\\tb'`, { A: 'c:\\new', B: 'a\\tb' }],
    ['dotenv with a dollar', 'dotenv', `A='$B \${C} $5'`, { A: '$B ${C} $5' }],
    ['dotenv of Windows', 'dotenv', 'A=1\r\nB="2"\r\n', { A: '1', B: '2' }],
    [
      'dotenv with more signs',
      'dotenv',
      'A=b=c\nURL=https://example.com/?a=b&c',
      { A: 'b=c', URL: 'https://example.com/?a=b&c' },
    ],
  ])('%s', async (_, form, text, value) => {
    expect((await readForm(text, form)).value).toEqual(value);
  });

  test('whatever is read as dotenv is read by Node as the same', async () => {
    const value = fc.oneof(
      fc.stringMatching(/^[ -~]{0,12}$/),
      fc.stringMatching(/^"[ -~\n]{0,8}"$/),
      fc.stringMatching(/^'[ -~\n]{0,8}' ?#?$/),
    );
    const line = fc.tuple(
      fc.constantFrom('A', 'B_1', 'C', '# D', ' E '),
      // Node takes the line after `A = ` for its value.
      fc.constantFrom('=', ' ='),
      value,
    );
    let read = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(line, { maxLength: 4 }), async (lines) => {
        const text = lines.map((parts) => parts.join('')).join('\n');
        const ours = await readForm(text, 'dotenv').catch((error: unknown) => {
          if (error instanceof TextError) return undefined;
          throw error;
        });
        if (ours === undefined) return;
        read += 1;
        expect(ours.value).toEqual({ ...parseEnv(text) });
      }),
      { seed: 8, numRuns: 3000 },
    );
    expect(read).toBeGreaterThan(500);
  });
});

const comment = 'this line begins with `#`, and there are no comments among lines of `KEY=VALUE`';
const backslash =
  'in quotes every program reads a backslash differently, but for `\\n` in double ones: leave the quotes out, or write the file as JSON or YAML';
const dollar =
  'some programs put the value of a variable where a `$` stands: put single quotes around the value';

describe('what is refused, without a word of the text', () => {
  test.each<[string, Form, string, string]>([
    ['a line without a sign', 'assignments', 'a=1\nghp_secret', '2:1 this line is not `KEY=VALUE`'],
    ['a line without a key', 'assignments', 'a=1\n =x', '2:2 this line is not `KEY=VALUE`'],
    ['a key that stands twice', 'assignments', 'a=1\na=2', '2:1 this member stands twice'],
    ['a dotenv line of YAML', 'dotenv', 'A: 1', '1:1 this line is neither `KEY=VALUE` nor a comment'],
    ['a dotenv key that stands twice', 'dotenv', 'A=1\nA=2', '2:1 this member stands twice'],
    ['an open quote', 'dotenv', 'A="x\nB=1', '1:3 this quote is not closed'],
    [
      'a sign that starts a comment for some',
      'dotenv',
      'COLOR=#fff',
      '1:7 a `#` in a value needs quotes around the value',
    ],
    ['the same inside', 'dotenv', 'A=b#c', '1:4 a `#` in a value needs quotes around the value'],
    [
      'a quote inside',
      'dotenv',
      `A=it's`,
      '1:5 a quote inside a value needs quotes of the other kind around it',
    ],
    [
      'text after the quotes',
      'dotenv',
      'A="x"y',
      '1:6 only a comment may follow the closing quote; use single quotes around double ones',
    ],
    ['a comment above', 'assignments', '# a=1\nb=2', `1:1 ${comment}`],
    ['a comment below', 'assignments', 'a=1\n  #b=2', `2:3 ${comment}`],
    ['an escaped quote', 'dotenv', 'A="x\\"', `1:5 ${backslash}`],
    ['a tab for some', 'dotenv', 'A="a\\tb"', `1:5 ${backslash}`],
    ['a backslash for some, before a line break for others', 'dotenv', 'A="c:\\\\new"', `1:6 ${backslash}`],
    ['two backslashes that are one for some', 'dotenv', `A='c:\\\\new'`, `1:6 ${backslash}`],
    ['a quote that is escaped for some', 'dotenv', `A='c:\\'`, `1:6 ${backslash}`],
    ['a variable', 'dotenv', 'A=x$B', `1:4 ${dollar}`],
    ['a variable in double quotes', 'dotenv', 'A="${B}/x"', `1:4 ${dollar}`],
    [
      'a comment that is the value for some',
      'dotenv',
      'A= # why',
      "1:4 some programs take this comment for the value: put it on a line of its own, or write `''` before it",
    ],
    ['backticks', 'dotenv', 'A=`x`', '1:3 backticks are quotes to few programs: use single or double ones'],
  ])('%s', async (_, form, text, complaint) => {
    expect(await complaintOf(() => readForm(text, form))).toBe(complaint);
  });

  test.each<[string, string, string]>([
    ['a list of values', 'a: [1]', '1:1 the value of `a` is a list, and must be text'],
    ['no value', 'a: x\nb:', "2:1 the value of `b` is null, and must be text: write '' for an empty one"],
    [
      'a key that would be a line of its own',
      '{"a`\\n::error::x\\u001b[31m": null}',
      "1:2 the value of `a' ::error::x` is null, and must be text: write '' for an empty one",
    ],
    [
      'a key that is longer than anybody reads',
      `${'a'.repeat(500)}: []`,
      `1:1 the value of \`${'a'.repeat(119)}…\` is a list, and must be text`,
    ],
    [
      'braces that are neither JSON nor YAML, in the words of JSON',
      '{"a": "x" "b": "y"}',
      '1:11 expected "," or "}", but found """',
    ],
    ['braces around a line', '{TOKEN=hunter2}', '1:2 expected a member name in double quotes, but found "T"'],
    ['a list instead of keys', '# x\n- a', '2:1 this is a list, and keys with values are needed'],
  ])('%s', async (_, text, complaint) => {
    expect(await complaintOf(() => readKeyValues(text))).toBe(complaint);
  });
});

test('a file tells all that is wrong with its values at once', async () => {
  const content = new TextEncoder().encode('{"a": [], "b": "x",\n"c": {}}');
  const kind = { noun: 'menu', code: 'menu', hint: 'Give dishes.' };
  const reading = readCheckedForm(kind, content, { file: 'menu.json', form: 'json' }, keyValuesOf);
  await expect(reading).rejects.toMatchObject({
    message:
      'The menu menu.json has 2 mistakes: line 1: the value of `a` is a list, and must be text; and 1 more. Give dishes.',
  });
});

test('a file of another form tells the place', async () => {
  const content = new TextEncoder().encode('A=1\nb');
  const kind = { noun: 'menu', code: 'menu', hint: 'Give dishes.' };
  const reading = readCheckedForm(kind, content, { file: '.env', form: 'dotenv' }, keyValuesOf);
  await expect(reading).rejects.toMatchObject({
    message: "The menu .env:2:1 can't be used: this line is neither `KEY=VALUE` nor a comment. Give dishes.",
  });
});
