/** What is kept for the post step of a job: each step from UpdateService on once, and nothing that was given up. */
import { expect, test } from '@jest/globals';
import type { Phase } from '../src/phases.ts';
import { keepSteps } from '../src/resuming/saved-steps.ts';

const phase = (kind: Phase['kind'], giveBack?: object): Phase => ({ kind, giveBack }) as Phase;
const asked = { way: 'update-service', deployment: undefined };

test.each<[string, readonly Phase[], readonly string[]]>([
  [
    'what touched nothing is not kept',
    [
      phase('planning'),
      phase('registering'),
      phase('updating'),
      phase('watching'),
      phase('watching'),
      phase('succeeded'),
    ],
    ['updating', 'watching', 'succeeded'],
  ],
  [
    'planned anew after an update is kept, for it was none',
    [phase('planning'), phase('updating'), phase('planning'), phase('planning'), phase('updating')],
    ['updating', 'planning', 'updating'],
  ],
  [
    'the way back is kept before and after it is asked for',
    [
      phase('watching'),
      phase('rolling-back'),
      phase('rolling-back'),
      phase('rolling-back', asked),
      phase('rolling-back', asked),
    ],
    ['watching', 'rolling-back', 'rolling-back asked'],
  ],
])('%s', (_, phases, expected) => {
  const kept: string[] = [];
  const keep = keepSteps((each) => {
    kept.push('giveBack' in each && each.giveBack !== undefined ? `${each.kind} asked` : each.kind);
  });
  phases.forEach(keep);
  expect(kept).toEqual(expected);
});
