/**
 * Virtual time for code that awaits: as soon as every promise that could go on has gone on, time moves to what is due
 * next. No timer of the machine takes part, so thousands of rollouts pass in a second.
 */
import { nextTick } from 'node:process';
import type { Clock, Interruption } from '@slipway/action-kit/ports';
import type { VirtualClock } from '@slipway/local-aws/clock';

/** Whoever waits for time: a run of the engine. Once it is dead, nothing that it waits for comes. */
export interface Sleeper {
  alive: boolean;
  /** When it last woke because its time had come; milliseconds since the epoch. */
  wokeAt: number;
}

export interface SimulatedTime {
  readonly cloud: VirtualClock;
  /** The clock of one run. */
  clockOf(sleeper: Sleeper): Clock;
  /** Resolves after so many milliseconds; undefined for a dead one. */
  pass(milliseconds: number, sleeper: Sleeper): Promise<void>;
  /** Calls `act` after so many milliseconds, unless the sleeper is dead by then; what it changes in the cloud, it says. */
  then(milliseconds: number, sleeper: Sleeper, act: () => void): void;
  /** Says that somebody may go on, after something was done at this very moment. */
  stirred(): void;
  /** Counts what has happened in the cloud: as long as it stays the same, so does the cloud. */
  readonly age: () => number;
  /** Says that somebody has changed the cloud at this very moment. */
  happened(): void;
  /**
   * Moves time on until the run is done.
   * @returns undefined when it is not by `limit`, or when its sleeper died.
   */
  drive<T>(run: Promise<T>, sleeper: Sleeper, limit: number): Promise<T | undefined>;
}

export function simulatedTime(cloud: VirtualClock): SimulatedTime {
  let wakings = 0;
  let age = 0;
  let isOwn = true;
  const wake = (sleeper: Sleeper, resolve: () => void): void => {
    if (!sleeper.alive) return;
    wakings += 1;
    resolve();
  };
  const then = (milliseconds: number, sleeper: Sleeper, act: () => void): void => {
    cloud.after(milliseconds, () => {
      isOwn = false;
      if (sleeper.alive) act();
    });
  };
  const pass = (milliseconds: number, sleeper: Sleeper): Promise<void> =>
    new Promise((resolve) => void cloud.after(milliseconds, () => wake(sleeper, resolve)));
  const sleep = (milliseconds: number, sleeper: Sleeper, signal?: Interruption): Promise<void> =>
    new Promise((resolve) => {
      if (signal?.aborted === true) {
        resolve();
        return;
      }
      const abort = (): void => {
        cancel();
        wake(sleeper, resolve);
      };
      const cancel = cloud.after(milliseconds, () => {
        signal?.removeEventListener('abort', abort);
        sleeper.wokeAt = cloud.now();
        wake(sleeper, resolve);
      });
      signal?.addEventListener('abort', abort, { once: true });
    });
  /** @returns whether anybody may go on. */
  const movedOn = (sleeper: Sleeper, limit: number): boolean => {
    wakings = 0;
    const isOver = (): boolean => wakings > 0 || !sleeper.alive || cloud.now() > limit;
    while (!isOver() && cloud.step()) {
      // What neither wakes nor serves anybody is the cloud's own.
      if (isOwn && wakings === 0) age += 1;
      isOwn = true;
    }
    return wakings > 0;
  };
  return {
    cloud,
    pass,
    then,
    clockOf: (sleeper) => ({
      now: () => cloud.now(),
      sleep: (milliseconds, signal) => sleep(milliseconds, sleeper, signal),
    }),
    stirred: () => {
      wakings += 1;
    },
    age: () => age,
    happened: () => {
      age += 1;
    },
    drive: (run, sleeper, limit) =>
      new Promise((resolve, reject) => {
        const state = { done: false };
        const finish = (): void => {
          state.done = true;
        };
        run.finally(finish).then(resolve, reject);
        const move = (): void => {
          if (state.done) return;
          if (movedOn(sleeper, limit)) afterEverybody(move);
          else resolve(undefined);
        };
        afterEverybody(move);
      }),
  };
}

/** Calls `go` when no promise can go on any more: the tick after all microtasks, those that they queue included. */
function afterEverybody(go: () => void): void {
  void microtask.then(() => nextTick(go));
}

/** As queueMicrotask, without the asynchronous resource that Node makes for each. */
const microtask = Promise.resolve();
