/**
 * Cloud time in three speeds. All three share one queue, so that equal times run in order whatever the speed;
 * they differ only in who moves time on: the machine's clock, or a call of `advance`.
 */
import type { CloudClock } from './ports.ts';

/** Time moves only when it is told to. */
export interface VirtualClock extends CloudClock {
  /** Moves time on by `milliseconds` and runs what falls due on the way, in order, each at its own time. */
  advance(milliseconds: number): void;
  /** Moves time on to what is due next and runs that alone; false when nothing is pending. */
  step(): boolean;
  /** How much is still to run. */
  pending(): number;
  /** When the next of it runs, milliseconds since the epoch; undefined when nothing is pending. */
  nextDue(): number | undefined;
}

interface Entry {
  readonly due: number;
  readonly run: () => void;
}

/** Node fires at once what is set further off than this; longer waits are taken in steps. */
const longestTimer = 2 ** 31 - 1;

/** 2026-01-01, so that virtual runs print the same dates for ever. */
const virtualStart = Date.UTC(2026, 0, 1);

/** One cloud millisecond in one real one. */
export const realClock = (): CloudClock => scaledClock(1);

/**
 * @param factor cloud milliseconds in one real one: 60 makes a minute of the cloud a second here.
 * @param origin when the cloud's time and the machine's were the same; milliseconds since the epoch.
 */
export function scaledClock(factor: number, origin = Date.now()): CloudClock {
  const queue = entryQueue();
  const now = (): number => origin + (Date.now() - origin) * factor;
  let timer: NodeJS.Timeout | undefined;

  const arm = (): void => {
    clearTimeout(timer);
    const first = queue.first();
    if (first === undefined) return;
    timer = setTimeout(wake, Math.min(longestTimer, Math.max(0, (first.due - now()) / factor)));
  };
  const wake = (): void => {
    const until = now();
    try {
      for (let next = queue.takeDue(until); next !== undefined; next = queue.takeDue(until)) next.run();
    } finally {
      arm();
    }
  };

  return {
    factor,
    now,
    after: (milliseconds, run) => {
      const entry = { due: now() + Math.max(0, milliseconds), run };
      queue.add(entry);
      if (queue.first() === entry) arm();
      return () => queue.remove(entry);
    },
    close: () => {
      queue.clear();
      clearTimeout(timer);
    },
  };
}

/**
 * @param start milliseconds since the epoch
 * @param factor what it says of itself: with another one than Infinity listeners are opened, for real requests.
 */
export function virtualClock(start = virtualStart, factor = Infinity): VirtualClock {
  const queue = entryQueue();
  let time = start;
  return {
    factor,
    now: () => time,
    after: (milliseconds, run) => {
      const entry = { due: time + Math.max(0, milliseconds), run };
      queue.add(entry);
      return () => queue.remove(entry);
    },
    advance: (milliseconds) => {
      const until = time + milliseconds;
      for (let next = queue.takeDue(until); next !== undefined; next = queue.takeDue(until)) {
        time = next.due;
        next.run();
      }
      time = until;
    },
    step: () => {
      const next = queue.takeDue(Infinity);
      if (next === undefined) return false;
      time = next.due;
      next.run();
      return true;
    },
    // No getters: V8 makes a hidden class for each object that has some, which holds its world until a full collection.
    pending: () => queue.size(),
    nextDue: () => queue.first()?.due,
    close: () => queue.clear(),
  };
}

interface EntryQueue {
  add(entry: Entry): void;
  remove(entry: Entry): void;
  first(): Entry | undefined;
  takeDue(until: number): Entry | undefined;
  size(): number;
  clear(): void;
}

/** Sorted by due time; an entry goes behind those that are due at the same time. */
function entryQueue(): EntryQueue {
  const entries: Entry[] = [];
  return {
    add: (entry) => {
      let at = entries.length;
      while (at > 0 && (entries[at - 1]?.due ?? 0) > entry.due) at -= 1;
      entries.splice(at, 0, entry);
    },
    remove: (entry) => {
      const at = entries.indexOf(entry);
      if (at >= 0) entries.splice(at, 1);
    },
    first: () => entries[0],
    takeDue: (until) => ((entries[0]?.due ?? Infinity) <= until ? entries.shift() : undefined),
    size: () => entries.length,
    clear: () => {
      entries.length = 0;
    },
  };
}
