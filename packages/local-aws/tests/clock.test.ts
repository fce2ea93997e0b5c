import { afterEach, describe, expect, test } from '@jest/globals';
import { realClock, scaledClock, virtualClock } from '../src/clock.ts';
import type { CloudClock } from '../src/ports.ts';

const open: CloudClock[] = [];
afterEach(() => {
  for (const clock of open.splice(0)) clock.close();
});
const opened = <T extends CloudClock>(clock: T): T => {
  open.push(clock);
  return clock;
};

describe('virtual time', () => {
  test('stands still until it is told to move', () => {
    const clock = virtualClock(1000);
    let ran = false;
    clock.after(0, () => (ran = true));
    expect({ now: clock.now(), ran, factor: clock.factor }).toEqual({
      now: 1000,
      ran: false,
      factor: Infinity,
    });
  });

  test('runs what falls due in order, each at its own time', () => {
    const clock = virtualClock(0);
    const seen: string[] = [];
    const note = (name: string) => () => seen.push(`${name} at ${clock.now()}`);
    clock.after(20, note('late'));
    clock.after(10, note('first of two'));
    clock.after(10, note('second of two'));
    clock.after(31, note('never'));
    clock.advance(30);
    expect(seen).toEqual(['first of two at 10', 'second of two at 10', 'late at 20']);
    expect({ now: clock.now(), pending: clock.pending() }).toEqual({ now: 30, pending: 1 });
  });

  test('steps from one thing that is due to the next, however far off it is', () => {
    const clock = virtualClock(0);
    const seen: string[] = [];
    clock.after(20, () => seen.push(`later at ${clock.now()}`));
    clock.after(10, () => seen.push(`first at ${clock.now()}`));
    expect({ moved: clock.step(), seen: [...seen] }).toEqual({ moved: true, seen: ['first at 10'] });
    clock.step();
    expect({ moved: clock.step(), now: clock.now(), seen }).toEqual({
      moved: false,
      now: 20,
      seen: ['first at 10', 'later at 20'],
    });
  });

  test('runs within one advance what was asked for on the way', () => {
    const clock = virtualClock(0);
    const seen: number[] = [];
    const again = (): void => {
      seen.push(clock.now());
      clock.after(10, again);
    };
    clock.after(10, again);
    clock.advance(35);
    expect(seen).toEqual([10, 20, 30]);
  });

  test('does not run what was cancelled, nor anything after it was closed', () => {
    const clock = virtualClock();
    let runs = 0;
    const cancel = clock.after(5, () => (runs += 1));
    cancel();
    clock.advance(10);
    clock.after(5, () => (runs += 1));
    clock.close();
    clock.advance(10);
    expect(runs).toBe(0);
  });
});

describe('scaled time', () => {
  test('passes so many times as fast', async () => {
    const clock = opened(scaledClock(10_000));
    const start = clock.now();
    await new Promise<void>((resolve) => clock.after(60_000, resolve));
    expect(clock.now() - start).toBeGreaterThanOrEqual(60_000);
    expect(clock.factor).toBe(10_000);
  });

  test('runs what falls due in order of time, not of asking', async () => {
    const clock = opened(scaledClock(100_000));
    const seen: string[] = [];
    await new Promise<void>((resolve) => {
      clock.after(9_000_000, () => {
        seen.push('last');
        resolve();
      });
      clock.after(1_000_000, () => seen.push('first'));
      clock.after(5_000_000, () => seen.push('second'));
    });
    expect(seen).toEqual(['first', 'second', 'last']);
  });

  test('is real time at a factor of one', () => {
    expect(opened(realClock()).factor).toBe(1);
    expect(Math.abs(opened(realClock()).now() - Date.now())).toBeLessThan(1000);
  });
});
