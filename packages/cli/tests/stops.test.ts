/** What interrupts come to for a run: the first one cancels it, the next ends it. */
import { expect, test } from '@jest/globals';
import { stopsBy, type Interrupts } from '../src/interrupts.ts';

function interruptible(): { readonly interrupts: Interrupts; readonly interrupt: () => void } {
  const listeners = new Set<() => void>();
  const listen = (told: () => void) => {
    listeners.add(told);
    return { stop: () => void listeners.delete(told) };
  };
  return {
    interrupts: { listen, count: () => 0, first: Promise.resolve() },
    interrupt: () => listeners.forEach((told) => told()),
  };
}

test('the first one cancels, the next ends', () => {
  const { interrupts, interrupt } = interruptible();
  const { cancel, end } = stopsBy(interrupts);
  const told: (readonly boolean[])[] = [[cancel.aborted, end.aborted]];
  for (const times of [1, 2, 3]) {
    interrupt();
    told[times] = [cancel.aborted, end.aborted];
  }
  expect(told).toEqual([
    [false, false],
    [true, false],
    [true, true],
    [true, true],
  ]);
});

test('who is no longer listening is told nothing', () => {
  const { interrupts, interrupt } = interruptible();
  const { cancel, stop } = stopsBy(interrupts);
  stop();
  interrupt();
  expect(cancel.aborted).toBe(false);
});
