/**
 * Timers that are due at moments of the cloud. Nothing here runs by itself: whoever moves time on asks for the next
 * one and fires it.
 */
import { AsyncResource } from 'node:async_hooks';
import { syncBuiltinESMExports } from 'node:module';
import net from 'node:net';
import nodeTimers from 'node:timers';
import timersPromises from 'node:timers/promises';
import { promisify } from 'node:util';
import { now } from './instant.mjs';

/** Node fires at once what is set further off than this. */
const longestTimer = 2 ** 31 - 1;

const real = { clearTimeout, clearInterval };

/** Those that are set, by when they are due; equal ones in the order in which they were set. */
const pending = [];
const byNumber = new Map();
let numbers = 0;
let onChange = () => undefined;

class VirtualTimer extends AsyncResource {
  #isHolding = true;
  #number = (numbers += 1);
  #run;
  #delay;
  #repeats;

  constructor(run, delay, repeats) {
    super('Timeout');
    this.#run = run;
    this.#delay = delay >= 1 && delay <= longestTimer ? Math.trunc(delay) : 1;
    this.#repeats = repeats;
    byNumber.set(this.#number, this);
    this.#set();
  }

  #set() {
    this.due = now() + this.#delay;
    let at = pending.length;
    while (at > 0 && pending[at - 1].due > this.due) at -= 1;
    pending.splice(at, 0, this);
    onChange();
  }

  fire() {
    take(this);
    if (this.#repeats) this.#set();
    else byNumber.delete(this.#number);
    this.runInAsyncScope(this.#run);
  }

  ref() {
    this.#isHolding = true;
    onChange();
    return this;
  }

  unref() {
    this.#isHolding = false;
    onChange();
    return this;
  }

  hasRef() {
    return this.#isHolding;
  }

  refresh() {
    take(this);
    this.#set();
    return this;
  }

  close() {
    take(this);
    byNumber.delete(this.#number);
    onChange();
    return this;
  }

  [Symbol.toPrimitive]() {
    return this.#number;
  }

  [Symbol.dispose]() {
    this.close();
  }
}

function take(timer) {
  const at = pending.indexOf(timer);
  if (at >= 0) pending.splice(at, 1);
}

/** What is due next; undefined when nothing is set. */
export const nextTimer = () => pending[0];

/** Whether a timer keeps the process alive. */
export const isHeldByTimer = () => pending.some((timer) => timer.hasRef());

/** @param whenChanged hears of each timer that is set, held, let go or closed. */
export function installTimers(whenChanged) {
  onChange = whenChanged;
  replaceSetting('setTimeout', false);
  replaceSetting('setInterval', true);
  replaceClearing('clearTimeout');
  replaceClearing('clearInterval');
  replacePromised();
  AbortSignal.timeout = abortAfter;
  net.Socket.prototype.setTimeout = idleAfter;
  syncBuiltinESMExports();
}

function replaceSetting(name, repeats) {
  const refuse = nodeTimers[name];
  const replacement = (callback, delay, ...values) =>
    typeof callback === 'function'
      ? new VirtualTimer(() => callback(...values), delay, repeats)
      : refuse(callback, delay);
  if (!repeats)
    Object.defineProperty(replacement, promisify.custom, { get: () => timersPromises.setTimeout });
  nodeTimers[name] = replacement;
  globalThis[name] = replacement;
}

function replaceClearing(name) {
  const replacement = (timer) => {
    const found = timer instanceof VirtualTimer ? timer : byNumber.get(Number(timer));
    if (found === undefined) real[name](timer);
    else found.close();
  };
  nodeTimers[name] = replacement;
  globalThis[name] = replacement;
}

function replacePromised() {
  timersPromises.setTimeout = wait;
  timersPromises.setInterval = async function* setInterval(delay, value, options) {
    for (;;) yield await wait(delay, value, options);
  };
  Object.defineProperty(timersPromises.scheduler, 'wait', {
    value: (delay, options) => wait(delay, undefined, options),
  });
}

function wait(delay, value, { signal, ref = true } = {}) {
  return new Promise((resolve, reject) => {
    const abort = () => {
      timer.close();
      reject(new DOMException('The operation was aborted', 'AbortError'));
    };
    const done = () => {
      signal?.removeEventListener('abort', abort);
      resolve(value);
    };
    const timer = new VirtualTimer(done, delay, false);
    if (!ref) timer.unref();
    if (signal?.aborted) abort();
    signal?.addEventListener('abort', abort, { once: true });
  });
}

function abortAfter(delay) {
  const controller = new AbortController();
  const reason = new DOMException('The operation was aborted due to timeout', 'TimeoutError');
  new VirtualTimer(() => controller.abort(reason), delay, false).unref();
  return controller.signal;
}

const idleTimers = new WeakMap();

/** A connection that is kept for the next request is idle on purpose. */
const isKept = (socket) => socket._httpMessage === null;

function idleAfter(delay, callback) {
  idleTimers.get(this)?.close();
  this.timeout = delay;
  if (callback !== undefined) {
    if (delay === 0) this.removeListener('timeout', callback);
    else this.once('timeout', callback);
  }
  if (delay === 0) return this;
  const timer = new VirtualTimer(
    () => !this.destroyed && !isKept(this) && this.emit('timeout'),
    delay,
    false,
  );
  idleTimers.set(this, timer.unref());
  this.once('close', () => timer.close());
  return this;
}
