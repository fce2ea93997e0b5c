/** A sentence is compared whole, but for what is another in each run. */
import { expect, test } from '@jest/globals';
import { isSaid, sentencesOf, unexpectedSentences } from '../src/sentences.ts';

const digest = `sha256:${'0a'.repeat(32)}`;
const sentence = 'web (v1.0) has no image ‹digest›, of ‹number› tasks.\nWho acts: you.';

test.each([
  [`web (v1.0) has no image ${digest}, of 12 tasks.\nWho acts: you.`, true],
  [`web (v1.0) has no image ${digest}, of 12 tasks.`, false],
  [`And web (v1.0) has no image ${digest}, of 12 tasks.\nWho acts: you.`, false],
  [`web (v1x0) has no image ${digest}, of 12 tasks.\nWho acts: you.`, false],
  [`web (v1.0) has no image sha256:0a, of 12 tasks.\nWho acts: you.`, false],
  [`web (v1.0) has no image ${digest}, of no tasks.\nWho acts: you.`, false],
])('%j', (text, isIt) => {
  expect(isSaid(text, sentence)).toBe(isIt);
});

test('a name that nothing is known of is no part of a sentence', () => {
  expect(() => isSaid('', '‹diggest›')).toThrow('Nothing is known of ‹diggest›.');
});

const annotation = (level: 'error' | 'notice', message: string) => ({
  ...{ job: 'a', properties: {}, level },
  message,
});

test('errors are compared, all of them and no others', () => {
  const run = {
    workflow: 'release.yml',
    annotations: [annotation('notice', 'Go on.'), annotation('error', '100%25.%0AStop.')],
  };
  expect(sentencesOf(run)).toEqual(['100%.\nStop.']);
  expect(sentencesOf(run, 'notice')).toEqual(['Go on.']);
  expect(unexpectedSentences(run, '‹number›%.\nStop.')).toEqual([]);
  expect(unexpectedSentences(run, '100%.')).toEqual([
    'release.yml was to say:\n100%.\nand said:\n100%.\nStop.',
  ]);
  expect(unexpectedSentences(run)).toHaveLength(1);
  expect(unexpectedSentences(run, '100%.\nStop.', 'More.')).toHaveLength(1);
  expect(unexpectedSentences({ ...run, annotations: [] }, 'Stop.')).toEqual([
    'release.yml was to say:\nStop.\nand said:\nnothing',
  ]);
});
