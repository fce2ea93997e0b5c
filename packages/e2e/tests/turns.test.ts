/** Who begins runs has the folder to himself until all of them have begun, and no longer. */
import { setTimeout as after } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import type { LocalRepository } from '@slipway/local-workflows/local-repository';
import { times } from '../src/times.ts';
import { turns } from '../src/turns.ts';

const stage = () => {
  const runs: { id: number; status: string }[] = [{ id: 1, status: 'completed' }];
  const heard = times(() => 0);
  const told: string[] = [];
  const { take } = turns({ github: { runs } } as unknown as LocalRepository, heard);
  const say = (word: string) => (): Promise<void> => {
    told.push(word);
    return Promise.resolve();
  };
  return { runs, heard, told, take, say };
};

test('the next comes once every run of the one before has said something', async () => {
  const { runs, heard, told, take, say } = stage();
  const { promise: end, resolve } = Promise.withResolvers<string>();
  const first = take(async () => {
    told.push('first');
    runs.push({ id: 2, status: 'in_progress' }, { id: 3, status: 'in_progress' });
    return end;
  }, say('left'));
  const second = take(say('second'));
  heard.hear({ id: 2 }, '');
  await after(100);
  expect(told).toEqual(['first']);
  heard.hear({ id: 3 }, '');
  await second;
  expect(told).toEqual(['first', 'left', 'second']);
  resolve('ended');
  expect(await first).toBe('ended');
});

test('what fails before any run begins leaves the turn to the next', async () => {
  const { told, take, say } = stage();
  await expect(take(() => Promise.reject(new Error('no')), say('left'))).rejects.toThrow('no');
  await take(say('second'));
  expect(told).toEqual(['left', 'second']);
});
