/** GitHub's way to write a moment: ISO 8601 in UTC, to the second. */

/** @param milliseconds since the epoch; parts of a second are cut off. */
export const timestamp = (milliseconds: number): string =>
  new Date(milliseconds).toISOString().replace(/\.\d{3}Z$/, 'Z');
