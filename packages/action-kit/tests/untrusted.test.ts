import { describe, expect, test } from '@jest/globals';
import { parseCommand } from '@slipway/local-runner/commands';
import { inertLines, lineEnds, oneLine, plainText } from '../src/untrusted.ts';

const hostile = [
  '::set-env name=PATH::/evil',
  '  ::error::not ours',
  '\t::add-mask::a',
  '::stop-commands::x',
  '##[group]folded',
  'in the middle ##[error]older form',
  '##[set-env name=PATH;]/evil',
  'text\r::error::after a carriage return',
  'text\r\n::warning::after a line end',
  'text\n::notice::after a line feed',
  '\u001b[31m::error::after a colour\u001b[0m',
  '\u0000::error::after a null',
  '\u200b::error::after a space of no width',
  ':\u0007:error::split by a bell',
  '#\u001b[0m#[error]split by an escape',
  '\u202e::error::after a reordering mark',
  '\u2028::error::after a line separator',
  '\u0085::error::after a next line',
  '\ufeff::error::after a byte order mark',
];

describe('no line of a container is a command to the runner', () => {
  test.each(hostile.map((line) => [JSON.stringify(line), line]))('%s', (_, line) => {
    for (const each of inertLines(line)) {
      // The runner splits at lone carriage returns and trims any white space of Unicode.
      for (const read of each.split(/\r\n|\r|\n/)) expect(parseCommand(read.trim())).toBeUndefined();
    }
  });

  test('and what it said can still be read', () => {
    expect(inertLines('a\r::error::b\n##[group]c')).toEqual(['a', ': :error::b', '# #[group]c']);
    expect(inertLines('plain :: text')).toEqual(['plain :: text']);
  });
});

describe('plain text', () => {
  test.each([
    ['colours go', '\u001b[1;31mred\u001b[0m', 'red'],
    ['titles and links of a terminal go', '\u001b]0;title\u0007a\u001b]8;;http://x\u001b\\b', 'ab'],
    ['controls go, tabs and line feeds stay', 'a\u0008\tb\u007f\nc\u009b', 'a\tb\nc'],
    ['reordering marks go', 'a\u202eb\u2066c', 'abc'],
    ['a carriage return ends a line', 'a\rb\r\nc', 'a\nb\nc'],
    ['letters of all scripts stay', 'Ärger 船台 🚢', 'Ärger 船台 🚢'],
  ])('%s', (_, given, expected) => {
    expect(plainText(given)).toBe(expected);
  });
});

test('one line is one line, and ends in an ellipsis when it is too long', () => {
  expect(oneLine('a\n  b\r\nc ')).toBe('a b c');
  expect(oneLine(' a  b \n \t\n\n c\n')).toBe('a  b c');
  expect(oneLine('abcdef', 4)).toBe('abc…');
  expect(oneLine('abcd', 4)).toBe('abcd');
});

test('a run of white space is looked through once, and not from each of its characters', () => {
  const from = new RegExp(lineEnds, 'y');
  const isTried = Array.from('a    \n b', (_, index) => {
    from.lastIndex = index;
    return from.test('a    \n b');
  });
  expect(isTried).toEqual([false, true, false, false, false, false, false, false]);
});
