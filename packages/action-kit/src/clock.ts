/**
 * The real clock: the only place where bundled code touches timers and the wall clock. It goes on evenly from what the
 * wall clock showed at the start: one that is set meanwhile neither ends a wait nor prolongs it.
 */
import type { Clock } from './ports.ts';

export const realClock: Clock = {
  now: () => Math.floor(performance.timeOrigin + performance.now()),
  sleep: (milliseconds, signal) =>
    new Promise((resolve) => {
      if (signal?.aborted === true) {
        resolve();
        return;
      }
      const done = (): void => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', done);
        resolve();
      };
      const timer = setTimeout(done, Math.max(0, milliseconds));
      signal?.addEventListener('abort', done, { once: true });
    }),
};
