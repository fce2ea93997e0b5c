/** What stands in a document, in the words of a complaint: quoted, on one line, and never too long. */
import { oneLine } from '@slipway/action-kit/untrusted';
import { nearest } from './nearest.ts';

export const quoted = (text: string, longest = 60): string =>
  `\`${oneLine(text, longest).replaceAll('`', "'")}\``;

/** "`a`, `b` and `c`". */
export function listed(texts: readonly string[], word: 'and' | 'or' = 'and'): string {
  const all = texts.map((text) => quoted(text));
  return all.length < 2 ? all.join('') : `${all.slice(0, -1).join(', ')} ${word} ${all.at(-1) ?? ''}`;
}

/** "; did you mean `web`?", or else what there is, or that there is nothing. */
export function insteadOf(wrong: string, right: readonly string[], none: string): string {
  const meant = nearest(wrong, right);
  if (meant !== undefined) return `; did you mean ${quoted(meant)}?`;
  return right.length === 0 ? `; ${none}` : `; there is ${listed(right)}`;
}
