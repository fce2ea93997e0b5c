/**
 * Loaded before an action, it makes the time of that process run faster than the machine's: what the action waits
 * for shrinks and what it reads off a clock grows, by the same factor and from the same origin as a scaled cloud.
 * Nothing in an action knows of it. `process.hrtime`, the time limits inside `fetch` and the times of files stay real.
 */
import { syncBuiltinESMExports } from 'node:module';
import net from 'node:net';
import { performance } from 'node:perf_hooks';
import timers from 'node:timers';
import timersPromises from 'node:timers/promises';
import { promisify } from 'node:util';

const query = new URL(import.meta.url).searchParams;
const factor = Number(query.get('factor'));
const origin = Number(query.get('origin'));

/** Node fires at once what is set further off than this. */
const longestTimer = 2 ** 31 - 1;

/** Rounded up, for no wait may end before its time. Zero, and what Node refuses or corrects, stays as it is. */
const shortened = (milliseconds) =>
  milliseconds > 0 && milliseconds <= longestTimer ? Math.ceil(milliseconds / factor) : milliseconds;

const scaled = (moment) => origin + (moment - origin) * factor;

/** The handle that Node returns stays what the caller gets: `unref`, `refresh` and `clearTimeout` are Node's own. */
for (const name of ['setTimeout', 'setInterval']) {
  const real = timers[name];
  const replacement = (callback, delay, ...values) => real(callback, shortened(delay), ...values);
  const promised = Object.getOwnPropertyDescriptor(real, promisify.custom);
  if (promised !== undefined)
    Object.defineProperty(replacement, promisify.custom, { get: () => timersPromises[name] });
  timers[name] = replacement;
  globalThis[name] = replacement;

  const realPromise = timersPromises[name];
  timersPromises[name] = (delay, value, options) => realPromise(shortened(delay), value, options);
}

const { scheduler } = timersPromises;
const wait = scheduler.wait.bind(scheduler);
Object.defineProperty(scheduler, 'wait', { value: (delay, options) => wait(shortened(delay), options) });

const abortAfter = AbortSignal.timeout.bind(AbortSignal);
AbortSignal.timeout = (delay) => abortAfter(shortened(delay));

const idleAfter = net.Socket.prototype.setTimeout;
net.Socket.prototype.setTimeout = function setTimeout(delay, callback) {
  return idleAfter.call(this, shortened(delay), callback);
};

const RealDate = Date;
const realNow = Date.now;
const now = () => Math.floor(scaled(realNow()));
RealDate.now = now;
globalThis.Date = new Proxy(RealDate, {
  apply: () => new RealDate(now()).toString(),
  construct: (target, values, made) =>
    Reflect.construct(target, values.length === 0 ? [now()] : values, made),
});
RealDate.prototype.constructor = globalThis.Date;

const realElapsed = performance.now.bind(performance);
Object.defineProperty(performance, 'timeOrigin', { value: scaled(performance.timeOrigin) });
Object.defineProperty(performance, 'now', { value: () => realElapsed() * factor });

syncBuiltinESMExports();
