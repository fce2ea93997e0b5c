/** Days: how long one is, and as documents write them, `2026-11-22`, which are days of UTC. */

/** In milliseconds. */
export const day = 86_400_000;

/** Milliseconds since 1970 of the day's first moment; undefined for what is no day of the calendar. */
export function dayOf(text: string): number | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined;
  const start = Date.parse(`${text}T00:00:00Z`);
  // The 30th of February is read as a day of March.
  return !Number.isNaN(start) && utcDay(start) === text ? start : undefined;
}

export const endOfDay = (start: number): number => start + day - 1;

export const utcDay = (milliseconds: number): string => new Date(milliseconds).toISOString().slice(0, 10);
