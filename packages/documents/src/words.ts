/** Words about the parts of a document, for complaints. */
import { nearest } from '@slipway/action-kit/nearest';
import { oneLine } from '@slipway/action-kit/untrusted';

/** A text of a document between backticks: on one line, cut, and without backticks of its own. */
export const quoted = (text: string): string =>
  `\`${oneLine(text.slice(0, 1000), 120).replaceAll('`', "'")}\``;

/** @param known the names that there are. */
export function unknownKey(name: string, known: readonly string[]): string {
  const meant = nearest(name, known);
  const instead = meant === undefined ? `the keys are ${known.join(', ')}` : `did you mean \`${meant}\`?`;
  return `there is no key ${quoted(name)}; ${instead}`;
}
