/**
 * Loaded before an action, it makes that process and a cloud of virtual time go in lockstep: the process tells when it
 * has nothing left to do, the cloud plays on to what the process waits for, and tells the new moment. Nothing in an
 * action knows of it.
 */
import nodeTimers from 'node:timers';
import { installClocks, moveTo, now } from './instant.mjs';
import { openLine } from './line.mjs';
import { seedDice } from './dice.mjs';
import { isBusyElsewhere, toCloud, watchRequests } from './requests.mjs';
import { installTimers, isHeldByTimer, nextTimer } from './timers.mjs';

const query = new URL(import.meta.url).searchParams;

/** Of this machine, taken before they are replaced. */
const { setImmediate: later, setTimeout: soon } = nodeTimers;

/** A chain of promises or of I/O that is at hand goes on within so many turns of the event loop. */
const enoughTurns = 4;

let quietTurns = 0;
let isLooking = false;

const begun = Promise.withResolvers();
const line = await openLine(Number(query.get('port')), hear);
line.say({ kind: 'hello' });
const start = await begun.promise;
installClocks(start, JSON.parse(query.get('wall')));
seedDice(start);
watchRequests(query.get('clouds').split(' '), stirred);
installTimers(stirred);
line.keepAlive(false);

function hear(message) {
  if (message.kind === 'start') {
    begun.resolve(message.now);
    return;
  }
  if (message.kind === 'dropped') {
    console.error(message.words);
    process.exit(70);
  }
  moveTo(message.now);
  if (message.signal !== undefined) raise(message.signal);
  if (message.id !== undefined) line.say({ kind: 'heard', id: message.id });
  stirred();
}

/** As if it came from outside, but at a moment that is known: what listens runs at once. */
function raise(signal) {
  if (process.listenerCount(signal) > 0) process.emit(signal, signal);
  else process.kill(process.pid, signal);
}

/** Something happened that may be followed by more. */
function stirred() {
  quietTurns = 0;
  if (isLooking) return;
  isLooking = true;
  later(look);
}

function look() {
  if (isBusyElsewhere()) {
    quietTurns = 0;
    soon(look, 1).unref();
    return;
  }
  quietTurns += 1;
  if (quietTurns < enoughTurns) {
    later(look);
    return;
  }
  isLooking = false;
  goOn();
}

/** One timer at a time: all that it brings about is done before the next one, though both may be due at once. */
function goOn() {
  line.keepAlive(isHeldByTimer());
  const next = nextTimer();
  if (next !== undefined && next.due <= now()) {
    stirred();
    next.fire();
    return;
  }
  const { started, finished } = toCloud;
  if (started > finished || isHeldByTimer()) line.say({ kind: 'idle', started, finished, next: next?.due });
}
