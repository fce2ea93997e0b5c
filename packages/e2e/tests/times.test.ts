/** A run lasts from its first word to its last, and each of its jobs likewise. */
import { expect, test } from '@jest/globals';
import { times } from '../src/times.ts';

test('what is heard of jobs gives their seconds, and those of their run', () => {
  let at = 500;
  const heard = times(() => at);
  const hear = (after: number, id: number, job: string): void => {
    at += after;
    heard.hear({ id }, job);
  };
  hear(1000, 1, '');
  hear(1000, 1, 'build');
  hear(1000, 2, 'plan');
  hear(1000, 1, 'push');
  hear(1040, 1, 'build');
  expect(heard.of(1)).toEqual({
    ...{ from: 1, to: 5 },
    jobs: { build: { from: 2, to: 5 }, push: { from: 4, to: 4 } },
  });
  expect(heard.of(2)).toEqual({ from: 3, to: 3, jobs: { plan: { from: 3, to: 3 } } });
  expect(heard.of(3)).toBeUndefined();
});
