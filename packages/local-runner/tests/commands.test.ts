import { describe, expect, test } from '@jest/globals';
import { parseCommand } from '../src/commands.ts';

describe('a line that is a command', () => {
  test.each([
    ['::error::it broke', 'error', {}, 'it broke'],
    ['  ::notice::white space in front', 'notice', {}, 'white space in front'],
    [
      '::warning file=a.ts,line=3,title=Look here::odd',
      'warning',
      { file: 'a.ts', line: '3', title: 'Look here' },
      'odd',
    ],
    ['::error title=50%25%3A a%2Cb::x%0Ay%25', 'error', { title: '50%: a,b' }, 'x\ny%'],
    ['::error title=%253A::%250A', 'error', { title: '%3A' }, '%0A'],
    ['::ERROR::upper case', 'error', {}, 'upper case'],
    ['::debug::a::b', 'debug', {}, 'a::b'],
    ['text in front ##[group]older', 'group', {}, 'older'],
    ['##[error file=a.ts;line=3]older', 'error', { file: 'a.ts', line: '3' }, 'older'],
  ])('%s', (line, name, properties, message) => {
    expect(parseCommand(line)).toEqual({ name, properties, message });
  });
});

describe('a line that is text', () => {
  test.each([
    'plain',
    'in the ::error::middle',
    '::nonsense::x',
    '::error',
    ': :error::x',
    '# #[group]x',
    '',
  ])('%j', (line) => {
    expect(parseCommand(line)).toBeUndefined();
  });
});

test('the word that ends stop-commands is a command only while it is awaited', () => {
  expect(parseCommand('::abc123::')).toBeUndefined();
  expect(parseCommand('::abc123::', 'abc123')).toMatchObject({ name: 'abc123' });
});
