/**
 * A clock for gateways that speak to a real server on loopback: a pause is over at once, as with a jumping clock,
 * and nothing is ever late, because a sleep that can be ended from outside lasts until it is.
 */
import { jumpingClock, type JumpingClock } from './jumping-clock.ts';

export function lenientClock(): JumpingClock {
  const clock = jumpingClock();
  return {
    ...clock,
    sleep: (milliseconds, signal) =>
      signal === undefined
        ? clock.sleep(milliseconds)
        : new Promise((resolve) => {
            if (signal.aborted) resolve();
            else signal.addEventListener('abort', () => resolve(), { once: true });
          }),
  };
}
