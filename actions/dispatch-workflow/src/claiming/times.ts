/**
 * The leases of a claim, in milliseconds since it was made (docs/decisions/0012). They fit into each other: what was
 * sent within its lease is carried out, and in the list of runs, before anybody else may take over.
 */
import { listLag, requestTime, runAppearsWithin } from '../finding/times.ts';

/** The dispatch is sent within so long, or not at all. */
export const sendWithin = 60_000;
/** A claim is given back within so long, or left to who takes over. */
export const giveBackWithin = 75_000;
/** Nobody takes over sooner. */
export const takeOverAfter = sendWithin + requestTime + listLag + 5000;
/** A variable that was written is read as written after so long, at the latest. */
export const variableLag = 10_000;
/** Runs that were created later than this after the last claim are not of this key. */
export const runCreatedWithin = 600_000;
/** What cannot be told apart is left so long to who claimed it: it may still record its run. */
export const recordWithin = takeOverAfter + requestTime + requestTime;
/** The run of a dispatch that GitHub confirmed was created within so long: it was sent within the lease. */
export const startedWithin = sendWithin + requestTime + listLag;
/** Who dispatched may look for the run so long, and then record it: one request for each of the three writes. */
export const foundWithin = sendWithin + requestTime + requestTime + runAppearsWithin + requestTime;
/** A claim whose age is not certain is looked at when claiming took longer than this. */
export const promptly = 10_000;
/** What one look at everything may take. */
export const oneLook = 60_000;
/** How long a step looks at what others do before it says that it cannot tell. */
export const patience = 900_000;
