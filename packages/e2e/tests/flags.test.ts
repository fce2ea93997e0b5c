/** The words after `npm run e2e --`. */
import { expect, test } from '@jest/globals';
import { readFlags } from '../src/flags.ts';

const acts = [
  { name: 'bootstrap', title: 'A person begins' },
  { name: 'broken', title: 'A push that breaks' },
];

test.each([
  [[], { refusalsAlone: false, until: undefined }],
  [['--refusals'], { refusalsAlone: true, until: undefined }],
  [['--until', 'broken'], { refusalsAlone: false, until: 'broken' }],
])('%j is a run', (words, run) => {
  expect(readFlags(words, acts)).toEqual({ kind: 'run', ...run });
});

test.each([
  [['--list'], false, /^bootstrap +A person begins\nbroken +A push that breaks$/],
  [['--help'], false, /^npm run e2e {2,}the whole mission/],
  [['--until'], true, /^--until needs the name of an act, but was given ``\.\n\nbootstrap/],
  [['--until', 'brokn'], true, /^--until needs the name of an act, but was given `brokn`\.\n\nbootstrap/],
  [['--refusals', 'fork'], true, /^The mission does not know --refusals fork\.\n\nnpm run e2e/],
])('%j is told', (words, isWrong, text) => {
  expect(readFlags(words, acts)).toEqual({ kind: 'told', isWrong, text: expect.stringMatching(text) });
});
