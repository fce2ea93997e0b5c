/** Times for people who compare them with a log: to the second, in UTC. */

/** @param at milliseconds since the epoch. @returns `18:03:59 UTC` */
export const timeOf = (at: number): string => `${new Date(at).toISOString().slice(11, 19)} UTC`;
