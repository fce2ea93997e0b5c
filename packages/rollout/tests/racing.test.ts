/** Answers against the clock and the cancel: whichever comes first ends the wait for the other. */
import { expect, test } from '@jest/globals';
import { manualClock } from '@slipway/test-kit/manual-clock';
import { inTime, orCancelled } from '../src/racing.ts';

const never = new Promise<string>(() => undefined);

test('an answer in time leaves nobody asleep', async () => {
  const clock = manualClock();
  const answer = inTime(
    clock.sleep(1000).then(() => 'here'),
    clock.now() + 5000,
    clock,
  );
  await clock.advance(1000);
  expect(await answer).toBe('here');
  expect(clock.sleepers).toBe(0);
});

test('an answer that never comes is given up when its time is over', async () => {
  const clock = manualClock();
  const answer = inTime(never, clock.now() + 5000, clock);
  await clock.advance(5000);
  expect(await answer).toBeUndefined();
});

test('an answer that fails in time fails', async () => {
  const clock = manualClock();
  const failed = Promise.reject(new Error('denied'));
  await expect(inTime(failed, clock.now() + 5000, clock)).rejects.toThrow('denied');
  expect(clock.sleepers).toBe(0);
});

test('an answer is given up at the cancel, and at once after it', async () => {
  const cancel = new AbortController();
  const answer = orCancelled(never, cancel.signal);
  cancel.abort();
  expect(await answer).toBeUndefined();
  expect(await orCancelled(never, cancel.signal)).toBeUndefined();
  expect(await orCancelled(Promise.resolve('here'), cancel.signal)).toBe('here');
});
