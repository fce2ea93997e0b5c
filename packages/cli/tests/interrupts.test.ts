/** One wish to end is told once, however often its signal comes, and who wishes it again gets through. */
import { afterEach, expect, test } from '@jest/globals';
import { processInterrupts } from '../src/interrupts.ts';

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
const before = new Map(signals.map((signal) => [signal, process.listeners(signal)]));
afterEach(() => {
  for (const signal of signals)
    for (const listener of process.listeners(signal))
      if (before.get(signal)?.includes(listener) !== true) process.off(signal, listener);
});

/** @param moments of a signal, in milliseconds. @returns the moments that were told */
function told(...moments: readonly number[]): readonly number[] {
  let now = 0;
  const heard: number[] = [];
  const interrupts = processInterrupts(() => now);
  interrupts.listen(() => heard.push(now));
  for (const moment of moments) {
    now = moment;
    process.emit('SIGINT');
  }
  expect(interrupts.count()).toBe(heard.length);
  return heard;
}

test('one that a terminal and npm pass on is one', () => {
  expect(told(0, 1, 30, 999)).toEqual([0]);
});

test('another one is another wish', () => {
  expect(told(0, 1000, 2500)).toEqual([0, 1000, 2500]);
});

test('who hammers gets through', () => {
  expect(told(...Array.from({ length: 12 }, (_, at) => at * 200))).toEqual([0, 1000, 2000]);
});
