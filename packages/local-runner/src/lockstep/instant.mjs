/**
 * The moment that a process in lockstep lives in. It changes only when the cloud says so, and every clock of the
 * process reads it: Date, performance and hrtime agree to the millisecond, and a computation takes no time.
 */
import { syncBuiltinESMExports } from 'node:module';
import { performance } from 'node:perf_hooks';

let start = 0;
let moment = 0;
/** The clock on the wall: milliseconds that it is ahead at the start, and what it is set forward by, so long after. */
let wall = { ahead: 0, setAfter: Infinity, setBy: 0 };

/** Milliseconds since the epoch, as the cloud has them. */
export const now = () => moment;

export const moveTo = (milliseconds) => {
  moment = milliseconds;
};

/** @param milliseconds since the epoch: when the process starts. @param clock on the wall. */
export function installClocks(milliseconds, clock) {
  wall = clock;
  start = milliseconds;
  moment = milliseconds;
  installDate();
  Object.defineProperty(performance, 'timeOrigin', { value: start + wall.ahead });
  Object.defineProperty(performance, 'now', { value: sinceStart });
  process.hrtime = hrtime;
  process.hrtime.bigint = () => BigInt(Math.round(sinceStart() * 1e6));
  syncBuiltinESMExports();
}

const sinceStart = () => moment - start;

function hrtime(earlier = [0, 0]) {
  const nanoseconds = Math.round(sinceStart() * 1e6) - (earlier[0] * 1e9 + earlier[1]);
  return [Math.floor(nanoseconds / 1e9), nanoseconds % 1e9];
}

function installDate() {
  const RealDate = Date;
  const read = () => Math.floor(moment + wall.ahead + (sinceStart() >= wall.setAfter ? wall.setBy : 0));
  RealDate.now = read;
  globalThis.Date = new Proxy(RealDate, {
    apply: () => new RealDate(read()).toString(),
    construct: (target, values, made) =>
      Reflect.construct(target, values.length === 0 ? [read()] : values, made),
  });
  RealDate.prototype.constructor = globalThis.Date;
}
