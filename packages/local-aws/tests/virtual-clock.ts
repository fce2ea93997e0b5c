/** A cloud clock that a test moves by hand; what is due runs in order of time, equal times in order of asking. */
import type { CloudClock } from '../src/ports.ts';

export interface VirtualClock extends CloudClock {
  /** Milliseconds of cloud time. */
  advance(milliseconds: number): void;
}

/** @param factor 1 when real traffic runs beside it. */
export function virtualClock(factor = Infinity): VirtualClock {
  let now = Date.UTC(2026, 10, 21);
  let pending: { readonly at: number; readonly run: () => void }[] = [];
  const next = (until: number) =>
    pending.filter(({ at }) => at <= until).sort((one, other) => one.at - other.at)[0];
  return {
    factor,
    now: () => now,
    after: (milliseconds, run) => {
      const entry = { at: now + milliseconds, run };
      pending.push(entry);
      return () => {
        pending = pending.filter((each) => each !== entry);
      };
    },
    advance: (milliseconds) => {
      const until = now + milliseconds;
      for (let due = next(until); due !== undefined; due = next(until)) {
        const entry = due;
        pending = pending.filter((each) => each !== entry);
        now = entry.at;
        entry.run();
      }
      now = until;
    },
    close: () => {
      pending = [];
    },
  };
}
