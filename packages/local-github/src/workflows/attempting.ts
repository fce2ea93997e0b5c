/** An attempt at a run, as its performance, its jobs and their steps share it: its time, its state, and whether it is over. */
import type { CloudClock } from '@slipway/local-aws/ports';
import { RunEnded } from './handlers.ts';
import type { Run, RunStatus } from './runs.ts';

export interface Attempting {
  readonly run: Run;
  readonly attempt: number;
  readonly clock: CloudClock;
  /** Aborted when the attempt is over. */
  readonly over: AbortSignal;
  /** Jobs that a re-run of the failed ones does not repeat. */
  readonly kept: ReadonlySet<string>;
  sleep(milliseconds: number): Promise<void>;
  /** Gives the run its state. */
  become(status: RunStatus): void;
}

export function attemptOf(
  run: Run,
  clock: CloudClock,
  over: AbortSignal,
  kept: ReadonlySet<string>,
): Attempting {
  return {
    run,
    attempt: run.attempt,
    clock,
    over,
    kept,
    sleep: (milliseconds) => sleep(clock, milliseconds, over),
    become: (status) => {
      run.status = status;
      run.updatedAt = clock.now();
    },
  };
}

/** @throws RunEnded when it is over before. */
function sleep(clock: CloudClock, milliseconds: number, over: AbortSignal): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<undefined>();
  if (over.aborted) return Promise.reject(new RunEnded());
  const forget = clock.after(milliseconds, () => {
    over.removeEventListener('abort', stop);
    resolve(undefined);
  });
  const stop = (): void => {
    forget();
    reject(new RunEnded());
  };
  over.addEventListener('abort', stop, { once: true });
  return promise;
}
