/** A clock that moves only when everything waits for it: from one due timer to the next, in order. */
import type { Clock } from '@slipway/action-kit/ports';

export interface ManualClock extends Clock {
  at(time: number, act: () => void): void;
  /** Moves time until `run` is done. */
  drive<T>(run: Promise<T>): Promise<T>;
}

export function manualClock(start = 1_800_000_000_000): ManualClock {
  let time = start;
  let timers: { due: number; act: () => void }[] = [];
  const at = (due: number, act: () => void): void => {
    timers.push({ due, act });
    timers.sort((a, b) => a.due - b.due);
  };
  const step = (): void => {
    const next = timers.shift();
    if (next === undefined) throw new Error('Everything waits, and no timer is due.');
    time = Math.max(time, next.due);
    next.act();
  };
  return {
    now: () => time,
    at: (due, act) => at(Math.max(time, due), act),
    sleep: (milliseconds, signal) =>
      new Promise((resolve) => {
        if (signal?.aborted === true) {
          resolve();
          return;
        }
        const done = (): void => {
          timers = timers.filter((each) => each !== timer);
          signal?.removeEventListener('abort', done);
          resolve();
        };
        const timer = { due: time + Math.max(0, milliseconds), act: done };
        timers.push(timer);
        timers.sort((a, b) => a.due - b.due);
        signal?.addEventListener('abort', done, { once: true });
      }),
    drive: async (run) => {
      const state = { done: false };
      const finished = run.finally(() => (state.done = true));
      finished.catch(() => undefined);
      for (;;) {
        await new Promise((resolve) => setImmediate(resolve));
        if (state.done) return finished;
        step();
      }
    },
  };
}
