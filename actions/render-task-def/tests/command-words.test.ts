/** Commands, taken apart as a POSIX shell takes them apart, and with nothing expanded. */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { commandWords, shellWords } from '../src/command-words.ts';
import { given } from './world.ts';

test.each<[string, string, readonly string[]]>([
  ['words', 'npm run start', ['npm', 'run', 'start']],
  ['white space of any length, line ends too', ' a \t b\r\n  c\n', ['a', 'b', 'c']],
  ['double quotes', 'sh -c "echo hello world"', ['sh', '-c', 'echo hello world']],
  ['single quotes, in which nothing is special', `'a "b" \\n $c'`, ['a "b" \\n $c']],
  ['quotes inside the other ones', `"it's" '"x"'`, ["it's", '"x"']],
  ['parts that touch', `--name='a b'"c d"e\\ f`, ['--name=a bc de f']],
  ['quotes around nothing', `a '' "" b`, ['a', '', '', 'b']],
  ['a backslash', 'a\\ b \\"c\\" \\\\ \\n', ['a b', '"c"', '\\', 'n']],
  ['a backslash in double quotes', '"\\"\\\\\\$\\`" "\\n\\d"', ['"\\$`', '\\n\\d']],
  [
    'a line that goes on',
    'java \\\n  -jar a\\\nb.jar "x\\\ny" \\\r\n z',
    ['java', '-jar', 'ab.jar', 'xy', 'z'],
  ],
  ['a line end in quotes', "sh -c 'a\nb'", ['sh', '-c', 'a\nb']],
  [
    'what only a shell expands',
    'echo $HOME ~ * `id` && x | y # z',
    ['echo', '$HOME', '~', '*', '`id`', '&&', 'x', '|', 'y', '#', 'z'],
  ],
  ['a JSON list', '["sh", "-c", "echo $X && y", ""]', ['sh', '-c', 'echo $X && y', '']],
  ['an empty list, which takes back what is there', '[]', []],
  ['a word that begins with a bracket, in quotes', `'[' -f x ]`, ['[', '-f', 'x', ']']],
  ['a word that is a bracket, and a blank behind it', '[ -f /x ] && y', ['[', '-f', '/x', ']', '&&', 'y']],
])('%s', (_, text, words) => {
  expect(commandWords.read(text)).toEqual(words);
});

describe('refused without being shown', () => {
  test.each([
    ['a single quote that is not closed', "sh -c 'hunter2", "the ' at character 7 is never closed"],
    ['a double quote that is not closed', 'sh -c "hunter2', 'the " at character 7 is never closed'],
    ['one that is escaped', 'a "hunter2\\"', 'the " at character 3 is never closed'],
    [
      'a backslash with nothing behind it',
      'hunter2 \\',
      'it ends with a backslash, which has nothing to escape',
    ],
    ['broken JSON', '["hunter2', 'line 1, column 2: this text has no closing double quote on its line'],
    ['a JSON list of other things', '["hunter2", 3]', 'item 2 is not text: put it in quotes'],
  ])('%s', (_, text, why) => {
    expect(() => given({ 'entry-point': text })).toThrow(
      new Error(
        `An input is wrong: \`entry-point\` must be words as a shell reads them, or a JSON list of texts (${why}). Correct it under \`with:\` of this step. Nothing was changed.`,
      ),
    );
  });
});

const quotings: readonly ((word: string) => string)[] = [
  (word) => `'${word.replaceAll("'", `'\\''`)}'`,
  (word) => `"${word.replace(/["\\$`]/g, '\\$&')}"`,
  // A line end can't be escaped: a backslash before it joins two lines.
  (word) => (word === '' ? "''" : word.replace(/[^\w]/g, (each) => (each === '\n' ? `'\n'` : `\\${each}`))),
];

test('what is quoted in any of three ways comes back as it was', () => {
  const word = fc.oneof(
    fc.string(),
    fc.string({ unit: fc.constantFrom('a', ' ', '"', "'", '\\', '\n', '\t', '$', '`') }),
  );
  const quoted = fc.record({
    word,
    quote: fc.constantFrom(...quotings),
    gap: fc.constantFrom(' ', '\n', '\t '),
  });
  fc.assert(
    fc.property(fc.array(quoted), (all) => {
      const text = all.map((each) => `${each.gap}${each.quote(each.word)}`).join('');
      expect(shellWords(text)).toEqual(all.map((each) => each.word));
    }),
    { seed: 5, numRuns: 500 },
  );
});

test('a long command takes no longer than it is long', () => {
  const long = `'${'a'.repeat(60_000)}' ${'"b\\\\"'.repeat(10_000)}`;
  expect(shellWords(long)).toHaveLength(2);
});
