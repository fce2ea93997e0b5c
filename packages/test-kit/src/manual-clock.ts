/**
 * A clock that moves only when a test says so: by a stretch of time, or from one due timer to the next until
 * something is done. What is due at the same time runs in the order of asking.
 */
import type { Clock } from '@slipway/action-kit/ports';

export interface ManualClock extends Clock {
  /** Calls `act` when the time comes; at once with the next move when it has passed. */
  at(time: number, act: () => void): void;
  /** Moves time on; resolves when everything that was woken has done what it could. */
  advance(milliseconds: number): Promise<void>;
  /**
   * Moves time from timer to timer until `run` is done, or until somebody else drives: then it stays where it is.
   * @throws Error when it waits and nothing is due.
   */
  drive<T>(run: Promise<T>): Promise<T>;
  /** How many sleep now. */
  readonly sleepers: number;
}

interface Timer {
  readonly due: number;
  readonly act: () => void;
}

export function manualClock(start = Date.UTC(2026, 10, 21)): ManualClock {
  let time = start;
  let timers: readonly Timer[] = [];
  let drivers = 0;
  const add = (timer: Timer): void => {
    // Sorting is stable: equal times stay in the order of asking.
    timers = [...timers, timer].sort((a, b) => a.due - b.due);
  };
  const remove = (timer: Timer): void => {
    timers = timers.filter((each) => each !== timer);
  };
  const next = async (until: number): Promise<boolean> => {
    const timer = timers.find(({ due }) => due <= until);
    if (timer === undefined) return false;
    remove(timer);
    time = Math.max(time, timer.due);
    timer.act();
    await settled();
    return true;
  };
  return {
    now: () => time,
    sleep: (milliseconds, signal) =>
      new Promise((resolve) => {
        if (signal?.aborted === true) {
          resolve();
          return;
        }
        const done = (): void => {
          remove(timer);
          signal?.removeEventListener('abort', done);
          resolve();
        };
        const timer = { due: time + Math.max(0, milliseconds), act: done };
        add(timer);
        signal?.addEventListener('abort', done, { once: true });
      }),
    at: (due, act) => add({ due: Math.max(time, due), act }),
    advance: async (milliseconds) => {
      const until = time + milliseconds;
      await settled();
      while (await next(until));
      time = until;
    },
    drive: async (run) => {
      const state = { isDone: false };
      drivers += 1;
      const mine = drivers;
      const finished = run.finally(() => (state.isDone = true));
      finished.catch(() => undefined);
      await settled();
      while (!state.isDone && drivers === mine) {
        if (!(await next(Infinity))) throw new Error('Everything waits, and no timer is due.');
      }
      return finished;
    },
    get sleepers() {
      return timers.length;
    },
  };
}

/** A turn of the event loop: every promise that could go on has gone on. */
function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
