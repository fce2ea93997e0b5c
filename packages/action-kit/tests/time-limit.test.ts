import { expect, test } from '@jest/globals';
import { manualClock } from '@slipway/test-kit/manual-clock';
import { withinTime } from '../src/time-limit.ts';

/** Work that gives its word back only when it is told that its time is up. */
const endless = (timeUp: AbortSignal): Promise<string> =>
  new Promise((resolve) => timeUp.addEventListener('abort', () => resolve('stopped'), { once: true }));

test('work that takes too long is told so at the limit', async () => {
  const clock = manualClock();
  const start = clock.now();
  expect(await clock.drive(withinTime(5000, clock, endless))).toBe('stopped');
  expect(clock.now() - start).toBe(5000);
});

test('work that ends in time is never told, and leaves no timer behind', async () => {
  const clock = manualClock();
  let kept: AbortSignal | undefined;
  const word = await withinTime(5000, clock, async (timeUp) => {
    kept = timeUp;
    return 'done';
  });
  await clock.advance(10_000);
  expect([word, kept?.aborted, clock.sleepers]).toEqual(['done', false, 0]);
});

test('work that fails leaves no timer behind either', async () => {
  const clock = manualClock();
  await expect(withinTime(5000, clock, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  await clock.advance(0);
  expect(clock.sleepers).toBe(0);
});

test('a limit beyond what a timer of Node can hold is cut to that, because the timer would fire at once', async () => {
  const asked: number[] = [];
  const clock = {
    sleep: async (milliseconds: number, signal?: AbortSignal) => {
      asked.push(milliseconds);
      await new Promise((resolve) => signal?.addEventListener('abort', resolve, { once: true }));
    },
  };
  await withinTime(40 * 86_400_000, clock, async () => undefined);
  expect(asked).toEqual([2_147_483_647]);
});
