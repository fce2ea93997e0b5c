/** A value as log and summary show it: cut, on one line, and not at all when it looks like a credential. */
import { oneLine } from '@slipway/action-kit/untrusted';
import { credentialWords } from '../asking/credentials/credential-problems.ts';
import type { KnownCredential } from '../asking/credentials/known-credentials.ts';

/** Longer values are cut in log and summary, never in the variable. */
const shownCharacters = 200;

export type Shown = (name: string, value: string) => string;

/** White space around it is trimmed on the line, and makes another value all the same. */
function shownText(value: string): string {
  if (value.trim() === '') return '(white space alone)';
  const line = oneLine(value, shownCharacters);
  return value.trim() === value ? line : `${line} (with white space around it)`;
}

/** What is asked for was checked before; what stood there before may be anything. */
export function shownWith(known: readonly KnownCredential[]): Shown {
  return (name, value) => {
    if (value === '') return '(empty)';
    const words = credentialWords({ name, value }, known);
    return words === undefined ? shownText(value) : `(not shown: it ${words})`;
  };
}
