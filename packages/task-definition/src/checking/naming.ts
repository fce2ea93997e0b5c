/** What stands in a document, in the words of a complaint: quoted, on one line, and never too long. */
import { oneLine } from '@slipway/action-kit/untrusted';
import { nearest } from '@slipway/action-kit/nearest';

export const quoted = (text: string, longest = 60): string =>
  `\`${oneLine(text, longest).replaceAll('`', "'")}\``;

/** A task has at most ten containers; longer lists are read by nobody, and stand in each of many complaints. */
const mostListed = 12;

/** "`a`, `b` and `c`"; the last of a long list are counted. */
export function listed(texts: readonly string[], word: 'and' | 'or' = 'and'): string {
  const shown = texts.slice(0, mostListed).map((text) => quoted(text));
  const more = texts.length - shown.length;
  const all = more > 0 ? [...shown, `${String(more)} more`] : shown;
  return all.length < 2 ? all.join('') : `${all.slice(0, -1).join(', ')} ${word} ${all.at(-1) ?? ''}`;
}

/** More than anybody has, and few enough to be compared for each wrong name. */
const mostCompared = 20;

/** "; did you mean `web`?", or else what there is, or that there is nothing. */
export function insteadOf(wrong: string, right: readonly string[], none: string): string {
  const meant = nearest(wrong, right.slice(0, mostCompared));
  if (meant !== undefined) return `; did you mean ${quoted(meant)}?`;
  return right.length === 0 ? `; ${none}` : `; there is ${listed(right)}`;
}
