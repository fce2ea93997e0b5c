/** How old a copy of a public list may be before its reader is told. */
import { day, utcDay } from './days.ts';

const oldest = 30 * day;

/**
 * @param noun `KEV file`.
 * @param of milliseconds since 1970: the day that the list says it is of.
 * @returns a sentence; undefined for a list of these days, or of a day that it does not say.
 */
export function agedFeed(
  noun: string,
  file: string,
  of: number | undefined,
  now: number,
): string | undefined {
  if (of === undefined || now - of <= oldest) return undefined;
  const days = Math.floor((now - of) / day);
  return `The ${noun} ${file} is of ${utcDay(of)}, ${String(days)} days ago: what was learned since then is not in it.`;
}
