/** The words after `slipway`: what they ask for, and the sentence for each that can't be read. */
import { describe, expect, test } from '@jest/globals';
import { readWords, type LocalOptions } from '../src/words/options.ts';

const plain: LocalOptions = { world: undefined, keep: false, port: 0, factor: 1, act: undefined };

describe('words that ask for something', () => {
  test.each<[string, Partial<LocalOptions>]>([
    ['local', {}],
    ['local -- act push', { act: ['push'] }],
    [
      'local --keep -- act push -j release --var A=1',
      { keep: true, act: ['push', '-j', 'release', '--var', 'A=1'] },
    ],
    ['local --world my.yaml --port 4566 --time scaled:10', { world: 'my.yaml', port: 4566, factor: 10 }],
    ['local --world=a=b.yaml', { world: 'a=b.yaml' }],
    ['local -- act', { act: [] }],
    ['local -- act --help', { act: ['--help'] }],
  ])('%s', (typed, options) => {
    expect(readWords(typed.split(' '))).toEqual({ kind: 'local', options: { ...plain, ...options } });
  });

  test.each([
    ['', 'usage'],
    ['--help', 'usage'],
    ['--version', 'version'],
    ['local --help', 'usage of local'],
    ['local -h -- act push', 'usage of local'],
  ])('%s says %s', (typed, what) => {
    expect(readWords(typed.split(' ').filter((word) => word !== ''))).toEqual({ kind: 'say', what });
  });
});

test.each([
  ['locl', 'There is no command `locl`: did you mean `local`? See `slipway --help`.'],
  ['deploy', 'There is no command `deploy`: there are `local`. See `slipway --help`.'],
  ['--verson', 'There is no command `--verson`: did you mean `--version`? See `slipway --help`.'],
  ['local --wrld x', 'There is no flag `--wrld`: did you mean `--world`? See `slipway --help`.'],
  ['local act push', "`act` can't be read: a command stands behind `--`. Type `slipway local -- act push`."],
  [
    'local -- npm test',
    "`npm` can't be run: what follows `--` is a command line of act. Type `slipway local -- act push`.",
  ],
  [
    'local --',
    'Nothing follows `--`: what follows `--` is a command line of act. Type `slipway local -- act push`.',
  ],
  ['local --world', '`--world` has no value: nothing follows it. See `slipway local --help`.'],
  ['local --keep=yes', '`--keep` takes no value: it was given `yes`. Write `--keep` alone.'],
  [
    'local --port 99999',
    '`--port` must be a number from 0 to 65535: it was `99999`. Leave it out for any free one.',
  ],
  [
    'local --time fast',
    '`--time` must be `real` or `scaled:N`: it was `fast`. Write, say, `--time scaled:10`.',
  ],
])('%s is refused', (typed, sentence) => {
  expect(() => readWords(typed.split(' '))).toThrow(sentence);
});
