/** A clock that a test moves by hand beside real processes and real connections, which take no cloud time. */
import { virtualClock, type VirtualClock } from '../src/clock.ts';

/** Unlike in virtual time, listeners are opened. */
export const trafficClock = (): VirtualClock => virtualClock(undefined, 1);
