/**
 * What is assumed of GitHub's clocks and lists, in one place (docs/decisions/0012): every promise that a run is never
 * mistaken, and that a key is dispatched once at most, rests on these figures. All are milliseconds.
 */

/** How long a request that was sent may take to be carried out: after that it is given up. */
export const requestTime = 30_000;
/** A run that was started is in the list after so long, at the latest. */
export const listLag = 25_000;
/** GitHub tells whole seconds, and its servers differ by less than one: a moment may seem this much earlier. */
export const clockSlack = 2000;
/** A dispatch has its run in the list by now, or there is none. */
export const runAppearsWithin = 120_000;
