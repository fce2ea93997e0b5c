/** Text from outside as it fits into a cell or a sentence. A megabyte is cut before it is cleaned, not after. */
import { createHash } from 'node:crypto';
import { oneLine } from '@slipway/action-kit/untrusted';

/** One line of at most `limit` characters. */
export function shortText(text: string, limit: number): string {
  // Escapes and controls are dropped on the way: what is read goes beyond what is kept.
  return oneLine(text.slice(0, limit * 10), limit);
}

/** What others know a thing by: two that begin alike, or differ in what can't be shown, stay two. */
export function shortName(text: string, limit: number): string {
  if (shortText(text, limit) === text) return text;
  const hash = createHash('sha256').update(text).digest('hex').slice(0, 12);
  return `${shortText(text, limit - hash.length - 1)}~${hash}`;
}
